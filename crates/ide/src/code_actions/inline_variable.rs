//! Writing a variable's value in its places, and taking the variable away.
//!
//! ```haxe
//! final n = a + b;
//! trace(n * 2);       // trace((a + b) * 2);
//! ```
//!
//! Offered only where the value is the same at each place: nothing that it reads changes on the way, its calls still
//! run once and in their order, and its names mean the same there.

use hir::{Definition, LocalDef, Semantics, Usage};
use syntax::{
    SyntaxKind, SyntaxNode,
    ast::{self, AstNode},
};

use super::{
    Actions, CodeActionKind,
    context::{
        AssistContext, bare_text, definition_at, free_names, has_comments, has_conditions,
        is_statement, needs_parens, semicolon_after, statement_range, tightness,
    },
    effects::effects,
    extract_variable::{before, effects_below},
};
use crate::unused_imports::remove_line;

pub(super) fn assist(ctx: &AssistContext<'_, '_>, acc: &mut Actions) {
    let Some(edits) = inline(ctx) else { return };
    acc.refactor("Inline variable", CodeActionKind::RefactorInline, edits);
}

fn inline(ctx: &AssistContext<'_, '_>) -> Option<Vec<base_db::FileEdit>> {
    let sema = ctx.sema;
    let token = ctx.token()?;
    let def = definition_at(sema, &token)?;
    let Definition::Local(local) = def else {
        return None;
    };
    let (vars, var) = declaration(sema, local)?;
    let value = var.initializer()?.expr()?;
    let is_plain = is_statement(vars.syntax())
        && vars.declarators().count() == 1
        && !vars.is_static()
        && semicolon_after(vars.syntax()).is_some()
        && !has_comments(vars.syntax());
    if !is_plain || matches!(value, ast::Expr::FunctionExpr(_)) {
        return None;
    }
    let all = crate::references::references_of(sema.db, sema.config(), &def);
    let mut uses = Vec::new();
    for reference in &all {
        match reference.usage {
            Usage::Declaration => {}
            Usage::Read => {
                let token = sema.token_at(reference.place.range.start())?;
                uses.push(token.parent()?);
            }
            Usage::Write | Usage::Import | Usage::TypeHint => return None,
        }
    }
    // A use that could not be typed is not among those found.
    let block = vars.syntax().parent()?;
    let name = var.name()?.text().to_string();
    let words = free_names(&block).filter(|it| it.text() == name).count();
    if uses.is_empty() || words != uses.len() || has_conditions(&block) {
        return None;
    }
    let is_movable = is_movable(sema, vars.syntax(), &value, &uses);
    if !is_movable || !uses.iter().all(|it| means_the_same(sema, &value, it)) {
        return None;
    }
    let text = ctx.text(value.syntax().text_range());
    let (text, tightness) = match var.type_hint() {
        // The variable may have been wider than its value.
        Some(hint) if sema.type_of_node(value.syntax()) != sema.written_type(&hint) => (
            format!("({text} : {})", hint.ty()?.syntax().text()),
            super::context::Tightness::Atom,
        ),
        _ => (text.to_owned(), tightness(&value)),
    };
    let mut edits = vec![remove_line(
        sema.db,
        sema.module,
        statement_range(vars.syntax()),
    )];
    for node in &uses {
        let replacement = match needs_parens(node, tightness) {
            true => format!("({text})"),
            false => text.clone(),
        };
        // `$name` of a string.
        let interpolation = node
            .parent()
            .filter(|it| it.kind() == SyntaxKind::INTERPOLATION);
        match interpolation {
            Some(outer) => {
                if text.contains(['\'', '"', '\n', '{', '}']) {
                    return None;
                }
                edits.push(ctx.edit(outer.text_range(), format!("${{{text}}}")));
            }
            None => edits.push(ctx.edit(node.text_range(), replacement)),
        }
    }
    Some(edits)
}

fn declaration<'db>(
    sema: &Semantics<'db>,
    local: LocalDef<'db>,
) -> Option<(ast::VarExpr, ast::VarDeclarator)> {
    let place = local.name_range(sema.db)?;
    let name = sema.token_at(place.range.start())?;
    let var = name.parent()?.parent().and_then(ast::VarDeclarator::cast)?;
    let vars = var.syntax().parent().and_then(ast::VarExpr::cast)?;
    Some((vars, var))
}

fn is_movable(
    sema: &Semantics<'_>,
    declaration: &SyntaxNode,
    value: &ast::Expr,
    uses: &[SyntaxNode],
) -> bool {
    let of_value = effects(sema, value.syntax());
    let runs_once = |node: &SyntaxNode| {
        !node
            .ancestors()
            .take_while(|it| Some(it) != declaration.parent().as_ref())
            .any(|it| {
                matches!(
                    it.kind(),
                    SyntaxKind::FOR_EXPR
                        | SyntaxKind::WHILE_EXPR
                        | SyntaxKind::DO_WHILE_EXPR
                        | SyntaxKind::FUNCTION_EXPR
                        | SyntaxKind::ARROW_FUNCTION
                )
            })
    };
    if (of_value.writes || of_value.makes) && !(uses.len() == 1 && runs_once(&uses[0])) {
        return false;
    }
    // Statements on the way, up to the one that holds the last use.
    let following = std::iter::successors(declaration.next_sibling(), |it| it.next_sibling());
    let last_use = uses.iter().map(|it| it.text_range().end()).max();
    let holds = |statement: &SyntaxNode, node: &SyntaxNode| {
        statement.text_range().contains_range(node.text_range())
    };
    for statement in following {
        if last_use.is_some_and(|it| statement.text_range().start() >= it) {
            break;
        }
        let inside: Vec<&SyntaxNode> = uses.iter().filter(|it| holds(&statement, it)).collect();
        if of_value.reads && inside.iter().any(|it| !runs_once(it)) {
            return false;
        }
        let is_last = last_use.is_some_and(|it| statement.text_range().end() >= it);
        match (is_last, &*inside) {
            // What runs in the statement before the use.
            (true, [only]) => {
                if of_value.writes && !is_always_run(&statement, only) {
                    return false;
                }
                if of_value.conflicts(before(sema, only, &statement)) {
                    return false;
                }
            }
            _ if of_value.conflicts(effects_below(sema, &statement)) => return false,
            _ => {}
        }
    }
    true
}

