//! Completion, and the documentation of an item when it is looked at.

use base_db::FileRange;
use ide::{CompletionKind, DocsKey};
use lsp_types::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Result;

use crate::snapshot::Snapshot;

/// What comes back with an item to be resolved.
#[derive(Serialize, Deserialize)]
struct ItemData {
    uri: Url,
    type_path: String,
    member: Option<String>,
}

pub(crate) fn completion(
    snapshot: &Snapshot,
    params: CompletionParams,
) -> Result<Option<CompletionResponse>> {
    let at = params.text_document_position;
    let uri = at.text_document.uri;
    let position = snapshot.position(&uri, at.position)?;
    let file = position.file;
    if file.path(snapshot.db()).extension() == Some("hxml") {
        return Ok(super::hxml::completion(snapshot, position));
    }
    let Some(found) = ide::completion(snapshot.db(), snapshot.config(file), position) else {
        return Ok(None);
    };
    let replace = snapshot.lsp_range(FileRange {
        file,
        range: found.replace,
    });
    let mut items = Vec::with_capacity(found.items.len());
    for (n, item) in found.items.into_iter().enumerate() {
        let is_snippet = item.is_snippet && snapshot.shared.client.snippets;
        let insert = if item.is_snippet && !is_snippet {
            without_placeholders(&item.insert)
        } else {
            item.insert
        };
        let edits: Vec<TextEdit> = item
            .more_edits
            .iter()
            .map(|it| snapshot.text_edit(it.place, it.text.clone()))
            .collect();
        let data = item.docs_of.map(|DocsKey { type_path, member }| ItemData {
            uri: uri.clone(),
            type_path,
            member,
        });
        items.push(CompletionItem {
            kind: Some(kind(item.kind)),
            detail: item.detail,
            sort_text: Some(format!("{n:04}")),
            filter_text: Some(item.label.clone()),
            label: item.label,
            insert_text_format: is_snippet.then_some(InsertTextFormat::SNIPPET),
            text_edit: Some(CompletionTextEdit::Edit(TextEdit {
                range: replace,
                new_text: insert,
            })),
            additional_text_edits: (!edits.is_empty()).then_some(edits),
            tags: item
                .is_deprecated
                .then(|| vec![CompletionItemTag::DEPRECATED]),
            data: data.and_then(|it| serde_json::to_value(it).ok()),
            ..CompletionItem::default()
        });
    }
    Ok(Some(CompletionResponse::List(CompletionList {
        is_incomplete: found.is_incomplete,
        items,
    })))
}

pub(crate) fn resolve(snapshot: &Snapshot, mut item: CompletionItem) -> Result<CompletionItem> {
    let data = item
        .data
        .clone()
        .and_then(|it| serde_json::from_value::<ItemData>(it).ok());
    if let Some(ItemData {
        uri,
        type_path,
        member,
    }) = data
        && let Ok(file) = snapshot.file(&uri)
    {
        let key = DocsKey { type_path, member };
        let docs = ide::completion_docs(snapshot.db(), snapshot.config(file), &key);
        item.documentation = docs.map(|value| {
            Documentation::MarkupContent(MarkupContent {
                kind: MarkupKind::Markdown,
                value,
            })
        });
    }
    Ok(item)
}

