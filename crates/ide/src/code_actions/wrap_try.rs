//! `try { … } catch (e) { throw e; }` around the selected statements: behaves as before until the catch is filled in.

use super::{
    Actions, CodeActionKind,
    context::{AssistContext, has_conditions, indent_step},
    extract_variable::field_node,
    names,
};
use base_db::TextRange;
use syntax::{SyntaxKind, SyntaxNode, ast, ast::AstNode};

pub(super) fn assist(ctx: &AssistContext<'_, '_>, acc: &mut Actions) {
    let Some(statements) = ctx.selected_statements() else {
        return;
    };
    let Some(field) = field_node(&statements.nodes[0]) else {
        return;
    };
    let range = statements.range;
    if statements.nodes.iter().any(has_conditions)
        || declares_for_later(&field, &statements.nodes, range)
    {
        return;
    }
    let outer = ctx.indent_at(range.start());
    let step = indent_step(ctx.sema);
    let inner = format!("{outer}{step}");
    let body = ctx.reindented(range, &outer, &inner);
    let error = names::unused_in(&field, "e");
    let text = format!(
        "try {{\n{inner}{body}\n{outer}}} catch ({error}) {{\n{inner}throw {error};\n{outer}}}"
    );
    acc.refactor(
        "Wrap with try … catch",
        CodeActionKind::RefactorRewrite,
        vec![ctx.edit(range, text)],
    );
}

/// Whether a variable of the statements is used behind them, judged by its name.
fn declares_for_later(field: &SyntaxNode, statements: &[SyntaxNode], range: TextRange) -> bool {
    let declared = statements.iter().flat_map(|it| match it.kind() {
        SyntaxKind::VAR_EXPR => it
            .children()
            .filter_map(ast::VarDeclarator::cast)
            .filter_map(|it| it.name())
            .map(|it| it.text().to_string())
            .collect(),
        SyntaxKind::FUNCTION_EXPR => ast::FunctionExpr::cast(it.clone())
            .and_then(|it| it.name())
            .map(|it| vec![it.text().to_string()])
            .unwrap_or_default(),
        _ => vec![],
    });
    let later: Vec<_> = field
        .descendants_with_tokens()
        .filter_map(|it| it.into_token())
        .filter(|it| it.kind() == SyntaxKind::IDENT && it.text_range().start() >= range.end())
        .collect();
    declared
        .into_iter()
        .any(|name| later.iter().any(|it| it.text() == name))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::code_actions::tests::{check, check_refused};

    #[test]
    fn wraps_statements() {
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    $0trace(a);
                    if (a > b) {
                        trace("
                        x");
                    }$0
                    trace(2);
                }
            }
            "#,
            "Wrap",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        try {
                            trace(a);
                            if (a > b) {
                                trace("
                            x");
                            }
                        } catch (e) {
                            throw e;
                        }
                        trace(2);
                    }
                }
            "#]],
        );
        check_refused(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    $0var x = 1;$0
                    trace(x);
                }
            }
            "#,
            "Wrap",
        );
    }
}
