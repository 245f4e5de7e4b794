//! Asking for null with `??`, `??=` and `?.` instead of a condition.
//!
//! ```haxe
//! a != null ? a : b        // a ?? b
//! a == null ? null : a.x   // a?.x
//! if (a == null) a = b;    // a ??= b;
//! if (a != null) a.f();    // a?.f();
//! ```

use hir_ty::ty::Ty;
use syntax::{
    SyntaxKind, SyntaxNode,
    ast::{self, AstNode, BinaryOp},
};

use super::{
    Actions, CodeActionKind,
    context::{
        AssistContext, Tightness, bare_text, has_comments, is_value_unused, needs_parens,
        strip_parens, tightness, wanted_semicolon,
    },
    effects::effects,
    operators::is_null,
};

pub(super) fn assist(ctx: &AssistContext<'_, '_>, acc: &mut Actions) {
    let Some(token) = ctx.token() else { return };
    for node in token.parent_ancestors() {
        let parts = if let Some(it) = ast::TernaryExpr::cast(node.clone()) {
            (it.condition(), it.then_branch(), it.else_branch())
        } else if let Some(it) = ast::IfExpr::cast(node.clone()) {
            // The body of an `if` is not the place to ask for the `if`.
            let head_end = it.condition().map(|it| it.syntax().text_range().end());
            if head_end.is_none_or(|it| ctx.range.start() > it) {
                return;
            }
            (it.condition(), it.then_branch(), it.else_branch())
        } else if node.kind() == SyntaxKind::BLOCK_EXPR {
            return;
        } else {
            continue;
        };
        let (Some(condition), Some(then)) = (parts.0, parts.1) else {
            return;
        };
        if has_comments(&node) {
            return;
        }
        if let Some((operator, text, tightness)) = rewrite(ctx, &node, condition, then, parts.2) {
            let text = match needs_parens(&node, tightness) {
                true => format!("({text})"),
                false => text,
            };
            // `if (…) { … }` had no `;` of its own.
            let semicolon = wanted_semicolon(&node);
            acc.refactor(
                format!("Use `{operator}`"),
                CodeActionKind::RefactorRewrite,
                vec![ctx.edit(node.text_range(), text + semicolon)],
            );
        }
        return;
    }
}

fn rewrite(
    ctx: &AssistContext<'_, '_>,
    node: &SyntaxNode,
    condition: ast::Expr,
    then: ast::Expr,
    els: Option<ast::Expr>,
) -> Option<(&'static str, String, Tightness)> {
    let ast::Expr::BinaryExpr(condition) = strip_parens(condition) else {
        return None;
    };
    let op = condition.op()?;
    let (lhs, rhs) = (condition.lhs()?, condition.rhs()?);
    let asked = match (is_null(&lhs), is_null(&rhs)) {
        (false, true) => lhs,
        (true, false) => rhs,
        _ => return None,
    };
    let sema = ctx.sema;
    let asked_effects = effects(sema, asked.syntax());
    let ty = sema.type_of_node(asked.syntax())?;
    let is_basic = matches!(ty, Ty::Int | Ty::Float | Ty::Bool | Ty::Unknown);
    if asked_effects.writes || asked_effects.makes || is_basic {
        return None;
    }
    let (when_null, when_there) = match op {
        BinaryOp::Eq => (Some(then), els),
        BinaryOp::NotEq => (els, Some(then)),
        _ => return None,
    };
    let same =
        |it: &ast::Expr| bare_text(strip_parens(it.clone()).syntax()) == bare_text(asked.syntax());
    let asked_text = asked.syntax().text().to_string();
    match (
        when_null.map(only_statement),
        when_there.map(only_statement),
    ) {
        (Some(default), Some(there)) if same(&there) => {
            if is_null(&default) {
                return None;
            }
            let operand = |it: &ast::Expr| match tightness(it) >= Tightness::Prefix {
                true => it.syntax().text().to_string(),
                false => format!("({})", it.syntax().text()),
            };
            let text = format!("{} ?? {}", operand(&asked), operand(&default));
            Some(("??", text, Tightness::Binary))
        }
        (Some(null), Some(there)) if is_null(&null) => {
            let text = safe_access(&asked, there.syntax())?;
            Some(("?.", text, Tightness::Atom))
        }
        (None, Some(there)) if is_value_unused(node) => {
            let is_call = matches!(there, ast::Expr::CallExpr(_));
            let text = safe_access(&asked, there.syntax()).filter(|_| is_call)?;
            Some(("?.", text, Tightness::Atom))
        }
        (Some(ast::Expr::BinaryExpr(set)), None) if set.op() == Some(BinaryOp::Assign) => {
            let is_it = set.lhs().is_some_and(|it| same(&it));
            let value = set.rhs()?;
            let text = format!("{asked_text} ??= {}", value.syntax().text());
            is_it.then_some(("??=", text, Tightness::Open))
        }
        _ => None,
    }
}