/// Whether a use is reached whenever its statement is.
fn is_always_run(statement: &SyntaxNode, node: &SyntaxNode) -> bool {
    node.ancestors()
        .take_while(|it| it != statement)
        .chain([statement.clone()])
        .all(|it| match it.kind() {
            SyntaxKind::BINARY_EXPR => {
                let op = ast::BinaryExpr::cast(it).and_then(|it| it.op());
                !matches!(
                    op,
                    Some(ast::BinaryOp::BoolAnd | ast::BinaryOp::BoolOr | ast::BinaryOp::NullCoal)
                )
            }
            SyntaxKind::IF_EXPR => ast::IfExpr::cast(it)
                .and_then(|it| it.condition())
                .is_some_and(|it| it.syntax().text_range().contains_range(node.text_range())),
            SyntaxKind::TERNARY_EXPR => ast::TernaryExpr::cast(it)
                .and_then(|it| it.condition())
                .is_some_and(|it| it.syntax().text_range().contains_range(node.text_range())),
            SyntaxKind::SWITCH_EXPR => ast::SwitchExpr::cast(it)
                .and_then(|it| it.subject())
                .is_some_and(|it| it.syntax().text_range().contains_range(node.text_range())),
            SyntaxKind::TRY_EXPR => false,
            _ => true,
        })
}

/// Whether the names in `value` mean the same at the place of `node`.
fn means_the_same(sema: &Semantics<'_>, value: &ast::Expr, node: &SyntaxNode) -> bool {
    let Some(owner) = sema.field_around(node) else {
        return false;
    };
    let visible = hir::scope::locals_at(sema, owner, node.text_range().start());
    free_names(value.syntax()).all(|name| {
        let there = visible.iter().find(|it| it.name(sema.db) == name.text());
        let declared_inside = definition_at(sema, &name)
            .and_then(|it| it.name_range(sema.db))
            .is_some_and(|it| value.syntax().text_range().contains_range(it.range));
        match (definition_at(sema, &name), there) {
            _ if declared_inside => true,
            (Some(Definition::Local(here)), there) => there == Some(&here),
            (_, Some(_)) => false,
            (_, None) => true,
        }
    }) && !bare_text(value.syntax()).contains("super")
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::code_actions::tests::{check, check_refused};

    #[test]
    fn writes_the_value() {
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    final n$0 = a + b;
                    trace(n * 2);
                }
            }
            "#,
            "Inline",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        trace((a + b) * 2);
                    }
                }
            "#]],
        );
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    final n$0 = a + b;
                    trace(n, [n]);
                }
            }
            "#,
            "Inline",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        trace(a + b, [a + b]);
                    }
                }
            "#]],
        );
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    var x = s.split(",");
                    trace(x$0.length);
                }
            }
            "#,
            "Inline",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        trace(s.split(",").length);
                    }
                }
            "#]],
        );
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    final n = a + 1;
                    trace('$n$0');
                }
            }
            "#,
            "Inline",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        trace('${a + 1}');
                    }
                }
            "#]],
        );
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    final n$0:Float = 1;
                    trace(n);
                }
            }
            "#,
            "Inline",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        trace((1 : Float));
                    }
                }
            "#]],
        );
    }

    #[test]
    fn refuses() {
        // Assigned later.
        check_refused(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    var n$0 = a;
                    n = 2;
                    trace(n);
                }
            }
            "#,
            "Inline",
        );
        // What it reads is assigned in between.
        check_refused(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    var x = 1;
                    final n$0 = x + 1;
                    x = 5;
                    trace(n);
                }
            }
            "#,
            "Inline",
        );
        // The call would run twice, or late.
        check_refused(
            r#"
            class A {
                static function g():Int return 1;
                function f() { final n$0 = g(); trace(n, n); }
            }
            "#,
            "Inline",
        );
        check_refused(
            r#"
            class A {
                static function g():Int return 1;
                function f() { final n$0 = g(); for (i in 0...2) trace(n); }
            }
            "#,
            "Inline",
        );
        check_refused(
            r#"
            class A {
                static function g():Int return 1;
                function f() { final n$0 = g(); g(); trace(n); }
            }
            "#,
            "Inline",
        );
        // Another `a` there.
        check_refused(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    final n$0 = a + 1;
                    { var a = 5; trace(n, a); }
                }
            }
            "#,
            "Inline",
        );
    }
}
