//! Cures that take a part away: a case that is never reached, a key that stands twice, an argument too much.

use base_db::{FileEdit, TextRange};
use hir::Semantics;
use syntax::{
    Direction, SyntaxKind, SyntaxNode, T,
    ast::{self, AstNode},
};

use super::{Actions, FixContext, edit};
use crate::unused_imports::remove_line;

/// A pattern that earlier ones cover: the pattern goes, or the case if it has no other.
pub(super) fn unused_pattern(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let Some(clause) = around(ctx).find_map(ast::CaseClause::cast) else {
        return;
    };
    let range = ctx.diagnostic.place.range;
    let pattern = clause
        .patterns()
        .find(|it| it.syntax().text_range().contains_range(range));
    let edits = match pattern {
        Some(pattern) if clause.patterns().count() > 1 => {
            vec![without_item(sema, pattern.syntax())]
        }
        _ => vec![without_clause(sema, clause.syntax())],
    };
    acc.fix(ctx, "Remove the case".to_owned(), edits);
}

/// A second `default`.
pub(super) fn duplicate_default(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    if let Some(clause) = around(ctx).find_map(ast::CaseClause::cast) {
        let edits = vec![without_clause(ctx.sema, clause.syntax())];
        acc.fix(ctx, "Remove the case".to_owned(), edits);
    }
}

/// A `catch` behind one that catches all.
pub(super) fn unreachable_catch(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let Some(catch) = around(ctx).find_map(ast::CatchClause::cast) else {
        return;
    };
    let range = with_blank_before(catch.syntax());
    acc.fix(
        ctx,
        "Remove the `catch`".to_owned(),
        vec![edit(ctx.sema, range, "")],
    );
}

/// A field or key that is in the literal already, or that nobody asked for.
pub(super) fn literal_item(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let is_item = |it: &SyntaxNode| {
        it.kind() == SyntaxKind::OBJECT_FIELD
            || it
                .parent()
                .is_some_and(|it| it.kind() == SyntaxKind::ARRAY_EXPR)
    };
    let named = ctx
        .diagnostic
        .message
        .rsplit(' ')
        .next()
        .unwrap_or_default();
    let object = around(ctx).find_map(ast::ObjectExpr::cast);
    let item = match (ctx.diagnostic.code, object) {
        // The whole literal is pointed at.
        ("extra-field", Some(object)) => object
            .fields()
            .find(|it| it.object_field_name().is_some_and(|it| it.text() == named))
            .map(|it| it.syntax().clone()),
        _ => around(ctx).find(is_item),
    };
    if let Some(item) = item {
        let text = match ast::ObjectField::cast(item.clone()).and_then(|it| it.object_field_name())
        {
            Some(name) => name.text(),
            None => ctx.text().to_owned(),
        };
        acc.fix(
            ctx,
            format!("Remove `{text}`"),
            vec![without_item(sema, &item)],
        );
    }
}

/// A field that the type has already.
pub(super) fn duplicate_field(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    if around(ctx).any(|it| it.kind() == SyntaxKind::OBJECT_EXPR) {
        return literal_item(ctx, acc);
    }
    let field = around(ctx).find(|it| ast::Field::can_cast(it.kind()));
    if let Some(field) = field {
        let edits = vec![remove_line(
            ctx.sema.db,
            ctx.sema.module,
            field.text_range(),
        )];
        acc.fix(ctx, "Remove this declaration".to_owned(), edits);
    }
}

/// Arguments that the function does not take.
pub(super) fn arguments(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let start = ctx.diagnostic.place.range.start();
    let Some(args) = around(ctx).find_map(ast::ArgList::cast) else {
        return;
    };
    let all: Vec<ast::Expr> = args.args().collect();
    let Some(first) = all
        .iter()
        .position(|it| it.syntax().text_range().start() == start)
    else {
        return;
    };
    // What is computed for them would not be.
    let does_nothing = all[first..]
        .iter()
        .all(|it| !super::effects::effects(sema, it.syntax()).writes);
    let (Some(close), true) = (args.r_paren_token(), does_nothing) else {
        return;
    };
    let from = match first.checked_sub(1) {
        Some(before) => all[before].syntax().text_range().end(),
        None => start,
    };
    let range = TextRange::new(from, close.text_range().start());
    let title = match all.len() - first {
        1 => "Remove the argument".to_owned(),
        n => format!("Remove {n} arguments"),
    };
    acc.fix(ctx, title, vec![edit(sema, range, "")]);
}

/// `x is Array<Int>`: parameters are not known when the program runs.
pub(super) fn type_arguments(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let list = around(ctx)
        .flat_map(|it| it.descendants().collect::<Vec<_>>())
        .find_map(ast::TypeArgList::cast);
    if let Some(list) = list {
        let edits = vec![edit(ctx.sema, list.syntax().text_range(), "")];
        acc.fix(ctx, "Remove the type parameters".to_owned(), edits);
    }
}

