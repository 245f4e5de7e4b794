//! Code actions. To a client that can ask again for the edit of the one that is chosen, the others are sent without.

use lsp_types::*;
use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::{self, Result};

use super::rename::workspace_edit;
use crate::snapshot::Snapshot;
use crate::to_proto;

pub(crate) const SORT_IMPORTS: CodeActionKind = CodeActionKind::new("source.sortImports");

/// What an action is found again by.
#[derive(Serialize, Deserialize)]
struct ActionData {
    uri: Url,
    range: Range,
    /// As it is offered there; of equal titles the n-th.
    title: String,
    nth: usize,
}

pub(crate) fn code_action(
    snapshot: &Snapshot,
    params: CodeActionParams,
) -> Result<Option<CodeActionResponse>> {
    let only = params.context.only;
    // An editor that organizes imports on save asks for that alone, wherever the caret is.
    let asks_for_source = only
        .iter()
        .flatten()
        .any(|it| it.as_str().starts_with(CodeActionKind::SOURCE.as_str()));
    let is_wanted = |kind: &CodeActionKind| {
        // `quickfix` asks for `quickfix.import` as well.
        let below = |it: &CodeActionKind| {
            kind.as_str()
                .strip_prefix(it.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        only.as_ref().is_none_or(|only| only.iter().any(below))
    };
    let uri = params.text_document.uri;
    let is_lazy = snapshot.shared.client.resolves_actions;
    let mut res = Vec::new();
    let mut titles: Vec<String> = Vec::new();
    for found in actions(snapshot, &uri, params.range, asks_for_source)? {
        let nth = titles.iter().filter(|it| **it == found.title).count();
        titles.push(found.title.clone());
        let kind = kind(found.kind);
        if !is_wanted(&kind) || !can_do(snapshot, &found) {
            continue;
        }
        // What is done without asking (on save) is not asked for again.
        let is_deferred = is_lazy && !found.kind.is_source();
        let data = ActionData {
            uri: uri.clone(),
            range: params.range,
            title: found.title.clone(),
            nth,
        };
        res.push(CodeActionOrCommand::CodeAction(CodeAction {
            kind: Some(kind),
            diagnostics: found
                .diagnostic
                .as_ref()
                .map(|it| vec![snapshot.diagnostic(it)]),
            edit: (!is_deferred).then(|| edit(snapshot, &found)),
            is_preferred: found.is_preferred.then_some(true),
            data: is_deferred
                .then(|| serde_json::to_value(data).ok())
                .flatten(),
            title: found.title,
            ..CodeAction::default()
        }));
    }
    Ok(Some(res))
}

/// The edit of an action that was sent without.
pub(crate) fn resolve(snapshot: &Snapshot, action: CodeAction) -> Result<CodeAction> {
    let data = action
        .data
        .clone()
        .and_then(|it| serde_json::from_value(it).ok());
    let Some(data): Option<ActionData> = data else {
        return Ok(action);
    };
    let found = actions(snapshot, &data.uri, data.range, false)?
        .into_iter()
        .filter(|it| it.title == data.title)
        .nth(data.nth);
    match found {
        Some(found) => Ok(CodeAction {
            edit: Some(edit(snapshot, &found)),
            ..action
        }),
        // The text went on since.
        None => Err(jsonrpc::Error {
            code: jsonrpc::ErrorCode::ContentModified,
            message: "This is no longer to be done here".into(),
            data: None,
        }),
    }
}

fn actions(
    snapshot: &Snapshot,
    uri: &Url,
    range: Range,
    asks_for_source: bool,
) -> Result<Vec<ide::CodeAction>> {
    let wanted = snapshot.range(uri, range)?;
    let config = snapshot.config(wanted.file);
    let mut found = ide::code_actions(snapshot.db(), config, wanted);
    if asks_for_source {
        found.retain(|it| !it.kind.is_source());
        found.extend(ide::source_actions(snapshot.db(), config, wanted.file));
    }
    Ok(found)
}

/// Whether the client can make the files that the action needs.
fn can_do(snapshot: &Snapshot, action: &ide::CodeAction) -> bool {
    let client = &snapshot.shared.client;
    action.new_files.is_empty() || client.creates_files && client.document_changes
}

fn kind(kind: ide::CodeActionKind) -> CodeActionKind {
    match kind {
        ide::CodeActionKind::QuickFix => CodeActionKind::QUICKFIX,
        ide::CodeActionKind::Refactor => CodeActionKind::REFACTOR,
        ide::CodeActionKind::RefactorExtract => CodeActionKind::REFACTOR_EXTRACT,
        ide::CodeActionKind::RefactorInline => CodeActionKind::REFACTOR_INLINE,
        ide::CodeActionKind::RefactorRewrite => CodeActionKind::REFACTOR_REWRITE,
        ide::CodeActionKind::OrganizeImports => CodeActionKind::SOURCE_ORGANIZE_IMPORTS,
        ide::CodeActionKind::SortImports => SORT_IMPORTS,
        ide::CodeActionKind::FixAll => CodeActionKind::SOURCE_FIX_ALL,
    }
}

fn edit(snapshot: &Snapshot, action: &ide::CodeAction) -> WorkspaceEdit {
    let mut edit = workspace_edit(snapshot, &action.edits);
    if action.new_files.is_empty() {
        return edit;
    }
    let mut operations: Vec<DocumentChangeOperation> = match edit.document_changes.take() {
        Some(DocumentChanges::Edits(edits)) => edits
            .into_iter()
            .map(DocumentChangeOperation::Edit)
            .collect(),
        Some(DocumentChanges::Operations(operations)) => operations,
        None => vec![],
    };
    for (path, text) in &action.new_files {
        let Some(uri) = to_proto::uri(&snapshot.shared, path) else {
            continue;
        };
        operations.push(DocumentChangeOperation::Op(ResourceOp::Create(
            CreateFile {
                uri: uri.clone(),
                options: None,
                annotation_id: None,
            },
        )));
        operations.push(DocumentChangeOperation::Edit(TextDocumentEdit {
            text_document: OptionalVersionedTextDocumentIdentifier { uri, version: None },
            edits: vec![OneOf::Left(TextEdit {
                range: Range::default(),
                new_text: text.clone(),
            })],
        }));
    }
    edit.document_changes = Some(DocumentChanges::Operations(operations));
    edit
}
