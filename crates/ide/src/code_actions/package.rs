//! The package line that the directory asks for.

use base_db::TextRange;
use hir_def::{diagnostics::expected_package, item_tree::item_source_map};

use super::{Actions, FixContext, edit};

pub(super) fn fixes(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let Some(package) = expected_package(sema.db, sema.module) else {
        return;
    };
    let line = match package.is_empty() {
        true => "package;".to_owned(),
        false => format!("package {package};"),
    };
    let edits = match item_source_map(sema.db, sema.module).package {
        Some(range) => vec![edit(sema, range, line.clone())],
        None => vec![edit(
            sema,
            TextRange::empty(0.into()),
            format!("{line}\n\n"),
        )],
    };
    acc.fix(ctx, format!("Write `{line}`"), edits);
}
