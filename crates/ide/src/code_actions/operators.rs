//! Turning an operator's operands around, and the laws of De Morgan.

use hir::Semantics;
use hir_ty::{decl::expand_typedefs, ty::Ty};
use syntax::{
    SyntaxKind, SyntaxNode,
    ast::{self, AstNode, BinaryOp},
};

use super::{
    Actions, CodeActionKind,
    context::{
        AssistContext, Tightness, has_comments, needs_parens, parenthesized, strip_parens,
        tightness,
    },
    effects::{effects, has_builtin_operators},
};

/// The operation whose operator is at the caret.
fn operation_at(ctx: &AssistContext<'_, '_>) -> Option<(ast::BinaryExpr, BinaryOp)> {
    let token = ctx.token()?;
    let binary = token.parent().and_then(ast::BinaryExpr::cast)?;
    let (operator, op) = binary.op_details()?;
    (operator == token && !has_comments(binary.syntax())).then_some((binary, op))
}

/// `a < b` ↔ `b > a`
pub(super) fn flip(ctx: &AssistContext<'_, '_>, acc: &mut Actions) {
    let Some((binary, op)) = operation_at(ctx) else {
        return;
    };
    let (Some(lhs), Some(rhs), Some(flipped)) = (binary.lhs(), binary.rhs(), flipped(op)) else {
        return;
    };
    let sema = ctx.sema;
    let is_number = |it: &ast::Expr| {
        let ty = sema
            .type_of_node(it.syntax())
            .map(|it| expand_typedefs(sema.db, it));
        matches!(ty, Some(Ty::Int | Ty::Float))
    };
    let is_builtin = [&lhs, &rhs]
        .into_iter()
        .all(|it| has_builtin_operators(sema, it.syntax()));
    let is_sum = op == BinaryOp::Add;
    if !is_builtin || is_sum && !(is_number(&lhs) && is_number(&rhs)) {
        return;
    }
    if effects(sema, lhs.syntax()).conflicts(effects(sema, rhs.syntax())) {
        return;
    }
    // What stood left of an operator of its own strength stands right of it now.
    let new_rhs = match &lhs {
        ast::Expr::BinaryExpr(it) if it.op().is_some_and(|it| strength(it) <= strength(op)) => {
            format!("({})", lhs.syntax().text())
        }
        _ => lhs.syntax().text().to_string(),
    };
    let new_lhs = match tightness(&rhs) {
        Tightness::Open => format!("({})", rhs.syntax().text()),
        _ => rhs.syntax().text().to_string(),
    };
    let Some((operator, _)) = binary.op_details() else {
        return;
    };
    acc.refactor(
        format!("Flip `{}`", operator.text()),
        CodeActionKind::RefactorRewrite,
        vec![
            ctx.edit(lhs.syntax().text_range(), new_lhs),
            ctx.edit(operator.text_range(), flipped),
            ctx.edit(rhs.syntax().text_range(), new_rhs),
        ],
    );
}

fn flipped(op: BinaryOp) -> Option<&'static str> {
    Some(match op {
        BinaryOp::Add => "+",
        BinaryOp::Mul => "*",
        BinaryOp::And => "&",
        BinaryOp::Or => "|",
        BinaryOp::Xor => "^",
        BinaryOp::Eq => "==",
        BinaryOp::NotEq => "!=",
        BinaryOp::Lt => ">",
        BinaryOp::Gt => "<",
        BinaryOp::LtEq => ">=",
        BinaryOp::GtEq => "<=",
        _ => return None,
    })
}

/// The larger the tighter.
fn strength(op: BinaryOp) -> u32 {
    use BinaryOp::*;
    match op {
        Mod => 9,
        Mul | Div => 8,
        Add | Sub => 7,
        Shl | Shr | UShr => 6,
        And | Or | Xor => 5,
        Eq | NotEq | Lt | LtEq | Gt | GtEq => 4,
        Interval => 3,
        BoolAnd => 2,
        BoolOr => 1,
        _ => 0,
    }
}

/// `a && b` ↔ `!(!a || !b)`
pub(super) fn de_morgan(ctx: &AssistContext<'_, '_>, acc: &mut Actions) {
    let Some((binary, op)) = operation_at(ctx) else {
        return;
    };
    let other = match op {
        BinaryOp::BoolAnd => "||",
        BinaryOp::BoolOr => "&&",
        _ => return,
    };
    // All of `a && b && c`.
    let mut whole = binary;
    while let Some(outer) = whole.syntax().parent().and_then(ast::BinaryExpr::cast)
        && outer.op() == Some(op)
    {
        whole = outer;
    }
    if has_comments(whole.syntax()) {
        return;
    }
    let mut operands = Vec::new();
    flatten(whole.syntax(), op, &mut operands);
    let negated: Vec<String> = operands
        .iter()
        .map(|it| {
            let text = negated(ctx.sema, it);
            match text.contains("||") || text.contains("&&") {
                true if !text.starts_with('!') => format!("({text})"),
                _ => text,
            }
        })
        .collect();
    let text = negated.join(&format!(" {other} "));
    let paren = whole.syntax().parent().and_then(ast::ParenExpr::cast);
    let not = paren
        .and_then(|it| it.syntax().parent())
        .and_then(ast::PrefixExpr::cast)
        .filter(|it| it.op() == Some(ast::PrefixOp::Not));
    let (range, text) = match not {
        Some(not) => {
            let needed = needs_parens(not.syntax(), Tightness::Binary);
            let text = if needed { format!("({text})") } else { text };
            (not.syntax().text_range(), text)
        }
        None => (whole.syntax().text_range(), format!("!({text})")),
    };
    acc.refactor(
        "Apply De Morgan's law",
        CodeActionKind::RefactorRewrite,
        vec![ctx.edit(range, text)],
    );
}

