//! Sorting imports and taking unused ones away.

use base_db::{FileEdit, TextRange};
use hir::Semantics;
use hir_def::item_tree::{ImportKind, item_source_map, item_tree};

use super::{Actions, CodeActionKind, context::AssistContext, context::text_at, edit};
use crate::unused_imports::unused_imports;

/// Offered among the imports.
pub(super) fn assist(ctx: &AssistContext<'_, '_>, acc: &mut Actions) {
    let is_near = block(ctx.sema).is_some_and(|it| super::touches(it, ctx.range));
    if is_near {
        source_action(ctx.sema, acc);
    }
}

pub(super) fn source_action(sema: &Semantics<'_>, acc: &mut Actions) {
    if let Some(edit) = rewritten(sema, unused_imports(sema.db, sema.module)) {
        acc.refactor(
            "Organize imports",
            CodeActionKind::OrganizeImports,
            vec![edit],
        );
    }
    if let Some(edit) = rewritten(sema, &[]) {
        acc.refactor("Sort imports", CodeActionKind::SortImports, vec![edit]);
    }
}

/// From the first import to the last.
fn block(sema: &Semantics<'_>) -> Option<TextRange> {
    let map = item_source_map(sema.db, sema.module);
    map.imports
        .iter()
        .map(|it| it.range)
        .reduce(|a, b| a.cover(b))
}

/// The imports in order, without those at the indices `left_out`.
fn rewritten(sema: &Semantics<'_>, left_out: &[u32]) -> Option<FileEdit> {
    let (db, module) = (sema.db, sema.module);
    let block = block(sema)?;
    let inside = text_at(sema, block);
    // Comments and conditions between imports would be torn from what they belong to.
    if inside.contains('#') || inside.contains("//") || inside.contains("/*") {
        return None;
    }
    let map = item_source_map(db, module);
    let imports = &item_tree(db, module).imports;
    let mut lines: Vec<(bool, &str)> = Vec::new();
    for (index, (import, source)) in imports.iter().zip(&map.imports).enumerate() {
        if !left_out.contains(&(index as u32)) {
            let line = text_at(sema, source.range);
            lines.push((import.kind == ImportKind::Using, line));
        }
    }
    // The order of usings has a meaning; that of imports only where they bring the same name.
    let (usings, mut plain): (Vec<_>, Vec<_>) = lines.into_iter().partition(|it| it.0);
    plain.sort();
    plain.dedup();
    let all: Vec<&str> = plain.into_iter().chain(usings).map(|it| it.1).collect();
    let sorted = all.join("\n");
    (sorted != inside).then(|| edit(sema, block, sorted))
}
