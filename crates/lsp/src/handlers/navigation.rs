//! Hover, definitions, references, symbols of the workspace, hierarchies.

use base_db::{FilePosition, FileRange};
use ide::{NavigationTarget, Targets, Usage};
use lsp_types::request::{
    GotoDeclarationParams, GotoDeclarationResponse, GotoImplementationParams,
    GotoImplementationResponse, GotoTypeDefinitionParams, GotoTypeDefinitionResponse,
};
use lsp_types::*;
use tower_lsp::jsonrpc::Result;

use super::symbols::kind;
use crate::snapshot::Snapshot;

pub(crate) fn hover(snapshot: &Snapshot, params: HoverParams) -> Result<Option<Hover>> {
    let at = params.text_document_position_params;
    let position = snapshot.position(&at.text_document.uri, at.position)?;
    if position.file.path(snapshot.db()).extension() == Some("hxml") {
        return Ok(super::hxml::hover(snapshot, position));
    }
    let found = ide::hover(snapshot.db(), snapshot.config(position.file), position);
    Ok(found.map(|it| Hover {
        contents: HoverContents::Markup(MarkupContent {
            kind: MarkupKind::Markdown,
            value: it.text,
        }),
        range: Some(snapshot.lsp_range(FileRange {
            file: position.file,
            range: it.range,
        })),
    }))
}

pub(crate) fn definition(
    snapshot: &Snapshot,
    params: GotoDefinitionParams,
) -> Result<Option<GotoDefinitionResponse>> {
    let at = params.text_document_position_params;
    if at.text_document.uri.path().ends_with(".hxml") {
        let position = snapshot.position(&at.text_document.uri, at.position)?;
        return Ok(super::hxml::definition(snapshot, position));
    }
    goto(snapshot, &at, ide::goto_definition)
}

/// What an override or an implementation declares is where the definition is: Haxe has no headers.
pub(crate) fn declaration(
    snapshot: &Snapshot,
    params: GotoDeclarationParams,
) -> Result<Option<GotoDeclarationResponse>> {
    goto(
        snapshot,
        &params.text_document_position_params,
        ide::goto_definition,
    )
}

pub(crate) fn type_definition(
    snapshot: &Snapshot,
    params: GotoTypeDefinitionParams,
) -> Result<Option<GotoTypeDefinitionResponse>> {
    goto(
        snapshot,
        &params.text_document_position_params,
        ide::goto_type_definition,
    )
}

pub(crate) fn implementation(
    snapshot: &Snapshot,
    params: GotoImplementationParams,
) -> Result<Option<GotoImplementationResponse>> {
    goto(
        snapshot,
        &params.text_document_position_params,
        ide::goto_implementation,
    )
}

type Goto = fn(&dyn base_db::Db, base_db::Config, FilePosition) -> Option<Targets>;

fn goto(
    snapshot: &Snapshot,
    at: &TextDocumentPositionParams,
    find: Goto,
) -> Result<Option<GotoDefinitionResponse>> {
    let position = snapshot.position(&at.text_document.uri, at.position)?;
    let Some(found) = find(snapshot.db(), snapshot.config(position.file), position) else {
        return Ok(None);
    };
    let locations: Vec<Location> = found
        .targets
        .iter()
        .filter_map(|it| snapshot.location(it.focus()))
        .collect();
    Ok((!locations.is_empty()).then_some(GotoDefinitionResponse::Array(locations)))
}

pub(crate) fn references(
    snapshot: &Snapshot,
    params: ReferenceParams,
) -> Result<Option<Vec<Location>>> {
    let at = params.text_document_position;
    let position = snapshot.position(&at.text_document.uri, at.position)?;
    let found = ide::references(snapshot.db(), snapshot.config(position.file), position);
    let with_declaration = params.context.include_declaration;
    Ok(found.map(|found| {
        found
            .iter()
            .filter(|it| with_declaration || it.usage != Usage::Declaration)
            .filter_map(|it| snapshot.location(it.place))
            .collect()
    }))
}

/// A local variable is written alike wherever it stands.
pub(crate) fn linked_editing_range(
    snapshot: &Snapshot,
    params: LinkedEditingRangeParams,
) -> Result<Option<LinkedEditingRanges>> {
    let at = params.text_document_position_params;
    let position = snapshot.position(&at.text_document.uri, at.position)?;
    let config = snapshot.config(position.file);
    let ranges = ide::linked_ranges(snapshot.db(), config, position);
    Ok(ranges.map(|ranges| LinkedEditingRanges {
        ranges: ranges
            .into_iter()
            .map(|range| {
                snapshot.lsp_range(FileRange {
                    file: position.file,
                    range,
                })
            })
            .collect(),
        word_pattern: Some("[A-Za-z_][A-Za-z0-9_]*".to_owned()),
    }))
}

pub(crate) fn document_highlight(
    snapshot: &Snapshot,
    params: DocumentHighlightParams,
) -> Result<Option<Vec<DocumentHighlight>>> {
    let at = params.text_document_position_params;
    let position = snapshot.position(&at.text_document.uri, at.position)?;
    let config = snapshot.config(position.file);
    // On `return` or `break`: where control leaves. On a name: where else it stands.
    if let Some(exits) = ide::control_flow_highlights(snapshot.db(), config, position) {
        let exit = |range| DocumentHighlight {
            range: snapshot.lsp_range(FileRange {
                file: position.file,
                range,
            }),
            kind: Some(DocumentHighlightKind::TEXT),
        };
        return Ok(Some(exits.into_iter().map(exit).collect()));
    }
    let found = ide::highlights(snapshot.db(), config, position);
    let highlight = |it: &ide::Reference| DocumentHighlight {
        range: snapshot.lsp_range(it.place),
        kind: Some(match it.usage {
            Usage::Declaration | Usage::Write => DocumentHighlightKind::WRITE,
            Usage::Read => DocumentHighlightKind::READ,
            Usage::Import | Usage::TypeHint => DocumentHighlightKind::TEXT,
        }),
    };
    Ok(found.map(|found| found.iter().map(highlight).collect()))
}

