//! Renaming, and edits of several files in general.

use std::collections::BTreeMap;

use base_db::{FileEdit, FileRange};
use lsp_types::*;
use rustc_hash::FxHashMap;
use tower_lsp::jsonrpc::{self, Result};
use vfs::VfsPath;

use crate::from_proto;
use crate::snapshot::Snapshot;
use crate::to_proto;

pub(crate) fn prepare_rename(
    snapshot: &Snapshot,
    params: TextDocumentPositionParams,
) -> Result<Option<PrepareRenameResponse>> {
    let position = snapshot.position(&params.text_document.uri, params.position)?;
    let found = ide::prepare_rename(snapshot.db(), snapshot.config(position.file), position);
    let (range, placeholder) = found.map_err(refusal)?;
    let range = snapshot.lsp_range(FileRange {
        file: position.file,
        range,
    });
    Ok(Some(PrepareRenameResponse::RangeWithPlaceholder {
        range,
        placeholder,
    }))
}

pub(crate) fn rename(snapshot: &Snapshot, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
    let at = params.text_document_position;
    let position = snapshot.position(&at.text_document.uri, at.position)?;
    let config = snapshot.config(position.file);
    let renaming =
        ide::rename(snapshot.db(), config, position, &params.new_name).map_err(refusal)?;
    let mut edit = workspace_edit(snapshot, &renaming.edits);
    if !renaming.moves.is_empty()
        && snapshot.shared.client.resource_operations
        && let Some(DocumentChanges::Edits(edits)) = edit.document_changes.take()
    {
        let mut operations: Vec<DocumentChangeOperation> = edits
            .into_iter()
            .map(DocumentChangeOperation::Edit)
            .collect();
        for (from, to) in &renaming.moves {
            let old_uri = to_proto::uri(&snapshot.shared, from);
            let new_uri = to_proto::uri(&snapshot.shared, to);
            if let (Some(old_uri), Some(new_uri)) = (old_uri, new_uri) {
                let rename = RenameFile {
                    old_uri,
                    new_uri,
                    options: None,
                    annotation_id: None,
                };
                operations.push(DocumentChangeOperation::Op(ResourceOp::Rename(rename)));
            }
        }
        edit.document_changes = Some(DocumentChanges::Operations(operations));
    }
    Ok(Some(edit))
}

/// The user is about to move or rename files or directories: what goes with that.
pub(crate) fn will_rename_files(
    snapshot: &Snapshot,
    params: RenameFilesParams,
) -> Result<Option<WorkspaceEdit>> {
    let path = |uri: &str| Some(from_proto::path(&snapshot.shared, &Url::parse(uri).ok()?));
    let moves: Vec<(VfsPath, VfsPath)> = params
        .files
        .iter()
        .filter_map(|it| Some((path(&it.old_uri)?, path(&it.new_uri)?)))
        .collect();
    let Some((first, _)) = moves.first() else {
        return Ok(None);
    };
    let config = snapshot.analysis.config_of(first);
    let edits = ide::move_files(snapshot.db(), config, &moves);
    Ok((!edits.is_empty()).then(|| workspace_edit(snapshot, &edits)))
}

/// `edits` in the richest form that the client knows.
pub(crate) fn workspace_edit(snapshot: &Snapshot, edits: &[FileEdit]) -> WorkspaceEdit {
    let mut by_uri: BTreeMap<Url, Vec<TextEdit>> = BTreeMap::new();
    for edit in edits {
        if let Some(uri) = snapshot.uri_of(edit.place.file) {
            by_uri
                .entry(uri)
                .or_default()
                .push(snapshot.text_edit(edit.place, edit.text.clone()));
        }
    }
    if snapshot.shared.client.document_changes {
        let document = |(uri, edits): (Url, Vec<TextEdit>)| TextDocumentEdit {
            text_document: OptionalVersionedTextDocumentIdentifier { uri, version: None },
            edits: edits.into_iter().map(OneOf::Left).collect(),
        };
        let changes = by_uri.into_iter().map(document).collect();
        return WorkspaceEdit {
            document_changes: Some(DocumentChanges::Edits(changes)),
            ..Default::default()
        };
    }
    let changes: FxHashMap<Url, Vec<TextEdit>> = by_uri.into_iter().collect();
    WorkspaceEdit {
        changes: Some(changes.into_iter().collect()),
        ..Default::default()
    }
}

/// LSP's `RequestFailed`: the message is for the user.
fn refusal(message: String) -> jsonrpc::Error {
    jsonrpc::Error {
        code: jsonrpc::ErrorCode::ServerError(-32803),
        message: message.into(),
        data: None,
    }
}
