//! Every cure of the file that needs no choice, at once: what the parser missed, unused imports, `override` too much or
//! too little, the package line.

use base_db::FileEdit;
use hir::Semantics;

use super::{Actions, CodeActionKind, FixContext, fixes_of};

/// Codes whose first cure is what anyone would do.
const CERTAIN: &[&str] = &[
    "missing-override",
    "superfluous-override",
    "package-mismatch",
    "unused-import",
    "redundant-modifier",
];

pub(super) fn source_action(sema: &Semantics<'_>, acc: &mut Actions) {
    let mut edits: Vec<FileEdit> = Vec::new();
    for diagnostic in crate::diagnostics(sema.db, sema.config(), sema.file()) {
        let is_certain = CERTAIN.contains(&diagnostic.code) || diagnostic.fixes.len() == 1;
        if !is_certain {
            continue;
        }
        let mut found = Actions::default();
        let ctx = FixContext {
            sema,
            diagnostic: &diagnostic,
        };
        fixes_of(&ctx, &mut found);
        let Some(first) = found.0.into_iter().next() else {
            continue;
        };
        let is_free = first.edits.iter().all(|new| {
            new.place.file == sema.file()
                && !edits
                    .iter()
                    .any(|old| old == new || super::touches(old.place.range, new.place.range))
        });
        if is_free {
            edits.extend(first.edits);
        }
    }
    if !edits.is_empty() {
        acc.refactor("Fix all", CodeActionKind::FixAll, edits);
    }
}