/// The nodes around the place, from the smallest outwards.
fn around(ctx: &FixContext<'_, '_>) -> impl Iterator<Item = SyntaxNode> {
    let token = ctx
        .sema
        .root()
        .token_at_offset(ctx.diagnostic.place.range.start())
        .right_biased();
    token.into_iter().flat_map(|it| it.parent_ancestors())
}

/// An item of a list goes with its comma.
fn without_item(sema: &Semantics<'_>, item: &SyntaxNode) -> FileEdit {
    let comma = |direction| {
        item.siblings_with_tokens(direction)
            .skip(1)
            .find(|it| !it.kind().is_trivia())
            .filter(|it| it.kind() == T![,])
    };
    let range = item.text_range();
    let range = match (comma(Direction::Prev), comma(Direction::Next)) {
        (Some(before), _) => TextRange::new(before.text_range().start(), range.end()),
        (None, Some(behind)) => {
            let end = behind
                .as_token()
                .and_then(|it| it.next_token())
                .filter(|it| it.kind() == SyntaxKind::WHITESPACE)
                .map_or(behind.text_range().end(), |it| it.text_range().end());
            TextRange::new(range.start(), end)
        }
        (None, None) => range,
    };
    edit(sema, range, "")
}

/// A clause goes with the blank before it.
fn without_clause(sema: &Semantics<'_>, clause: &SyntaxNode) -> FileEdit {
    edit(sema, with_blank_before(clause), "")
}

fn with_blank_before(node: &SyntaxNode) -> TextRange {
    let blank = node
        .first_token()
        .and_then(|it| it.prev_token())
        .filter(|it| it.kind() == SyntaxKind::WHITESPACE);
    let range = node.text_range();
    blank.map_or(range, |it| range.cover(it.text_range()))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::code_actions::tests::check;

    #[test]
    fn of_switch_and_try() {
        let e = "enum E { A; B; }";
        check(
            &format!(
                "{e} class C {{ function f(e:E) switch e {{ case A: case $0A: trace(1); case B: }} }}"
            ),
            "Remove the case",
            expect!["enum E { A; B; } class C { function f(e:E) switch e { case A:  case B: } }"],
        );
        check(
            &format!("{e} class C {{ function f(e:E) switch e {{ case A: case $0A, B: }} }}"),
            "Remove the case",
            expect!["enum E { A; B; } class C { function f(e:E) switch e { case A: case B: } }"],
        );
        check(
            "class C { function f(i:Int) switch i { case 1: default: $0default: trace(2); } }",
            "Remove the case",
            expect!["class C { function f(i:Int) switch i { case 1: default:  } }"],
        );
        check(
            "class C { function f() try {} catch (e:Dynamic) {} catch (e:String) $0{} }",
            "Remove the `catch`",
            expect!["class C { function f() try {} catch (e:Dynamic) {} }"],
        );
    }

    #[test]
    fn lines_go_whole() {
        check(
            "
            enum E { A; B; }
            class C {
                function f(e:E) {
                    switch e {
                        case A:
                            trace(0);
                        case $0A:
                            trace(1);
                        case B:
                    }
                }
            }
            ",
            "Remove the case",
            expect![[r#"
                enum E { A; B; }
                class C {
                    function f(e:E) {
                        switch e {
                            case A:
                                trace(0);
                            case B:
                        }
                    }
                }
            "#]],
        );
    }

    #[test]
    fn of_literals() {
        check(
            "class C { function f() return {a: 1, $0a: 2}; }",
            "Remove `a`",
            expect!["class C { function f() return {a: 1}; }"],
        );
        check(
            "typedef T = {a:Int} class C { function f() { var t:T = {$0b: 2, a: 1}; } }",
            "Remove `b`",
            expect!["typedef T = {a:Int} class C { function f() { var t:T = {a: 1}; } }"],
        );
        check(
            "class C { var x:Int; var $0x:Int; }",
            "Remove this",
            expect!["class C { var x:Int;  }"],
        );
    }

    #[test]
    fn of_calls_and_types() {
        check(
            "class C { function f(a:Int) f(1, $02, 3); }",
            "Remove 2 arguments",
            expect!["class C { function f(a:Int) f(1); }"],
        );
        check(
            "class C { function f() f($02); }",
            "Remove the argument",
            expect!["class C { function f() f(); }"],
        );
        check(
            "class C { function f(a:Dynamic) return a is $0Array<Int>; }",
            "Remove the type",
            expect!["class C { function f(a:Dynamic) return a is Array; }"],
        );
    }
}
