//! Sorting imports and taking unused ones away.

use base_db::TextRange;
use hir::Semantics;
use hir_def::item_tree::{ImportKind, item_source_map, item_tree};

use super::{Actions, CodeActionKind, edit};
use crate::unused_imports::unused_imports;

pub(super) fn assist(sema: &Semantics<'_>, range: TextRange, acc: &mut Actions) {
    let (db, module) = (sema.db, sema.module);
    let map = item_source_map(db, module);
    let Some(block) = block_of(map.imports.iter().map(|it| it.range)) else {
        return;
    };
    let is_whole_file = range.len() >= sema.root().text_range().len();
    if !super::touches(block, range) && !is_whole_file {
        return;
    }
    let text = base_db::file_text(db, sema.file());
    let inside = &text[std::ops::Range::<usize>::from(block)];
    // Comments and conditions between imports would be torn from what they belong to.
    if inside.contains('#') || inside.contains("//") || inside.contains("/*") {
        return;
    }
    let unused = unused_imports(db, module);
    let mut lines: Vec<(bool, String)> = Vec::new();
    let imports = &item_tree(db, module).imports;
    for (index, (import, source)) in imports.iter().zip(&map.imports).enumerate() {
        if unused.contains(&(index as u32)) {
            continue;
        }
        let line = text[std::ops::Range::<usize>::from(source.range)].to_owned();
        lines.push((import.kind == ImportKind::Using, line));
    }
    // The order of usings has a meaning; that of imports only where they bring the same name.
    let (usings, mut plain): (Vec<_>, Vec<_>) = lines.into_iter().partition(|it| it.0);
    plain.sort();
    plain.dedup();
    let all: Vec<String> = plain.into_iter().chain(usings).map(|it| it.1).collect();
    let sorted = all.join("\n");
    if sorted == inside {
        return;
    }
    acc.refactor(
        "Organize imports".to_owned(),
        CodeActionKind::OrganizeImports,
        vec![edit(sema, block, sorted)],
    );
}

fn block_of(ranges: impl Iterator<Item = TextRange>) -> Option<TextRange> {
    ranges.reduce(|a, b| a.cover(b))
}
