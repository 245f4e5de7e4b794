//! Files of compiler arguments.

use base_db::{FilePosition, FileRange, TextRange, TextSize};
use lsp_types::*;
use project::HxmlItemKind;

use crate::snapshot::Snapshot;
use crate::to_proto;

pub(super) fn completion(
    snapshot: &Snapshot,
    position: FilePosition,
) -> Option<CompletionResponse> {
    let db = snapshot.db();
    let file = position.file;
    let text = base_db::file_text(db, file);
    let offset = usize::from(position.offset);
    let found = project::hxml_completion(db.system(), file.path(db), text, offset)?;
    let range = lsp_range(snapshot, position, found.replace);
    let item = |(n, it): (usize, project::HxmlCompletion)| CompletionItem {
        kind: Some(kind(it.kind)),
        detail: it.detail,
        documentation: it.docs.map(|it| Documentation::String(it.to_owned())),
        sort_text: Some(format!("{n:04}")),
        filter_text: Some(it.label.clone()),
        label: it.label,
        text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(range, it.insert))),
        ..CompletionItem::default()
    };
    let items = found.items.into_iter().enumerate().map(item).collect();
    Some(CompletionResponse::Array(items))
}

pub(super) fn hover(snapshot: &Snapshot, position: FilePosition) -> Option<Hover> {
    let db = snapshot.db();
    let file = position.file;
    let text = base_db::file_text(db, file);
    let offset = usize::from(position.offset);
    let found = project::hxml_hover(db.system(), file.path(db), text, offset)?;
    Some(Hover {
        range: Some(lsp_range(snapshot, position, found.range)),
        contents: HoverContents::Markup(MarkupContent {
            kind: MarkupKind::Markdown,
            value: found.text,
        }),
    })
}

pub(super) fn definition(
    snapshot: &Snapshot,
    position: FilePosition,
) -> Option<GotoDefinitionResponse> {
    let db = snapshot.db();
    let file = position.file;
    let text = base_db::file_text(db, file);
    let offset = usize::from(position.offset);
    let target = project::hxml_definition(db.system(), file.path(db), text, offset)?;
    let uri = to_proto::uri(&snapshot.shared, &target)?;
    let location = Location::new(uri, Range::default());
    Some(GotoDefinitionResponse::Scalar(location))
}

fn lsp_range(snapshot: &Snapshot, position: FilePosition, range: std::ops::Range<usize>) -> Range {
    let at = |it: usize| TextSize::new(it as u32);
    snapshot.lsp_range(FileRange {
        file: position.file,
        range: TextRange::new(at(range.start), at(range.end)),
    })
}

fn kind(kind: HxmlItemKind) -> CompletionItemKind {
    match kind {
        HxmlItemKind::Option => CompletionItemKind::KEYWORD,
        HxmlItemKind::Directory => CompletionItemKind::FOLDER,
        HxmlItemKind::File => CompletionItemKind::FILE,
        HxmlItemKind::Library | HxmlItemKind::Module => CompletionItemKind::MODULE,
        HxmlItemKind::Define => CompletionItemKind::CONSTANT,
        HxmlItemKind::Word => CompletionItemKind::ENUM_MEMBER,
    }
}
