//! Our types → LSP's.

use base_db::{
    DiagnosticTag, File, FileRange, LineIndex, Severity, TextRange, TextSize, WideEncoding,
};
use lsp_types::{self as lsp, Location, NumberOrString, Position, Range, Url};
use vfs::{EMBEDDED_ROOT, VfsPath};

use crate::capabilities::Encoding;
use crate::from_proto::FOREIGN_ROOT;
use crate::snapshot::{Shared, Snapshot};

pub(crate) fn uri(shared: &Shared, path: &VfsPath) -> Option<Url> {
    if let Some(uri) = shared.uris.get(path) {
        return Some(uri.clone());
    }
    if let Some(name) = path.strip_prefix(&VfsPath::new(FOREIGN_ROOT)) {
        return Url::parse(&name.replace("%2F", "/").replace("%25", "%")).ok();
    }
    if path.is_embedded() {
        let below_std = path.strip_prefix(&VfsPath::new(EMBEDDED_ROOT).join("std"))?;
        return Url::from_file_path(shared.std_on_disk.as_ref()?.join(below_std).to_os()).ok();
    }
    Url::from_file_path(path.to_os()).ok()
}

pub(crate) fn position(index: &LineIndex, encoding: Encoding, offset: TextSize) -> Position {
    // Offsets come from the same text, so they fit; an offset behind the end would be ours to mend, not to die of.
    let line_col = index
        .try_line_col(offset.min(index.len()))
        .unwrap_or_else(|| index.line_col(TextSize::from(0)));
    match encoding {
        Encoding::Utf8 => Position::new(line_col.line, line_col.col),
        Encoding::Utf16 => {
            let col = index
                .to_wide(WideEncoding::Utf16, line_col)
                .map_or(line_col.col, |it| it.col);
            Position::new(line_col.line, col)
        }
    }
}

pub(crate) fn text_range(index: &LineIndex, encoding: Encoding, range: TextRange) -> Range {
    Range::new(
        position(index, encoding, range.start()),
        position(index, encoding, range.end()),
    )
}

impl Snapshot {
    pub(crate) fn lsp_range(&self, place: FileRange) -> Range {
        let index = base_db::line_index(self.db(), place.file);
        text_range(index, self.shared.client.encoding, place.range)
    }

    pub(crate) fn uri_of(&self, file: File) -> Option<Url> {
        uri(&self.shared, file.path(self.db()))
    }

    pub(crate) fn location(&self, place: FileRange) -> Option<Location> {
        Some(Location::new(
            self.uri_of(place.file)?,
            self.lsp_range(place),
        ))
    }

    pub(crate) fn diagnostic(&self, diagnostic: &base_db::Diagnostic) -> lsp::Diagnostic {
        let related: Vec<_> = diagnostic
            .related
            .iter()
            .filter_map(|(place, message)| {
                Some(lsp::DiagnosticRelatedInformation {
                    location: self.location(*place)?,
                    message: message.clone(),
                })
            })
            .collect();
        let tags: Vec<_> = diagnostic
            .tags
            .iter()
            .map(|tag| match tag {
                DiagnosticTag::Unnecessary => lsp::DiagnosticTag::UNNECESSARY,
                DiagnosticTag::Deprecated => lsp::DiagnosticTag::DEPRECATED,
            })
            .collect();
        let severity = match diagnostic.severity {
            Severity::Error => lsp::DiagnosticSeverity::ERROR,
            Severity::Warning => lsp::DiagnosticSeverity::WARNING,
            Severity::Info => lsp::DiagnosticSeverity::INFORMATION,
            Severity::Hint => lsp::DiagnosticSeverity::HINT,
        };
        lsp::Diagnostic {
            range: self.lsp_range(diagnostic.place),
            severity: Some(severity),
            code: Some(NumberOrString::String(diagnostic.code.to_owned())),
            code_description: None,
            source: Some("rayzor".to_owned()),
            message: diagnostic.message.clone(),
            related_information: (!related.is_empty()).then_some(related),
            tags: (!tags.is_empty()).then_some(tags),
            data: None,
        }
    }

    pub(crate) fn text_edit(&self, place: FileRange, text: String) -> lsp::TextEdit {
        lsp::TextEdit {
            range: self.lsp_range(place),
            new_text: text,
        }
    }
}
