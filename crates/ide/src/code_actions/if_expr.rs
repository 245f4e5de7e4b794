//! Turning an `if` around.
//!
//! ```haxe
//! if (a == b) f(); else g();
//! if (a != b) g(); else f();
//! ```

use base_db::TextRange;
use syntax::{
    SyntaxKind, SyntaxNode, T,
    ast::{self, AstNode},
};

use super::{
    Actions, CodeActionKind,
    context::{AssistContext, closing_semicolon, indent_step, is_statement, statement_range},
    operators::negated,
};

pub(super) fn invert(ctx: &AssistContext<'_, '_>, acc: &mut Actions) {
    let Some(if_) = ctx
        .token()
        .filter(|it| it.kind() == T![if])
        .and_then(|it| it.parent())
        .and_then(ast::IfExpr::cast)
    else {
        return;
    };
    let (Some(condition), Some(then), Some(els)) =
        (if_.condition(), if_.then_branch(), if_.else_branch())
    else {
        return;
    };
    let is_statement = ends_statement(if_.syntax());
    let then_range = match is_statement {
        true => statement_range(then.syntax()),
        false => then.syntax().text_range(),
    };
    let els_range = match is_statement {
        true => els_with_semicolon(els.syntax()),
        false => els.syntax().text_range(),
    };
    let mut new_then = ctx.text(els_range).to_owned();
    // The else would go to the inner one.
    if matches!(els, ast::Expr::IfExpr(_)) {
        let end = if new_then.ends_with(['}', ';']) {
            ""
        } else {
            ";"
        };
        let outer = ctx.indent_at(if_.syntax().text_range().start());
        let inner = format!("{outer}{}", indent_step(ctx.sema));
        new_then = ctx.reindented(els_range, &outer, &inner);
        new_then = format!("{{\n{inner}{new_then}{end}\n{outer}}}");
    }
    let mut new_els = ctx.text(then_range).to_owned();
    if is_statement && !new_els.ends_with(['}', ';']) {
        new_els.push(';');
    }
    if is_statement && !new_then.ends_with(['}', ';']) {
        new_then.push(';');
    }
    acc.refactor(
        "Invert `if`",
        CodeActionKind::RefactorRewrite,
        vec![
            ctx.edit(
                condition.syntax().text_range(),
                negated(ctx.sema, &condition),
            ),
            ctx.edit(then_range, new_then),
            ctx.edit(els_range, new_els),
        ],
    );
}

/// The `;` of the last branch stands behind the whole statement.
fn els_with_semicolon(els: &SyntaxNode) -> TextRange {
    let range = els.text_range();
    closing_semicolon(els).map_or(range, |it| range.cover(it.text_range()))
}

/// Whether it is a statement, or the last branch of one.
fn ends_statement(node: &SyntaxNode) -> bool {
    let is_branch = |it: &SyntaxNode| {
        it.kind() == SyntaxKind::IF_EXPR && it.last_child().as_ref() == Some(node)
    };
    is_statement(node)
        || node
            .parent()
            .filter(is_branch)
            .is_some_and(|it| ends_statement(&it))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::code_actions::tests::{check, check_refused};

    #[test]
    fn behind_else() {
        check(
            r#"
            class A {
                function f(a:Int, b:Int) {
                    if (a == 1)
                        trace(1);
                    else i$0f (a == b)
                        trace(2);
                    else {
                        trace(3);
                    }
                    if (a == 1)
                        trace(1);
                }
            }
            "#,
            "Invert",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int) {
                        if (a == 1)
                            trace(1);
                        else if (a != b)
                            {
                            trace(3);
                        }
                        else trace(2);
                        if (a == 1)
                            trace(1);
                    }
                }
            "#]],
        );
    }

    #[test]
    fn swaps_the_branches() {
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    i$0f (a == b) trace(1); else trace(2);
                }
            }
            "#,
            "Invert",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        if (a != b) trace(2); else trace(1);
                    }
                }
            "#]],
        );
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    i$0f (s != null && a < b) {
                        trace(1);
                    } else if (a > b) {
                        trace(2);
                    }
                }
            }
            "#,
            "Invert",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        if (!(s != null && a < b)) {
                            if (a > b) {
                                trace(2);
                            }
                        } else {
                            trace(1);
                        }
                    }
                }
            "#]],
        );
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    var x = i$0f (a < b) 1 else 2;
                }
            }
            "#,
            "Invert",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        var x = if (a >= b) 2 else 1;
                    }
                }
            "#]],
        );
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    if$0 (!(a is Float)) { trace(1); } else trace(2);
                }
            }
            "#,
            "Invert",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        if (a is Float) trace(2); else { trace(1); }
                    }
                }
            "#]],
        );
        check_refused(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    i$0f (a == b) trace(1);
                }
            }
            "#,
            "Invert",
        );
    }
}