/// More than an editor shows.
const MAX_SYMBOLS: usize = 256;

#[expect(
    deprecated,
    reason = "the type has a deprecated field that must be filled"
)]
pub(crate) fn symbol(
    snapshot: &Snapshot,
    params: WorkspaceSymbolParams,
) -> Result<Option<Vec<SymbolInformation>>> {
    let configs: Vec<_> = snapshot
        .analysis
        .builds()
        .iter()
        .map(|it| it.config)
        .collect();
    let found = ide::workspace_symbols(snapshot.db(), &configs, &params.query, MAX_SYMBOLS);
    let symbol = |it: NavigationTarget| {
        Some(SymbolInformation {
            location: snapshot.location(it.focus())?,
            name: it.name,
            kind: kind(it.kind),
            tags: None,
            deprecated: None,
            container_name: it.container,
        })
    };
    Ok(Some(found.into_iter().filter_map(symbol).collect()))
}

pub(crate) fn prepare_call_hierarchy(
    snapshot: &Snapshot,
    params: CallHierarchyPrepareParams,
) -> Result<Option<Vec<CallHierarchyItem>>> {
    let at = params.text_document_position_params;
    let position = snapshot.position(&at.text_document.uri, at.position)?;
    let found = ide::call_hierarchy(snapshot.db(), snapshot.config(position.file), position);
    Ok(found
        .and_then(|it| call_item(snapshot, &it))
        .map(|it| vec![it]))
}

pub(crate) fn incoming_calls(
    snapshot: &Snapshot,
    params: CallHierarchyIncomingCallsParams,
) -> Result<Option<Vec<CallHierarchyIncomingCall>>> {
    let position = snapshot.position(&params.item.uri, params.item.selection_range.start)?;
    let calls = ide::incoming_calls(snapshot.db(), snapshot.config(position.file), position);
    let call = |it: ide::Call| {
        let from = call_item(snapshot, &it.target)?;
        let from_ranges = it.places.iter().map(|it| snapshot.lsp_range(*it)).collect();
        Some(CallHierarchyIncomingCall { from, from_ranges })
    };
    Ok(Some(calls.into_iter().filter_map(call).collect()))
}

pub(crate) fn outgoing_calls(
    snapshot: &Snapshot,
    params: CallHierarchyOutgoingCallsParams,
) -> Result<Option<Vec<CallHierarchyOutgoingCall>>> {
    let position = snapshot.position(&params.item.uri, params.item.selection_range.start)?;
    let calls = ide::outgoing_calls(snapshot.db(), snapshot.config(position.file), position);
    let call = |it: ide::Call| {
        let to = call_item(snapshot, &it.target)?;
        let from_ranges = it.places.iter().map(|it| snapshot.lsp_range(*it)).collect();
        Some(CallHierarchyOutgoingCall { to, from_ranges })
    };
    Ok(Some(calls.into_iter().filter_map(call).collect()))
}

fn call_item(snapshot: &Snapshot, target: &NavigationTarget) -> Option<CallHierarchyItem> {
    Some(CallHierarchyItem {
        name: target.name.clone(),
        kind: kind(target.kind),
        tags: None,
        detail: target.container.clone(),
        uri: snapshot.uri_of(target.file)?,
        range: snapshot.lsp_range(FileRange {
            file: target.file,
            range: target.full_range,
        }),
        selection_range: snapshot.lsp_range(target.focus()),
        data: None,
    })
}

pub(crate) fn prepare_type_hierarchy(
    snapshot: &Snapshot,
    params: TypeHierarchyPrepareParams,
) -> Result<Option<Vec<TypeHierarchyItem>>> {
    let at = params.text_document_position_params;
    let position = snapshot.position(&at.text_document.uri, at.position)?;
    let found = ide::type_hierarchy(snapshot.db(), snapshot.config(position.file), position);
    Ok(found
        .and_then(|it| type_item(snapshot, &it))
        .map(|it| vec![it]))
}

pub(crate) fn supertypes(
    snapshot: &Snapshot,
    params: TypeHierarchySupertypesParams,
) -> Result<Option<Vec<TypeHierarchyItem>>> {
    let position = snapshot.position(&params.item.uri, params.item.selection_range.start)?;
    let found = ide::supertypes(snapshot.db(), snapshot.config(position.file), position);
    Ok(Some(
        found
            .iter()
            .filter_map(|it| type_item(snapshot, it))
            .collect(),
    ))
}

pub(crate) fn subtypes(
    snapshot: &Snapshot,
    params: TypeHierarchySubtypesParams,
) -> Result<Option<Vec<TypeHierarchyItem>>> {
    let position = snapshot.position(&params.item.uri, params.item.selection_range.start)?;
    let found = ide::subtypes(snapshot.db(), snapshot.config(position.file), position);
    Ok(Some(
        found
            .iter()
            .filter_map(|it| type_item(snapshot, it))
            .collect(),
    ))
}

fn type_item(snapshot: &Snapshot, target: &NavigationTarget) -> Option<TypeHierarchyItem> {
    Some(TypeHierarchyItem {
        name: target.name.clone(),
        kind: kind(target.kind),
        tags: None,
        detail: target.container.clone(),
        uri: snapshot.uri_of(target.file)?,
        range: snapshot.lsp_range(FileRange {
            file: target.file,
            range: target.full_range,
        }),
        selection_range: snapshot.lsp_range(target.focus()),
        data: None,
    })
}
