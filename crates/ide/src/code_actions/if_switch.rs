//! `if (x == A) … else if (x == B) … else …` ↔ `switch (x)`.
//!
//! From a chain to a switch only where each condition compares one and the same value, that nothing in the chain
//! changes, with a constant: then the order of the questions does not matter and `case` asks the same.

use hir::Definition;
use hir_def::{field_data, item_tree::FieldKind};
use syntax::{
    SyntaxKind, SyntaxNode, T,
    ast::{self, AstNode, BinaryOp},
};

use super::{
    Actions, CodeActionKind,
    context::{
        AssistContext, bare_text, definition_at, has_comments, indent_step, is_value_unused,
        semicolon_after, strip_parens,
    },
    effects::effects,
    operators::flatten,
};

pub(super) fn assist(ctx: &AssistContext<'_, '_>, acc: &mut Actions) {
    let Some(token) = ctx.token() else { return };
    let Some(node) = token.parent() else { return };
    match token.kind() {
        T![if] => to_switch(ctx, &node, acc),
        T![switch] => to_if(ctx, &node, acc),
        _ => {}
    }
}

struct Branch {
    /// Empty for the `else`.
    values: Vec<ast::Expr>,
    body: SyntaxNode,
}

fn to_switch(ctx: &AssistContext<'_, '_>, node: &SyntaxNode, acc: &mut Actions) {
    let Some(first) = ast::IfExpr::cast(node.clone()) else {
        return;
    };
    // From the head of the chain only.
    let is_else_if = node
        .parent()
        .and_then(ast::IfExpr::cast)
        .and_then(|it| it.else_branch())
        .is_some_and(|it| it.syntax() == node);
    if is_else_if || has_comments(node) {
        return;
    }
    let Some((subject, branches)) = chain(ctx, first) else {
        return;
    };
    let has_else = branches.last().is_some_and(|it| it.values.is_empty());
    let n_cases = branches.len() - usize::from(has_else);
    if n_cases < 2 || !has_else && !is_value_unused(node) {
        return;
    }
    let outer = ctx.indent_at(node.text_range().start());
    let step = indent_step(ctx.sema);
    let mut text = format!("switch ({}) {{\n", subject.syntax().text());
    for branch in &branches {
        let values: Vec<String> = branch
            .values
            .iter()
            .map(|it| it.syntax().text().to_string())
            .collect();
        let head = match values.is_empty() {
            true => "default".to_owned(),
            false => format!("case {}", values.join(" | ")),
        };
        text.push_str(&format!("{outer}{step}{head}:\n"));
        for statement in statements(&branch.body) {
            let from = ctx.indent_at(statement.text_range().start());
            let to = format!("{outer}{step}{step}");
            let code = ctx.reindented(statement.text_range(), &from, &to);
            let end = if code.ends_with('}') { "" } else { ";" };
            text.push_str(&format!("{to}{code}{end}\n"));
        }
    }
    if !has_else {
        text.push_str(&format!("{outer}{step}default:\n"));
    }
    text.push_str(&format!("{outer}}}"));
    // What ended with `g();` ends with a brace now.
    let mut range = node.text_range();
    if is_value_unused(node)
        && let Some(semicolon) = semicolon_after(node)
    {
        range = range.cover(semicolon.text_range());
    }
    acc.refactor(
        "Convert to `switch`",
        CodeActionKind::RefactorRewrite,
        vec![ctx.edit(range, text)],
    );
}

