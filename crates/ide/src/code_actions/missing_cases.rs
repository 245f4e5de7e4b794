//! The cases that a switch does not cover.

use base_db::TextRange;
use hir_def::Name;
use hir_ty::ty::Ty;
use syntax::{SyntaxKind, ast, ast::AstNode};

use super::{
    Actions, FixContext,
    context::{indent_at, indent_step},
    edit,
};

pub(super) fn fixes(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let Some(list) = ctx.diagnostic.message.strip_prefix("Unmatched patterns: ") else {
        return;
    };
    let patterns: Vec<&str> = list.lines().next().unwrap_or("").split(" | ").collect();
    let Some(switch) = switch_at(ctx) else { return };
    let Some(cases) = switch.case_list() else {
        return;
    };
    let Some(close) = cases.r_curly_token() else {
        return;
    };
    let indent = indent_at(sema, switch.syntax().text_range().start());
    let step = indent_step(sema);
    let insert = |lines: Vec<String>| {
        let at = close.text_range().start();
        let blank = close
            .prev_token()
            .filter(|it| it.kind() == SyntaxKind::WHITESPACE);
        let start = blank.map_or(at, |it| it.text_range().start());
        let mut text = String::new();
        for line in lines {
            text.push_str(&format!("\n{indent}{step}{line}"));
        }
        text.push_str(&format!("\n{indent}"));
        vec![edit(sema, TextRange::new(start, at), text)]
    };
    let is_known = patterns.iter().all(|it| *it != "..." && !it.is_empty());
    if is_known && !patterns.contains(&"_") {
        let lines = patterns
            .iter()
            .map(|it| format!("case {}:", with_arguments(ctx, &switch, it.trim())))
            .collect();
        acc.fix(ctx, "Add the missing cases".to_owned(), insert(lines));
    }
    acc.fix(
        ctx,
        "Add a default case".to_owned(),
        insert(vec!["default:".to_owned()]),
    );
}

/// `Rgb` of the message with names for its arguments: `Rgb(r, g)`.
fn with_arguments(ctx: &FixContext<'_, '_>, switch: &ast::SwitchExpr, pattern: &str) -> String {
    let db = ctx.sema.db;
    let subject = match switch.subject() {
        Some(ast::Expr::ParenExpr(it)) => it.expr(),
        subject => subject,
    };
    let params = subject
        .and_then(|it| ctx.sema.type_of_node(it.syntax()))
        .map(|it| match hir_ty::decl::expand_typedefs(db, it) {
            Ty::Null(inner) => hir_ty::decl::expand_typedefs(db, inner.ty(db)),
            ty => ty,
        })
        .and_then(|it| match it {
            Ty::Enum(decl, _) => hir_def::ctor_named(db, decl, &Name::new(pattern)),
            _ => None,
        })
        .and_then(|it| hir_def::enum_ctor_data(db, it))
        .map_or(&[][..], |it| &it.ctor.params);
    if params.is_empty() {
        return pattern.to_owned();
    }
    let names: Vec<&str> = params.iter().map(|it| it.name.as_str()).collect();
    format!("{pattern}({})", names.join(", "))
}

fn switch_at(ctx: &FixContext<'_, '_>) -> Option<ast::SwitchExpr> {
    let range = ctx.diagnostic.place.range;
    let token = ctx
        .sema
        .root()
        .token_at_offset(range.start())
        .right_biased()?;
    token.parent_ancestors().find_map(ast::SwitchExpr::cast)
}