/// `e` of `{ e; }`.
fn only_statement(expr: ast::Expr) -> ast::Expr {
    if let ast::Expr::BlockExpr(block) = &expr {
        let mut statements = block.statements();
        if let (Some(only), None) = (statements.next(), statements.next()) {
            return only;
        }
    }
    strip_parens(expr)
}

/// `a?.b.c` for `a.b.c`.
fn safe_access(asked: &ast::Expr, there: &SyntaxNode) -> Option<String> {
    let wanted = bare_text(asked.syntax());
    let mut node = there.clone();
    loop {
        let first = node.first_child()?;
        match node.kind() {
            SyntaxKind::FIELD_EXPR if bare_text(&first) == wanted => {
                let start = there.text_range().start();
                let text = there.text().to_string();
                let split = usize::from(first.text_range().end() - start);
                let rest = text[split..].trim_start().strip_prefix('.')?;
                return Some(format!("{}?.{rest}", &text[..split]));
            }
            SyntaxKind::FIELD_EXPR | SyntaxKind::CALL_EXPR | SyntaxKind::INDEX_EXPR => node = first,
            _ => return None,
        }
    }
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
                function f(s:String, b:Bool) {
                    if (b) {
                        s = "";
                    } else if ($0s == null) {
                        s = "none";
                    }
                }
            }
            "#,
            "Use `??=`",
            expect![[r#"
                class A {
                    function f(s:String, b:Bool) {
                        if (b) {
                            s = "";
                        } else s ??= "none";
                    }
                }
            "#]],
        );
    }

    #[test]
    fn default_values() {
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    var x = s $0!= null ? s : "none";
                }
            }
            "#,
            "Use",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        var x = s ?? "none";
                    }
                }
            "#]],
        );
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    trace(1 + (s $0== null ? "none" : s).length);
                }
            }
            "#,
            "Use",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        trace(1 + (s ?? "none").length);
                    }
                }
            "#]],
        );
        check_refused(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    var x = s == null $0? "none" : s + "!";
                    trace(x);
                }
            }
            "#,
            "Use",
        );
        check_refused(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    var x = a $0== null ? 1 : a;
                }
            }
            "#,
            "Use",
        );
    }

    #[test]
    fn safe_navigation() {
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    var x = s $0== null ? null : s.length;
                }
            }
            "#,
            "Use",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        var x = s?.length;
                    }
                }
            "#]],
        );
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    i$0f (s != null) {
                        s.split(",").push("");
                    }
                }
            }
            "#,
            "Use",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        s?.split(",").push("");
                    }
                }
            "#]],
        );
        check_refused(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    i$0f (s != null) trace(s.length);
                }
            }
            "#,
            "Use",
        );
    }

    #[test]
    fn assignments() {
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    i$0f (s == null) s = "none";
                }
            }
            "#,
            "Use",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        s ??= "none";
                    }
                }
            "#]],
        );
        check_refused(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    i$0f (s == null) s += "none";
                }
            }
            "#,
            "Use",
        );
    }
}