/// The value that all conditions of a chain ask for, and the branches.
fn chain(ctx: &AssistContext<'_, '_>, first: ast::IfExpr) -> Option<(ast::Expr, Vec<Branch>)> {
    let mut subject: Option<ast::Expr> = None;
    let mut branches = Vec::new();
    let mut next = Some(ast::Expr::IfExpr(first));
    while let Some(expr) = next {
        let ast::Expr::IfExpr(if_) = expr else {
            branches.push(Branch {
                values: vec![],
                body: expr.syntax().clone(),
            });
            break;
        };
        let mut questions = Vec::new();
        let condition = strip_parens(if_.condition()?);
        flatten(condition.syntax(), BinaryOp::BoolOr, &mut questions);
        let mut values = Vec::new();
        for question in questions {
            let ast::Expr::BinaryExpr(question) = strip_parens(question) else {
                return None;
            };
            if question.op() != Some(BinaryOp::Eq) {
                return None;
            }
            let (asked, value) = (question.lhs()?, question.rhs()?);
            let is_same = subject
                .as_ref()
                .is_none_or(|it| bare_text(it.syntax()) == bare_text(asked.syntax()));
            if !is_same || !is_constant(ctx, &value) {
                return None;
            }
            subject.get_or_insert(asked);
            values.push(value);
        }
        branches.push(Branch {
            values,
            body: if_.then_branch()?.syntax().clone(),
        });
        next = if_.else_branch();
    }
    let subject = subject?;
    let of_subject = effects(ctx.sema, subject.syntax());
    (!of_subject.writes).then_some((subject, branches))
}

/// What may stand behind `case` and means the same there: a literal, a constructor, a constant field.
fn is_constant(ctx: &AssistContext<'_, '_>, expr: &ast::Expr) -> bool {
    let token = match expr {
        ast::Expr::Literal(it) => {
            return it.syntax().first_token().is_some_and(|it| {
                // A switch over floats compares as well, but reads as if it did not round.
                !matches!(it.kind(), SyntaxKind::FLOAT | SyntaxKind::REGEX)
            });
        }
        ast::Expr::NameExpr(it) => it.token(),
        ast::Expr::FieldExpr(it) => it.name_ref().and_then(|it| it.token()),
        _ => None,
    };
    match token.and_then(|it| definition_at(ctx.sema, &it)) {
        Some(Definition::EnumCtor(_)) => true,
        Some(Definition::Field(field)) => {
            let is_value = hir_ty::signature::enum_abstract_owner(ctx.db(), field).is_some();
            is_value
                || field_data(ctx.db(), field).is_some_and(|it| {
                    let flags = &it.field.flags;
                    matches!(it.field.kind, FieldKind::Var { .. })
                        && flags.is_static
                        && flags.is_inline
                })
        }
        _ => false,
    }
}

/// Those of a block, or the one.
fn statements(body: &SyntaxNode) -> Vec<SyntaxNode> {
    match ast::BlockExpr::cast(body.clone()) {
        Some(block) => block.statements().map(|it| it.syntax().clone()).collect(),
        None => vec![body.clone()],
    }
}

