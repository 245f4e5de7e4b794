//! Diagnostics: what the main loop pushes, and what a client fetches, of one file or of all.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

use base_db::File;
use lsp_types::*;
use rustc_hash::{FxHashMap, FxHasher};
use tower_lsp::jsonrpc::Result;
use vfs::VfsPath;

use crate::from_proto;
use crate::snapshot::Snapshot;

pub(crate) fn diagnostic(
    snapshot: &Snapshot,
    params: DocumentDiagnosticParams,
) -> Result<DocumentDiagnosticReportResult> {
    let path = from_proto::path(&snapshot.shared, &params.text_document.uri);
    let items = file_diagnostics(snapshot, &path);
    let result_id = result_id(&items);
    if params.previous_result_id.as_ref() == Some(&result_id) {
        let report = RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
        };
        return Ok(DocumentDiagnosticReport::Unchanged(report).into());
    }
    let report = RelatedFullDocumentDiagnosticReport {
        related_documents: None,
        full_document_diagnostic_report: FullDocumentDiagnosticReport {
            result_id: Some(result_id),
            items,
        },
    };
    Ok(DocumentDiagnosticReport::Full(report).into())
}

/// Of every file of every build; those the client knows already are only named.
pub(crate) fn workspace_diagnostic(
    snapshot: &Snapshot,
    params: WorkspaceDiagnosticParams,
) -> Result<WorkspaceDiagnosticReportResult> {
    let known: FxHashMap<Url, String> = params
        .previous_result_ids
        .into_iter()
        .map(|it| (it.uri, it.value))
        .collect();
    let db = snapshot.db();
    let mut found: BTreeMap<&VfsPath, (File, Vec<base_db::Diagnostic>)> = BTreeMap::new();
    for build in snapshot.analysis.builds() {
        for (file, diagnostics) in ide::workspace_diagnostics(db, build.config) {
            // A file of several builds is shown as the first has it, here as when it is open.
            found.entry(file.path(db)).or_insert((file, diagnostics));
        }
    }
    let mut items = Vec::new();
    for (path, (file, diagnostics)) in found {
        let Some(uri) = snapshot.uri_of(file) else {
            continue;
        };
        let of_file = to_lsp(snapshot, path, &diagnostics);
        let result_id = result_id(&of_file);
        items.push(match known.get(&uri) == Some(&result_id) {
            true => WorkspaceDocumentDiagnosticReport::Unchanged(
                WorkspaceUnchangedDocumentDiagnosticReport {
                    uri,
                    version: None,
                    unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport {
                        result_id,
                    },
                },
            ),
            false => {
                WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
                    uri,
                    version: None,
                    full_document_diagnostic_report: FullDocumentDiagnosticReport {
                        result_id: Some(result_id),
                        items: of_file,
                    },
                })
            }
        });
    }
    Ok(WorkspaceDiagnosticReportResult::Report(
        WorkspaceDiagnosticReport { items },
    ))
}

pub(crate) fn file_diagnostics(snapshot: &Snapshot, path: &VfsPath) -> Vec<Diagnostic> {
    let analysis = &snapshot.analysis;
    let file = analysis.file(path);
    if !file.exists(analysis.db()) || is_foreign_library(snapshot, path) {
        return Vec::new();
    }
    let found = ide::diagnostics(analysis.db(), analysis.config_of(path), file);
    to_lsp(snapshot, path, &found)
}

/// With what the last run left behind.
fn to_lsp(snapshot: &Snapshot, path: &VfsPath, found: &[base_db::Diagnostic]) -> Vec<Diagnostic> {
    let of_run = snapshot.shared.traces.get(path).cloned();
    found
        .iter()
        .map(|it| snapshot.diagnostic(it))
        .chain(of_run)
        .collect()
}

/// Equal for equal diagnostics: the text of them all, hashed.
fn result_id(items: &[Diagnostic]) -> String {
    let mut hasher = FxHasher::default();
    serde_json::to_string(items)
        .unwrap_or_default()
        .hash(&mut hasher);
    format!("{:x}", hasher.finish())
}

/// A file of a library outside the folders: it is being read, and nobody here can mend it.
fn is_foreign_library(snapshot: &Snapshot, path: &VfsPath) -> bool {
    let is_in_folders = snapshot.shared.roots.iter().any(|it| path.starts_with(it));
    !is_in_folders && snapshot.db().files().is_library(path)
}
