//! `"a" + b` ↔ `'a$b'`

use hir::Semantics;
use hir_ty::{decl::expand_typedefs, ty::Ty};
use syntax::{
    NodeOrToken, SyntaxKind, SyntaxNode,
    ast::{self, AstNode, BinaryOp},
};

use super::{
    Actions, CodeActionKind,
    context::{AssistContext, Tightness, has_comments, needs_parens, strip_parens, tightness},
    operators::flatten,
};

pub(super) fn assist(ctx: &AssistContext<'_, '_>, acc: &mut Actions) {
    let Some(token) = ctx.token() else { return };
    for node in token.parent_ancestors() {
        match node.kind() {
            SyntaxKind::LITERAL
            | SyntaxKind::NAME_EXPR
            | SyntaxKind::INTERPOLATION
            | SyntaxKind::PAREN_EXPR
            | SyntaxKind::FIELD_EXPR => {}
            SyntaxKind::TEMPLATE_EXPR => return to_sum(ctx, &node, acc),
            SyntaxKind::BINARY_EXPR => return to_template(ctx, &node, acc),
            _ => return,
        }
    }
}

fn is_string(sema: &Semantics<'_>, node: &SyntaxNode) -> bool {
    let ty = sema
        .type_of_node(node)
        .map(|it| expand_typedefs(sema.db, it));
    ty.and_then(|it| it.decl(sema.db))
        .is_some_and(|(decl, _)| hir_def::type_path(sema.db, decl) == "String")
        && !matches!(ty, Some(Ty::Abstract(..)))
}

fn to_template(ctx: &AssistContext<'_, '_>, node: &SyntaxNode, acc: &mut Actions) {
    let mut whole = node.clone();
    while let Some(outer) = whole.parent()
        && is_sum(&outer)
    {
        whole = outer;
    }
    if !is_sum(&whole) || has_comments(&whole) {
        return;
    }
    let mut operands = Vec::new();
    flatten(&whole, BinaryOp::Add, &mut operands);
    // Two numbers in front would have been added.
    let is_concatenation = operands
        .iter()
        .take(2)
        .any(|it| is_string(ctx.sema, it.syntax()));
    let has_literal = operands.iter().any(|it| literal_content(it).is_some());
    if !is_concatenation || !has_literal {
        return;
    }
    let mut text = String::from("'");
    let mut rest = operands.into_iter().peekable();
    while let Some(operand) = rest.next() {
        if let Some(content) = literal_content(&operand) {
            text.push_str(&content);
            continue;
        }
        let operand = strip_parens(operand);
        let code = operand.syntax().text().to_string();
        if code.contains(['"', '\'', '\n', '{', '}']) {
            return;
        }
        let glues = rest.peek().is_some_and(|it| {
            literal_content(it)
                .is_some_and(|it| it.starts_with(|c: char| c == '_' || c.is_ascii_alphanumeric()))
        });
        let is_name = operand.syntax().kind() == SyntaxKind::NAME_EXPR && !code.starts_with('$');
        match is_name && !glues {
            true => text.push_str(&format!("${code}")),
            false => text.push_str(&format!("${{{code}}}")),
        }
    }
    text.push('\'');
    acc.refactor(
        "Convert to string interpolation",
        CodeActionKind::RefactorRewrite,
        vec![ctx.edit(whole.text_range(), text)],
    );
}

fn is_sum(node: &SyntaxNode) -> bool {
    ast::BinaryExpr::cast(node.clone()).and_then(|it| it.op()) == Some(BinaryOp::Add)
}

/// What stands between the quotes, as it is written between single ones.
fn literal_content(expr: &ast::Expr) -> Option<String> {
    let text = expr.syntax().text().to_string();
    if let Some(inner) = text.strip_prefix('\'').and_then(|it| it.strip_suffix('\'')) {
        return Some(inner.to_owned());
    }
    let inner = text.strip_prefix('"')?.strip_suffix('"')?;
    if expr.syntax().kind() != SyntaxKind::LITERAL {
        return None;
    }
    let mut res = String::new();
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next()? {
                '"' => res.push('"'),
                escaped => {
                    res.push('\\');
                    res.push(escaped);
                }
            },
            '\'' => res.push_str("\\'"),
            '$' => res.push_str("$$"),
            c => res.push(c),
        }
    }
    Some(res)
}

fn to_sum(ctx: &AssistContext<'_, '_>, template: &SyntaxNode, acc: &mut Actions) {
    let mut parts: Vec<String> = Vec::new();
    let mut is_first_text = false;
    for child in template.children_with_tokens() {
        match child {
            NodeOrToken::Token(it) if it.kind() == SyntaxKind::TEMPLATE_TEXT => {
                is_first_text |= parts.is_empty();
                parts.push(format!("'{}'", it.text()));
            }
            NodeOrToken::Node(it) => {
                let Some(expr) = it.children().find_map(ast::Expr::cast) else {
                    return;
                };
                is_first_text |= parts.is_empty() && is_string(ctx.sema, expr.syntax());
                let text = expr.syntax().text().to_string();
                parts.push(match tightness(&expr) >= Tightness::Prefix {
                    true => text,
                    false => format!("({text})"),
                });
            }
            NodeOrToken::Token(_) => {}
        }
    }
    if !is_first_text {
        parts.insert(0, "''".to_owned());
    }
    let text = parts.join(" + ");
    let text = match needs_parens(template, Tightness::Binary) {
        true => format!("({text})"),
        false => text,
    };
    acc.refactor(
        "Convert to concatenation",
        CodeActionKind::RefactorRewrite,
        vec![ctx.edit(template.text_range(), text)],
    );
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::code_actions::tests::{check, check_refused};

    #[test]
    fn to_interpolation() {
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    trace("it's \"" + s + "\" for $" + (a + b) + "x" + a$0 + "y");
                }
            }
            "#,
            "Convert",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        trace('it\'s "$s" for $$${a + b}x${a}y');
                    }
                }
            "#]],
        );
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    trace(s $0+ ": " + s.length);
                }
            }
            "#,
            "Convert",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        trace('$s: ${s.length}');
                    }
                }
            "#]],
        );
        check_refused(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    trace(a $0+ b + "x");
                }
            }
            "#,
            "Convert",
        );
        check_refused(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    trace(s $0+ "x" + s.split(","));
                }
            }
            "#,
            "Convert",
        );
    }

    #[test]
    fn to_concatenation() {
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    trace('a$0 $s ${a + 1}$$');
                }
            }
            "#,
            "Convert",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        trace('a ' + s + ' ' + (a + 1) + '$$');
                    }
                }
            "#]],
        );
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    trace('${$0a}$b'.length);
                }
            }
            "#,
            "Convert",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        trace(('' + a + b).length);
                    }
                }
            "#]],
        );
    }
}