fn to_if(ctx: &AssistContext<'_, '_>, node: &SyntaxNode, acc: &mut Actions) {
    let Some(switch) = ast::SwitchExpr::cast(node.clone()) else {
        return;
    };
    let (Some(subject), Some(cases)) = (switch.subject().map(strip_parens), switch.case_list())
    else {
        return;
    };
    // Asked once for each case; more than a name would be evaluated again.
    let is_name = matches!(
        subject,
        ast::Expr::NameExpr(_) | ast::Expr::FieldExpr(_) | ast::Expr::ThisExpr(_)
    );
    if !is_name || has_comments(node) || !is_value_unused(node) {
        return;
    }
    if effects(ctx.sema, subject.syntax()).writes {
        return;
    }
    let asked = subject.syntax().text().to_string();
    let outer = ctx.indent_at(node.text_range().start());
    let step = indent_step(ctx.sema);
    let mut text = String::new();
    let clauses: Vec<ast::CaseClause> = cases.clauses().collect();
    let last = clauses.len().saturating_sub(1);
    for (i, clause) in clauses.iter().enumerate() {
        if clause.case_guard().is_some() {
            return;
        }
        let mut questions = Vec::new();
        for pattern in clause.patterns() {
            let mut values = Vec::new();
            flatten(pattern.syntax(), BinaryOp::Or, &mut values);
            for value in values {
                if !is_constant(ctx, &value) {
                    return;
                }
                questions.push(format!("{asked} == {}", value.syntax().text()));
            }
        }
        let body: Vec<SyntaxNode> = clause
            .body()
            .map(|it| it.statements().map(|it| it.syntax().clone()).collect())
            .unwrap_or_default();
        if clause.is_default() {
            if i != last || i == 0 {
                return;
            }
            if body.is_empty() {
                continue;
            }
            text.push_str(" else {\n");
        } else {
            let else_ = if i > 0 { " else " } else { "" };
            text.push_str(&format!("{else_}if ({}) {{\n", questions.join(" || ")));
        }
        for statement in body {
            let from = ctx.indent_at(statement.text_range().start());
            let to = format!("{outer}{step}");
            let code = ctx.reindented(statement.text_range(), &from, &to);
            let end = if code.ends_with('}') { "" } else { ";" };
            text.push_str(&format!("{to}{code}{end}\n"));
        }
        text.push_str(&format!("{outer}}}"));
    }
    if clauses.is_empty() {
        return;
    }
    acc.refactor(
        "Convert to `if`",
        CodeActionKind::RefactorRewrite,
        vec![ctx.edit(node.text_range(), text)],
    );
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::code_actions::tests::{check, check_refused};

    #[test]
    fn to_switch() {
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    i$0f (a == 1 || a == 2) {
                        trace(1);
                        trace(2);
                    } else if (a == 3) trace(3);
                    else trace(4);
                }
            }
            "#,
            "Convert to `switch`",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        switch (a) {
                            case 1 | 2:
                                trace(1);
                                trace(2);
                            case 3:
                                trace(3);
                            default:
                                trace(4);
                        }
                    }
                }
            "#]],
        );
        check(
            r#"
            enum E { R; G; }
            class A {
                function f(e:E) {
                    var x = i$0f (e == R) 1 else if (e == G) 2 else 3;
                }
            }
            "#,
            "Convert to `switch`",
            expect![[r#"
                enum E { R; G; }
                class A {
                    function f(e:E) {
                        var x = switch (e) {
                            case R:
                                1;
                            case G:
                                2;
                            default:
                                3;
                        };
                    }
                }
            "#]],
        );
        // Not one value; not constants; no choice.
        check_refused(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    i$0f (a == 1) trace(1);
                    else if (b == 3) trace(3);
                }
            }
            "#,
            "Convert to `switch`",
        );
        check_refused(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    i$0f (a == b) trace(1);
                    else if (a == 3) trace(3);
                }
            }
            "#,
            "Convert to `switch`",
        );
        check_refused(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    i$0f (a == 1) trace(1);
                }
            }
            "#,
            "Convert to `switch`",
        );
    }

    #[test]
    fn to_if() {
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    swi$0tch (a) {
                        case 1 | 2:
                            trace(1);
                            trace(2);
                        case 3:
                            trace(3);
                        default:
                            trace(4);
                    }
                }
            }
            "#,
            "Convert to `if`",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        if (a == 1 || a == 2) {
                            trace(1);
                            trace(2);
                        } else if (a == 3) {
                            trace(3);
                        } else {
                            trace(4);
                        }
                    }
                }
            "#]],
        );
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    swi$0tch (a) {
                        case 1: trace(1);
                        default:
                    }
                }
            }
            "#,
            "Convert to `if`",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        if (a == 1) {
                            trace(1);
                        }
                    }
                }
            "#]],
        );
        check_refused(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    swi$0tch (a) {
                        case x if (x > 1): trace(1);
                        default:
                    }
                }
            }
            "#,
            "Convert to `if`",
        );
        check_refused(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    var y = swi$0tch (a) { case 1: 1; default: 2; }
                }
            }
            "#,
            "Convert to `if`",
        );
    }
}
