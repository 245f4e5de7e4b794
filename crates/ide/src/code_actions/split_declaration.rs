//! `var x = e;` ↔ `var x; x = e;`, and `var a, b;` apart.

use base_db::TextRange;
use hir::Definition;
use syntax::{
    SyntaxKind, T,
    ast::{self, AstNode, BinaryOp},
};

use super::{
    Actions, CodeActionKind,
    context::{
        AssistContext, definition_at, free_names, has_comments, is_statement, semicolon_after,
        statement_range,
    },
    extract_variable::needs_hint,
};
use crate::type_text::type_text;

pub(super) fn assist(ctx: &AssistContext<'_, '_>, acc: &mut Actions) {
    let Some(vars) = ctx
        .token()
        .filter(|it| matches!(it.kind(), T![var] | T![final]))
        .and_then(|it| it.parent())
        .and_then(ast::VarExpr::cast)
    else {
        return;
    };
    let is_plain = is_statement(vars.syntax())
        && semicolon_after(vars.syntax()).is_some()
        && !vars.is_static()
        && !has_comments(vars.syntax());
    if !is_plain {
        return;
    }
    let declarators: Vec<ast::VarDeclarator> = vars.declarators().collect();
    match &*declarators {
        [only] if only.initializer().is_some() => split(ctx, &vars, only, acc),
        [only] => join(ctx, &vars, only, acc),
        several => apart(ctx, &vars, several, acc),
    }
}

fn split(
    ctx: &AssistContext<'_, '_>,
    vars: &ast::VarExpr,
    var: &ast::VarDeclarator,
    acc: &mut Actions,
) {
    let (Some(name), Some(value)) = (var.name(), var.initializer().and_then(|it| it.expr())) else {
        return;
    };
    // `var x = x;` reads an outer one.
    let mentions_itself = free_names(value.syntax()).any(|it| it.text() == name.text());
    if vars.is_final() || mentions_itself {
        return;
    }
    let hint = match var.type_hint() {
        Some(hint) => hint.syntax().text().to_string(),
        None => {
            let Some(Definition::Local(local)) =
                name.token().and_then(|it| definition_at(ctx.sema, &it))
            else {
                return;
            };
            match type_text(ctx.sema, local.ty(ctx.db())) {
                Some(ty) => format!(":{ty}"),
                None if needs_hint(ctx.sema, &value) => return,
                None => String::new(),
            }
        }
    };
    let name_end = name.syntax().text_range().end();
    let head = TextRange::new(name_end, value.syntax().text_range().start());
    let indent = ctx.indent_at(vars.syntax().text_range().start());
    acc.refactor(
        "Split declaration and assignment",
        CodeActionKind::RefactorRewrite,
        vec![ctx.edit(head, format!("{hint};\n{indent}{} = ", name.text()))],
    );
}

fn join(
    ctx: &AssistContext<'_, '_>,
    vars: &ast::VarExpr,
    var: &ast::VarDeclarator,
    acc: &mut Actions,
) {
    let next = vars
        .syntax()
        .next_sibling()
        .and_then(ast::BinaryExpr::cast)
        .filter(|it| it.op() == Some(BinaryOp::Assign));
    let Some(set) = next else { return };
    let (Some(name), Some(target), Some(value)) = (var.name(), set.lhs(), set.rhs()) else {
        return;
    };
    let is_it = target.syntax().kind() == SyntaxKind::NAME_EXPR
        && target.syntax().text() == name.text().as_str();
    let between = TextRange::new(
        statement_range(vars.syntax()).end(),
        set.syntax().text_range().start(),
    );
    // The variable is not visible in its own initialiser.
    let mentions_itself = free_names(value.syntax()).any(|it| it.text() == name.text());
    if !is_it || mentions_itself || !ctx.text(between).trim().is_empty() {
        return;
    }
    let range = TextRange::new(
        var.syntax().text_range().end(),
        value.syntax().text_range().start(),
    );
    acc.refactor(
        "Join declaration and assignment",
        CodeActionKind::RefactorRewrite,
        vec![ctx.edit(range, " = ")],
    );
}

fn apart(
    ctx: &AssistContext<'_, '_>,
    vars: &ast::VarExpr,
    several: &[ast::VarDeclarator],
    acc: &mut Actions,
) {
    let word = if vars.is_final() { "final" } else { "var" };
    let indent = ctx.indent_at(vars.syntax().text_range().start());
    let edits = several
        .windows(2)
        .map(|pair| {
            let range = TextRange::new(
                pair[0].syntax().text_range().end(),
                pair[1].syntax().text_range().start(),
            );
            ctx.edit(range, format!(";\n{indent}{word} "))
        })
        .collect();
    acc.refactor(
        "Split into one declaration each",
        CodeActionKind::RefactorRewrite,
        edits,
    );
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::code_actions::tests::{check, check_refused};

    #[test]
    fn splits_and_joins() {
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    va$0r x = [a];
                    trace(x);
                }
            }
            "#,
            "Split",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        var x:Array<Int>;
                        x = [a];
                        trace(x);
                    }
                }
            "#]],
        );
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    va$0r x:Float;
                    x = a;
                }
            }
            "#,
            "Join",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        var x:Float = a;
                    }
                }
            "#]],
        );
        check_refused(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    va$0r x:Int;
                    x = x + 1;
                }
            }
            "#,
            "Join",
        );
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    fin$0al x = 1, y = x;
                }
            }
            "#,
            "Split into",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        final x = 1;
                        final y = x;
                    }
                }
            "#]],
        );
    }
}
