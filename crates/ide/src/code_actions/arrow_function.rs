//! `x -> x + 1` ↔ `function(x) return x + 1`.

use syntax::{
    SyntaxKind, SyntaxNode, T,
    ast::{self, AstNode},
};

use hir_ty::ty::Ty;

use super::{
    Actions, CodeActionKind,
    context::{AssistContext, Tightness, has_comments, needs_parens, wanted_semicolon},
};

pub(super) fn assist(ctx: &AssistContext<'_, '_>, acc: &mut Actions) {
    let Some(token) = ctx.token() else { return };
    let Some(node) = token.parent() else { return };
    let found = match token.kind() {
        T![->] => ast::ArrowFunction::cast(node.clone())
            .and_then(|it| Some(("Convert to `function`", to_function(ctx, &it)?))),
        T![function] => ast::FunctionExpr::cast(node.clone())
            .and_then(|it| Some(("Convert to arrow function", to_arrow(&it)?))),
        _ => None,
    };
    let Some((title, text)) = found else { return };
    if has_comments(&node) {
        return;
    }
    let text = match needs_parens(&node, Tightness::Open) {
        true => format!("({text})"),
        false => text,
    };
    // Behind a block no `;` was needed.
    let semicolon = match text.ends_with('}') {
        true => "",
        false => wanted_semicolon(&node),
    };
    let text = text + semicolon;
    acc.refactor(
        title,
        CodeActionKind::RefactorRewrite,
        vec![ctx.edit(node.text_range(), text)],
    );
}

fn to_function(ctx: &AssistContext<'_, '_>, arrow: &ast::ArrowFunction) -> Option<String> {
    let list = arrow.param_list()?;
    let params = match list.l_paren_token() {
        Some(_) => list.syntax().text().to_string(),
        None => format!("({})", list.syntax().text()),
    };
    let body = arrow.body()?;
    let Ty::Fun(fun) = ctx.sema.type_of_node(arrow.syntax())? else {
        return None;
    };
    let is_statement = matches!(
        body,
        ast::Expr::BlockExpr(_) | ast::Expr::ReturnExpr(_) | ast::Expr::ThrowExpr(_)
    );
    // The value of a block is what its last statement is; a function wants it returned.
    let is_block_value = matches!(body, ast::Expr::BlockExpr(_))
        && fun.ret(ctx.db()) != Ty::Void
        && !has_own_return(body.syntax());
    if is_block_value {
        return None;
    }
    let text = body.syntax().text();
    Some(match is_statement || fun.ret(ctx.db()) == Ty::Void {
        true => format!("function{params} {text}"),
        false => format!("function{params} return {text}"),
    })
}

/// Whether a `return` of the function itself stands in its body.
fn has_own_return(body: &SyntaxNode) -> bool {
    body.descendants()
        .filter(|it| it.kind() == SyntaxKind::RETURN_EXPR)
        .any(|it| {
            !it.ancestors().take_while(|it| it != body).any(|it| {
                matches!(
                    it.kind(),
                    SyntaxKind::FUNCTION_EXPR | SyntaxKind::ARROW_FUNCTION
                )
            })
        })
}

fn to_arrow(function: &ast::FunctionExpr) -> Option<String> {
    // An arrow has no name to call itself by, no type parameters and no place for a return type.
    let is_plain = function.name().is_none()
        && function.type_param_list().is_none()
        && function.type_hint().is_none()
        && function.inline_token().is_none();
    if !is_plain {
        return None;
    }
    let list = function.param_list()?;
    let params: Vec<ast::Param> = list.params().collect();
    let head = match &*params {
        // `x -> …` where the name is all there is.
        [only]
            if only
                .name()
                .is_some_and(|it| it.syntax().text_range() == only.syntax().text_range()) =>
        {
            only.syntax().text().to_string()
        }
        _ => list.syntax().text().to_string(),
    };
    let body = function.body()?;
    let body = match &body {
        ast::Expr::ReturnExpr(it) => it.expr()?.syntax().text().to_string(),
        ast::Expr::BlockExpr(block) => {
            let mut statements = block.statements();
            match (statements.next(), statements.next()) {
                (Some(ast::Expr::ReturnExpr(only)), None) => {
                    only.expr()?.syntax().text().to_string()
                }
                _ => body.syntax().text().to_string(),
            }
        }
        _ => body.syntax().text().to_string(),
    };
    // `x -> {a: 1}` is a structure, `x -> {}` an empty block: both are read as they were.
    Some(format!("{head} -> {body}"))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::code_actions::tests::{check, check_refused};

    #[test]
    fn statements_end() {
        check(
            "class A { function f():Int->Int { return func$0tion(x:Int) { return x; } } }",
            "Convert to arrow function",
            expect!["class A { function f():Int->Int { return (x:Int) -> x; } }"],
        );
    }

    #[test]
    fn both_ways() {
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    var g = (x:Int) -$0> x + 1;
                }
            }
            "#,
            "Convert to `function`",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        var g = function(x:Int) return x + 1;
                    }
                }
            "#]],
        );
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    [a].map(x -$0> x + 1);
                }
            }
            "#,
            "Convert to `function`",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        [a].map(function(x) return x + 1);
                    }
                }
            "#]],
        );
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    var g = (x:Int) -$0> trace(x);
                }
            }
            "#,
            "Convert to `function`",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        var g = function(x:Int) trace(x);
                    }
                }
            "#]],
        );
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    var g = funct$0ion(x:Int) return x + 1;
                }
            }
            "#,
            "Convert to arrow",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        var g = (x:Int) -> x + 1;
                    }
                }
            "#]],
        );
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    [a].map(funct$0ion(x) {
                        return x + 1;
                    });
                }
            }
            "#,
            "Convert to arrow",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        [a].map(x -> x + 1);
                    }
                }
            "#]],
        );
        check_refused(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    var g = funct$0ion(x:Int):Int return x + 1;
                }
            }
            "#,
            "Convert to arrow",
        );
        check_refused(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    funct$0ion g(x:Int) return x + 1;
                }
            }
            "#,
            "Convert to arrow",
        );
    }
}
