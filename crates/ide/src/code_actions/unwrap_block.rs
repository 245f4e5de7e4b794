//! Taking the code out of the block, branch or loop around it, and parentheses away that do nothing.

use syntax::{
    SyntaxKind, SyntaxNode, T,
    ast::{self, AstNode},
};

use super::{
    Actions, CodeActionKind,
    context::{
        AssistContext, has_conditions, is_statement, needs_parens, semicolon_after, tightness,
    },
};

/// At the `{` of a block, or the keyword in front of it.
pub(super) fn assist(ctx: &AssistContext<'_, '_>, acc: &mut Actions) {
    let Some(token) = ctx.token() else { return };
    let Some(node) = token.parent() else { return };
    let found = match token.kind() {
        T!['{'] if node.kind() == SyntaxKind::BLOCK_EXPR => {
            let owner = match node.parent() {
                Some(it) if is_wrapper(it.kind()) => it,
                _ => node.clone(),
            };
            Some((owner, node))
        }
        _ => None,
    };
    let Some((owner, block)) = found else { return };
    let Some(block) = ast::BlockExpr::cast(block) else {
        return;
    };
    let (Some(open), Some(close)) = (block.l_curly_token(), block.r_curly_token()) else {
        return;
    };
    let Some(first) = block.statements().next() else {
        return;
    };
    if !is_statement(&owner) || has_conditions(&owner) || loses_something(&owner, block.syntax()) {
        return;
    }
    let inside = syntax::TextRange::new(open.text_range().end(), close.text_range().start());
    let from = ctx.indent_at(first.syntax().text_range().start());
    let to = ctx.indent_at(owner.text_range().start());
    let text = ctx.reindented(inside, &from, &to);
    acc.refactor(
        "Unwrap block",
        CodeActionKind::RefactorRewrite,
        vec![ctx.edit(owner.text_range(), text.trim().to_owned())],
    );
}

fn is_wrapper(kind: SyntaxKind) -> bool {
    matches!(
        kind,
        SyntaxKind::IF_EXPR | SyntaxKind::WHILE_EXPR | SyntaxKind::TRY_EXPR
    )
}

/// Another branch would go, a `break` would leave another loop, a variable would meet one of its name.
fn loses_something(owner: &SyntaxNode, block: &SyntaxNode) -> bool {
    let has_others = match owner.kind() {
        SyntaxKind::IF_EXPR => {
            ast::IfExpr::cast(owner.clone()).is_some_and(|it| it.else_branch().is_some())
        }
        SyntaxKind::BLOCK_EXPR => false,
        _ => owner.children().filter(|it| it != block).count() > 2,
    };
    let jumps = owner.kind() == SyntaxKind::WHILE_EXPR
        && block.descendants().any(|it| {
            matches!(
                it.kind(),
                SyntaxKind::BREAK_EXPR | SyntaxKind::CONTINUE_EXPR
            )
        });
    let declares = block
        .children()
        .any(|it| matches!(it.kind(), SyntaxKind::VAR_EXPR | SyntaxKind::FUNCTION_EXPR));
    has_others || jumps || declares
}

/// `(a.b)` → `a.b`
pub(super) fn parentheses(ctx: &AssistContext<'_, '_>, acc: &mut Actions) {
    let Some(token) = ctx.token() else { return };
    let Some(paren) = token
        .parent()
        .filter(|_| matches!(token.kind(), T!['('] | T![')']))
        .and_then(ast::ParenExpr::cast)
    else {
        return;
    };
    let Some(inner) = paren.expr() else { return };
    let node = paren.syntax();
    let is_required = node.parent().is_some_and(|it| {
        // `switch (x)` wants them by custom; at the start of a statement `(f)()` would be read otherwise.
        matches!(
            it.kind(),
            SyntaxKind::SWITCH_EXPR | SyntaxKind::CAST_EXPR | SyntaxKind::META_EXPR
        )
    });
    let ends_statement = semicolon_after(node).is_some() || !is_statement(node);
    if is_required || !ends_statement || needs_parens(node, tightness(&inner)) {
        return;
    }
    // `return(x)` keeps its blank.
    let glues = node
        .first_token()
        .and_then(|it| it.prev_token())
        .is_some_and(|it| it.kind().is_keyword());
    let blank = if glues { " " } else { "" };
    acc.refactor(
        "Remove parentheses",
        CodeActionKind::RefactorRewrite,
        vec![ctx.edit(
            node.text_range(),
            format!("{blank}{}", inner.syntax().text()),
        )],
    );
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::code_actions::tests::{check, check_refused};

    #[test]
    fn blocks() {
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    if (a > b) {$0
                        trace(1);
                        if (a > 2) {
                            trace(2);
                        }
                    }
                    trace(3);
                }
            }
            "#,
            "Unwrap",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        trace(1);
                        if (a > 2) {
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
                    {$0
                        trace(1);
                    }
                }
            }
            "#,
            "Unwrap",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        trace(1);
                    }
                }
            "#]],
        );
        check_refused(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    if (a > b) {$0
                        trace(1);
                    } else trace(2);
                }
            }
            "#,
            "Unwrap",
        );
        check_refused(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    while (a > b) {$0
                        break;
                    }
                }
            }
            "#,
            "Unwrap",
        );
        check_refused(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    if (a > b) {$0
                        var x = 1;
                    }
                }
            }
            "#,
            "Unwrap",
        );
    }

    #[test]
    fn parentheses() {
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    var x = $0(a + b);
                }
            }
            "#,
            "Remove paren",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        var x = a + b;
                    }
                }
            "#]],
        );
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    return (a)$0;
                }
            }
            "#,
            "Remove paren",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        return a;
                    }
                }
            "#]],
        );
        check_refused(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    var x = $0(a + b) * 2;
                }
            }
            "#,
            "Remove paren",
        );
        check_refused(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    switch $0(a) { default: }
                }
            }
            "#,
            "Remove paren",
        );
    }
}
