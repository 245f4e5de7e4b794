//! Outlines.

use base_db::{File, FileRange};
use ide::SymbolKind as Kind;
use lsp_types::*;
use tower_lsp::jsonrpc::Result;

use crate::snapshot::Snapshot;

pub(crate) fn document_symbol(
    snapshot: &Snapshot,
    params: DocumentSymbolParams,
) -> Result<Option<DocumentSymbolResponse>> {
    let file = snapshot.file(&params.text_document.uri)?;
    let symbols = ide::document_symbols(snapshot.db(), snapshot.config(file), file);
    if snapshot.shared.client.hierarchical_symbols {
        let nested = symbols
            .iter()
            .map(|it| nested(snapshot, file, it))
            .collect();
        return Ok(Some(DocumentSymbolResponse::Nested(nested)));
    }
    let mut flat_symbols = Vec::new();
    for symbol in &symbols {
        flat(snapshot, file, symbol, None, &mut flat_symbols);
    }
    Ok(Some(DocumentSymbolResponse::Flat(flat_symbols)))
}

#[expect(
    deprecated,
    reason = "the type has a deprecated field that must be filled"
)]
fn nested(snapshot: &Snapshot, file: File, symbol: &ide::DocumentSymbol) -> DocumentSymbol {
    let children: Vec<_> = symbol
        .children
        .iter()
        .map(|it| nested(snapshot, file, it))
        .collect();
    DocumentSymbol {
        name: symbol.name.clone(),
        detail: symbol.detail.clone(),
        kind: kind(symbol.kind),
        tags: tags(symbol),
        deprecated: None,
        range: snapshot.lsp_range(FileRange {
            file,
            range: symbol.range,
        }),
        selection_range: snapshot.lsp_range(FileRange {
            file,
            range: symbol.name_range,
        }),
        children: (!children.is_empty()).then_some(children),
    }
}

#[expect(
    deprecated,
    reason = "the type has a deprecated field that must be filled"
)]
fn flat(
    snapshot: &Snapshot,
    file: File,
    symbol: &ide::DocumentSymbol,
    container: Option<&str>,
    res: &mut Vec<SymbolInformation>,
) {
    let Some(location) = snapshot.location(FileRange {
        file,
        range: symbol.name_range,
    }) else {
        return;
    };
    res.push(SymbolInformation {
        name: symbol.name.clone(),
        kind: kind(symbol.kind),
        tags: tags(symbol),
        deprecated: None,
        location,
        container_name: container.map(str::to_owned),
    });
    for child in &symbol.children {
        flat(snapshot, file, child, Some(&symbol.name), res);
    }
}

fn tags(symbol: &ide::DocumentSymbol) -> Option<Vec<SymbolTag>> {
    symbol.is_deprecated.then(|| vec![SymbolTag::DEPRECATED])
}

pub(crate) fn kind(kind: Kind) -> SymbolKind {
    match kind {
        Kind::Class => SymbolKind::CLASS,
        Kind::Interface => SymbolKind::INTERFACE,
        Kind::Enum => SymbolKind::ENUM,
        Kind::EnumCtor => SymbolKind::ENUM_MEMBER,
        Kind::Abstract => SymbolKind::CLASS,
        Kind::Typedef => SymbolKind::STRUCT,
        Kind::Function => SymbolKind::FUNCTION,
        Kind::Method => SymbolKind::METHOD,
        Kind::Constructor => SymbolKind::CONSTRUCTOR,
        Kind::Variable => SymbolKind::VARIABLE,
        Kind::Field => SymbolKind::FIELD,
        Kind::Property => SymbolKind::PROPERTY,
        Kind::Constant => SymbolKind::CONSTANT,
    }
}
