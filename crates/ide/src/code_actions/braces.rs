//! Braces around the body of a branch or loop, and away with them.

use syntax::{
    SyntaxKind, SyntaxNode, T,
    ast::{self, AstNode},
};

use super::{
    Actions, CodeActionKind,
    context::{
        AssistContext, closing_semicolon, has_comments, indent_step, is_value_unused,
        statement_range,
    },
};

pub(super) fn assist(ctx: &AssistContext<'_, '_>, acc: &mut Actions) {
    let Some((owner, body)) = body_at(ctx) else {
        return;
    };
    if has_comments(&body) || !is_value_unused(&owner) {
        return;
    }
    match ast::BlockExpr::cast(body.clone()) {
        Some(block) => remove(ctx, &owner, &block, acc),
        None => add(ctx, &owner, &body, acc),
    }
}

/// The body that the keyword at the caret is followed by.
fn body_at(ctx: &AssistContext<'_, '_>) -> Option<(SyntaxNode, SyntaxNode)> {
    let token = ctx.token()?;
    let owner = token.parent()?;
    let body = match token.kind() {
        T![if] => ast::IfExpr::cast(owner.clone())?.then_branch()?,
        // `else if` is one.
        T![else] => ast::IfExpr::cast(owner.clone())?
            .else_branch()
            .filter(|it| !matches!(it, ast::Expr::IfExpr(_)))?,
        T![for] => ast::ForExpr::cast(owner.clone())?.body()?,
        T![while] => ast::WhileExpr::cast(owner.clone())?.body()?,
        _ => return None,
    };
    Some((owner, body.syntax().clone()))
}

fn add(ctx: &AssistContext<'_, '_>, owner: &SyntaxNode, body: &SyntaxNode, acc: &mut Actions) {
    let outer = ctx.indent_at(owner.text_range().start());
    let inner = format!("{outer}{}", indent_step(ctx.sema));
    let mut range = body.text_range();
    let semicolon = closing_semicolon(body);
    let from = ctx.indent_at(range.start());
    let mut text = ctx.reindented(range, &from, &inner);
    match &semicolon {
        Some(semicolon) => {
            range = range.cover(semicolon.text_range());
            text.push(';');
        }
        None if !text.ends_with('}') => return,
        None => {}
    }
    let (gap, brace) = ctx.brace_before(body, &outer);
    range = gap.cover(range);
    // `else` goes on behind the brace.
    let mut end = format!("\n{outer}}}");
    let next = semicolon
        .and_then(|it| it.next_token())
        .filter(|it| it.kind() == SyntaxKind::WHITESPACE);
    if let Some(blank) = next
        && blank.next_token().is_some_and(|it| it.kind() == T![else])
    {
        range = range.cover(blank.text_range());
        end.push(' ');
    }
    acc.refactor(
        "Add braces",
        CodeActionKind::RefactorRewrite,
        vec![ctx.edit(range, format!("{brace}\n{inner}{text}{end}"))],
    );
}

fn remove(
    ctx: &AssistContext<'_, '_>,
    owner: &SyntaxNode,
    block: &ast::BlockExpr,
    acc: &mut Actions,
) {
    let mut statements = block.statements();
    let (Some(only), None) = (statements.next(), statements.next()) else {
        return;
    };
    // A variable would be visible to nobody; an `else` behind would go to the inner `if`.
    let swallows_else = owner.kind() == SyntaxKind::IF_EXPR
        && only
            .syntax()
            .descendants()
            .any(|it| it.kind() == SyntaxKind::IF_EXPR);
    if matches!(only, ast::Expr::VarExpr(_)) || swallows_else {
        return;
    }
    let text = ctx.text(statement_range(only.syntax())).to_owned();
    if !text.ends_with([';', '}']) {
        return;
    }
    acc.refactor(
        "Remove braces",
        CodeActionKind::RefactorRewrite,
        vec![ctx.edit(block.syntax().text_range(), text)],
    );
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::code_actions::tests::{check, check_refused};

    #[test]
    fn adds_and_removes() {
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    i$0f (a > b) trace(1);
                    else trace(2);
                }
            }
            "#,
            "Add braces",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        if (a > b) {
                            trace(1);
                        } else trace(2);
                    }
                }
            "#]],
        );
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    if (a > b)
                        trace(1);
                    e$0lse
                        trace(2);
                    trace(3);
                }
            }
            "#,
            "Add braces",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        if (a > b)
                            trace(1);
                        else {
                            trace(2);
                        }
                        trace(3);
                    }
                }
            "#]],
        );
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    fo$0r (i in 0...a)
                        if (i > 2)
                            trace(i);
                }
            }
            "#,
            "Add braces",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        for (i in 0...a) {
                            if (i > 2)
                                trace(i);
                        }
                    }
                }
            "#]],
        );
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    wh$0ile (a > b) {
                        trace(1);
                    }
                }
            }
            "#,
            "Remove braces",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        while (a > b) trace(1);
                    }
                }
            "#]],
        );
        check_refused(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    wh$0ile (a > b) {
                        trace(1);
                        trace(2);
                    }
                }
            }
            "#,
            "Remove braces",
        );
        check_refused(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    i$0f (a > b) {
                        if (a > 2) trace(1);
                    } else trace(2);
                }
            }
            "#,
            "Remove braces",
        );
    }
}