pub(crate) fn signature_help(
    snapshot: &Snapshot,
    params: SignatureHelpParams,
) -> Result<Option<SignatureHelp>> {
    let at = params.text_document_position_params;
    let position = snapshot.position(&at.text_document.uri, at.position)?;
    let Some(found) = ide::signature_help(snapshot.db(), snapshot.config(position.file), position)
    else {
        return Ok(None);
    };
    let information = |it: ide::SignatureInfo| {
        // Labels count UTF-16 units, whatever the positions are in.
        let units = |offset: usize| it.label[..offset].encode_utf16().count() as u32;
        let parameter = |range: &std::ops::Range<usize>| ParameterInformation {
            label: ParameterLabel::LabelOffsets([units(range.start), units(range.end)]),
            documentation: None,
        };
        let docs = it.docs.clone().map(|value| {
            Documentation::MarkupContent(MarkupContent {
                kind: MarkupKind::Markdown,
                value,
            })
        });
        SignatureInformation {
            parameters: Some(it.params.iter().map(parameter).collect()),
            label: it.label.clone(),
            documentation: docs,
            active_parameter: None,
        }
    };
    Ok(Some(SignatureHelp {
        signatures: found.signatures.into_iter().map(information).collect(),
        active_signature: Some(found.active_signature as u32),
        active_parameter: Some(found.active_parameter as u32),
    }))
}

/// `f(${1:x}, $1)$0` → `f(x, x)`, for clients that know no snippets.
fn without_placeholders(snippet: &str) -> String {
    let mut res = String::new();
    let mut rest = snippet.chars().peekable();
    let number = |rest: &mut std::iter::Peekable<std::str::Chars<'_>>| {
        let mut digits = String::new();
        while let Some(digit) = rest.next_if(char::is_ascii_digit) {
            digits.push(digit);
        }
        digits
    };
    // Placeholders that are open, each with where its text begins, and those that are known.
    let mut open: Vec<(String, usize)> = Vec::new();
    let mut known: FxHashMap<String, String> = FxHashMap::default();
    while let Some(c) = rest.next() {
        match c {
            '\\' => res.extend(rest.next()),
            '$' if rest.peek() == Some(&'{') => {
                rest.next();
                open.push((number(&mut rest), res.len()));
                rest.next_if_eq(&':');
            }
            '$' => {
                if let Some(text) = known.get(&number(&mut rest)) {
                    res.push_str(text);
                }
            }
            '}' if !open.is_empty() => {
                if let Some((name, start)) = open.pop() {
                    known.insert(name, res[start..].to_owned());
                }
            }
            _ => res.push(c),
        }
    }
    res
}

fn kind(kind: CompletionKind) -> CompletionItemKind {
    match kind {
        CompletionKind::Class | CompletionKind::Abstract => CompletionItemKind::CLASS,
        CompletionKind::Interface => CompletionItemKind::INTERFACE,
        CompletionKind::Enum => CompletionItemKind::ENUM,
        CompletionKind::EnumCtor => CompletionItemKind::ENUM_MEMBER,
        CompletionKind::Typedef => CompletionItemKind::STRUCT,
        CompletionKind::TypeParam => CompletionItemKind::TYPE_PARAMETER,
        CompletionKind::Method => CompletionItemKind::METHOD,
        CompletionKind::Function => CompletionItemKind::FUNCTION,
        CompletionKind::Constructor => CompletionItemKind::CONSTRUCTOR,
        CompletionKind::Field => CompletionItemKind::FIELD,
        CompletionKind::Property => CompletionItemKind::PROPERTY,
        CompletionKind::Variable => CompletionItemKind::VARIABLE,
        CompletionKind::Constant => CompletionItemKind::CONSTANT,
        CompletionKind::Package => CompletionItemKind::FOLDER,
        CompletionKind::Module => CompletionItemKind::MODULE,
        CompletionKind::Keyword => CompletionItemKind::KEYWORD,
        CompletionKind::Metadata => CompletionItemKind::PROPERTY,
        CompletionKind::Snippet => CompletionItemKind::SNIPPET,
    }
}

#[cfg(test)]
mod tests {
    use super::without_placeholders;

    #[test]
    fn snippets_as_plain_text() {
        assert_eq!(without_placeholders("f(${1:x}, ${2:y})$0"), "f(x, y)");
        assert_eq!(without_placeholders("a { $1 }\\$b"), "a {  }$b");
        assert_eq!(without_placeholders("${1:x} = get_$1($0)"), "x = get_x()");
    }
}
