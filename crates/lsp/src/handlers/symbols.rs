//! Outlines.

use base_db::{File, FileRange, TextRange};
use ide::SymbolKind as Kind;
use lsp_types::*;
use tower_lsp::jsonrpc::Result;

use crate::snapshot::Snapshot;
use crate::to_proto;

pub(crate) fn document_symbol(
    snapshot: &Snapshot,
    params: DocumentSymbolParams,
) -> Result<Option<DocumentSymbolResponse>> {
    let file = snapshot.file(&params.text_document.uri)?;
    let symbols = ide::document_symbols(snapshot.db(), snapshot.config(file), file);
    if snapshot.shared.client.hierarchical_symbols {
        let index = base_db::line_index(snapshot.db(), file);
        let encoding = snapshot.shared.client.encoding;
        let range = |it| to_proto::text_range(index, encoding, it);
        let nested = symbols.into_iter().map(|it| nested(it, &range)).collect();
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
fn nested(symbol: ide::DocumentSymbol, range: &impl Fn(TextRange) -> Range) -> DocumentSymbol {
    let tags = tags(&symbol);
    let children = symbol.children.into_iter().map(|it| nested(it, range));
    let children: Vec<_> = children.collect();
    DocumentSymbol {
        name: symbol.name,
        detail: symbol.detail,
        kind: kind(symbol.kind),
        tags,
        deprecated: None,
        range: range(symbol.range),
        selection_range: range(symbol.name_range),
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
