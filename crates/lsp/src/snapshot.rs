//! [`Snapshot`]: all that a handler may look at.

use std::sync::Arc;

use base_db::{Config, Db, File, FilePosition, FileRange};
use ide::Analysis;
use lsp_types::{Diagnostic, Position, Range, Url};
use rustc_hash::FxHashMap;
use tower_lsp::jsonrpc;
use vfs::VfsPath;

use crate::capabilities::ClientSupport;
use crate::from_proto;
use crate::handlers::tokens::TokenCache;
use crate::settings::Settings;

#[derive(Clone)]
pub(crate) struct Snapshot {
    pub(crate) analysis: Analysis,
    pub(crate) shared: Arc<Shared>,
    pub(crate) settings: Settings,
}

/// What changes rarely; replaced as a whole.
#[derive(Clone, Default)]
pub(crate) struct Shared {
    pub(crate) client: ClientSupport,
    /// The client's own spelling of what it has open.
    pub(crate) uris: FxHashMap<VfsPath, Url>,
    pub(crate) roots: Vec<VfsPath>,
    pub(crate) tokens: Arc<TokenCache>,
    /// How the last run of a function ended: what stands behind its signature.
    pub(crate) results: FxHashMap<(VfsPath, String), String>,
    /// What functions were last run with.
    pub(crate) given: FxHashMap<(VfsPath, String), Given>,
    /// Where the last run of a file's function ended with an exception.
    pub(crate) traces: FxHashMap<VfsPath, Diagnostic>,
    /// Where the embedded standard library is written out for editors.
    pub(crate) std_on_disk: Option<VfsPath>,
}

/// What a function was run with, as Haxe expressions.
#[derive(Clone, Debug, Default)]
pub(crate) struct Given {
    pub(crate) object: Option<String>,
    pub(crate) args: Vec<String>,
}

impl Snapshot {
    pub(crate) fn file(&self, uri: &Url) -> jsonrpc::Result<File> {
        let path = from_proto::path(&self.shared, uri);
        let file = self.analysis.file(&path);
        if file.exists(self.analysis.db()) {
            Ok(file)
        } else {
            Err(invalid(format!("no such file: {uri}")))
        }
    }

    pub(crate) fn position(&self, uri: &Url, position: Position) -> jsonrpc::Result<FilePosition> {
        let file = self.file(uri)?;
        let db = self.analysis.db();
        let index = base_db::line_index(db, file);
        let text = base_db::file_text(db, file);
        Ok(FilePosition {
            file,
            offset: from_proto::offset(text, index, self.shared.client.encoding, position),
        })
    }

    pub(crate) fn range(&self, uri: &Url, range: Range) -> jsonrpc::Result<FileRange> {
        let start = self.position(uri, range.start)?;
        let end = self.position(uri, range.end)?;
        let (start_offset, end_offset) =
            (start.offset.min(end.offset), start.offset.max(end.offset));
        Ok(FileRange {
            file: start.file,
            range: base_db::TextRange::new(start_offset, end_offset),
        })
    }

    /// The build that `file` is looked at under.
    pub(crate) fn config(&self, file: File) -> Config {
        self.analysis.config_of(file.path(self.analysis.db()))
    }

    pub(crate) fn db(&self) -> &dyn Db {
        self.analysis.db()
    }
}

pub(crate) fn invalid(message: impl Into<String>) -> jsonrpc::Error {
    jsonrpc::Error::invalid_params(message.into())
}