pub(super) fn flatten(node: &SyntaxNode, op: BinaryOp, acc: &mut Vec<ast::Expr>) {
    if let Some(binary) = ast::BinaryExpr::cast(node.clone())
        && binary.op() == Some(op)
    {
        for side in [binary.lhs(), binary.rhs()].into_iter().flatten() {
            flatten(side.syntax(), op, acc);
        }
    } else if let Some(expr) = ast::Expr::cast(node.clone()) {
        acc.push(expr);
    }
}

/// The opposite of a condition. `a < b` is not the opposite of `a >= b` where one may be NaN or null.
pub(super) fn negated(sema: &Semantics<'_>, condition: &ast::Expr) -> String {
    let condition = strip_parens(condition.clone());
    match &condition {
        ast::Expr::PrefixExpr(it) if it.op() == Some(ast::PrefixOp::Not) => {
            if let Some(inner) = it.syntax().first_child().and_then(ast::Expr::cast) {
                let inner = strip_parens(inner);
                return match tightness(&inner) {
                    Tightness::Open => format!("({})", inner.syntax().text()),
                    _ => inner.syntax().text().to_string(),
                };
            }
        }
        ast::Expr::BinaryExpr(it) => {
            let is_int = |it: Option<ast::Expr>| {
                it.and_then(|it| sema.type_of_node(it.syntax()))
                    .map(|it| expand_typedefs(sema.db, it))
                    == Some(Ty::Int)
            };
            let is_builtin = it
                .syntax()
                .children()
                .all(|it| has_builtin_operators(sema, &it));
            let opposite = match it.op() {
                Some(BinaryOp::Eq) if is_builtin => Some("!="),
                Some(BinaryOp::NotEq) if is_builtin => Some("=="),
                Some(op) if is_int(it.lhs()) && is_int(it.rhs()) => match op {
                    BinaryOp::Lt => Some(">="),
                    BinaryOp::LtEq => Some(">"),
                    BinaryOp::Gt => Some("<="),
                    BinaryOp::GtEq => Some("<"),
                    _ => None,
                },
                _ => None,
            };
            if let (Some(opposite), Some(lhs), Some(rhs)) = (opposite, it.lhs(), it.rhs()) {
                return format!("{} {opposite} {}", lhs.syntax().text(), rhs.syntax().text());
            }
        }
        ast::Expr::Literal(it) if it.syntax().text() == "true" => return "false".to_owned(),
        ast::Expr::Literal(it) if it.syntax().text() == "false" => return "true".to_owned(),
        _ => {}
    }
    format!("!{}", parenthesized(&condition, Tightness::Atom))
}

/// `null` written out.
pub(super) fn is_null(expr: &ast::Expr) -> bool {
    expr.syntax().kind() == SyntaxKind::LITERAL && expr.syntax().text() == "null"
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::code_actions::tests::{check, check_refused};

    #[test]
    fn flips_operands() {
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    trace(a $0< b + 1);
                }
            }
            "#,
            "Flip",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        trace(b + 1 > a);
                    }
                }
            "#]],
        );
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    trace(a - b $0+ a);
                }
            }
            "#,
            "Flip",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        trace(a + (a - b));
                    }
                }
            "#]],
        );
        check_refused(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    trace(s $0+ a);
                }
            }
            "#,
            "Flip",
        );
        check_refused(
            r#"
            class A {
                function g():Int return 1;
                function f() { trace(g() =$0= g()); }
            }
            "#,
            "Flip",
        );
    }

    #[test]
    fn laws_of_de_morgan() {
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    if (a == 1 &$0& s != null && b < 2) {}
                }
            }
            "#,
            "Apply De",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        if (!(a != 1 || s == null || b >= 2)) {}
                    }
                }
            "#]],
        );
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    var x = !(a == 1 |$0| f == null) && true;
                }
            }
            "#,
            "Apply De",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        var x = (a != 1 && f != null) && true;
                    }
                }
            "#]],
        );
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    var t = true; var x = t &$0& !t;
                }
            }
            "#,
            "Apply De",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        var t = true; var x = !(!t || t);
                    }
                }
            "#]],
        );
    }
}
