//! Answers to requests, from a snapshot. Each handler is: positions in, one feature of `ide`, structs out.

pub(crate) mod completion;
pub(crate) mod dump;
pub(crate) mod lenses;
pub(crate) mod navigation;
pub(crate) mod rename;
pub(crate) mod structure;
mod symbols;
pub(crate) mod tokens;

use lsp_types::*;
use tower_lsp::jsonrpc::Result;
use vfs::VfsPath;

use crate::from_proto;
use crate::snapshot::Snapshot;

pub(crate) use lenses::code_lens;
pub(crate) use symbols::document_symbol;

pub(crate) fn diagnostic(
    snapshot: &Snapshot,
    params: DocumentDiagnosticParams,
) -> Result<DocumentDiagnosticReportResult> {
    let path = from_proto::path(&snapshot.shared, &params.text_document.uri);
    let items = file_diagnostics(snapshot, &path);
    let full_document_diagnostic_report = FullDocumentDiagnosticReport {
        result_id: None,
        items,
    };
    let report = RelatedFullDocumentDiagnosticReport {
        related_documents: None,
        full_document_diagnostic_report,
    };
    Ok(DocumentDiagnosticReport::Full(report).into())
}

pub(crate) fn file_diagnostics(snapshot: &Snapshot, path: &VfsPath) -> Vec<Diagnostic> {
    let analysis = &snapshot.analysis;
    let file = analysis.file(path);
    if !file.exists(analysis.db()) || is_foreign_library(snapshot, path) {
        return Vec::new();
    }
    let found = ide::diagnostics(analysis.db(), analysis.config_of(path), file);
    let of_run = snapshot.shared.traces.get(path).cloned();
    found
        .iter()
        .map(|it| snapshot.diagnostic(it))
        .chain(of_run)
        .collect()
}

/// A file of a library outside the folders: it is being read, and nobody here can mend it.
fn is_foreign_library(snapshot: &Snapshot, path: &VfsPath) -> bool {
    let is_in_folders = snapshot.shared.roots.iter().any(|it| path.starts_with(it));
    !is_in_folders && snapshot.db().files().is_library(path)
}
