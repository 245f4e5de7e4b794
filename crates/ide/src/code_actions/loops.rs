//! `for` as `while` and back.
//!
//! ```haxe
//! for (i in 0...n) f(i);      // var i = 0; while (i < n) { f(i); i++; }
//! for (x in list) f(x);       // final iterator = list.iterator(); while (iterator.hasNext()) { … }
//! ```
//!
//! A `for` counts to what the end was at first, goes on with the next number whatever was assigned, and each round has
//! a variable of its own: where that could be seen nothing is offered.

use base_db::{TextRange, TextSize};
use hir::Semantics;
use hir_def::Name;
use hir_ty::table::InferenceTable;
use syntax::{
    SyntaxKind, SyntaxNode, T,
    ast::{self, AstNode, BinaryOp, PostfixOp, PrefixOp},
};

use super::{
    Actions, CodeActionKind,
    context::{
        AssistContext, Tightness, definition_at, has_conditions, indent_step, is_statement,
        parenthesized, statement_range, strip_parens, tightness,
    },
    effects::is_constant,
    names,
};

pub(super) fn assist(ctx: &AssistContext<'_, '_>, acc: &mut Actions) {
    let Some(token) = ctx.token() else { return };
    let Some(node) = token
        .parent()
        .filter(|it| is_statement(it) && !has_conditions(it))
    else {
        return;
    };
    let rewritten = match token.kind() {
        T![for] => ast::ForExpr::cast(node).and_then(|it| {
            let (range, text) = to_while(ctx, &it)?;
            Some(("Convert to `while`", range, text))
        }),
        T![while] => ast::WhileExpr::cast(node).and_then(|it| {
            let (range, text) = to_for(ctx, &it)?;
            Some(("Convert to `for`", range, text))
        }),
        _ => None,
    };
    if let Some((title, range, text)) = rewritten {
        let edits = vec![ctx.edit(range, text)];
        acc.refactor(title, CodeActionKind::RefactorRewrite, edits);
    }
}

fn to_while(ctx: &AssistContext<'_, '_>, for_: &ast::ForExpr) -> Option<(TextRange, String)> {
    let (variable, iterable) = for_.iteration()?;
    let iterable = iterable?;
    let ast::Expr::NameExpr(variable) = variable else {
        return None;
    };
    let name = variable.text();
    let body = for_.body()?;
    let outer = ctx.indent_at(for_.syntax().text_range().start());
    let step = indent_step(ctx.sema);
    let inner = format!("{outer}{step}");
    let statements = statements_of(ctx, &body, &inner)?;
    let range = statement_range(for_.syntax());
    if let ast::Expr::BinaryExpr(interval) = strip_parens(iterable.clone())
        && interval.op() == Some(BinaryOp::Interval)
    {
        let (from, to) = (interval.lhs()?, interval.rhs()?);
        let is_plain = !jumps_on(body.syntax())
            && !is_assigned(body.syntax(), &name)
            && !has_functions(body.syntax())
            && stays(ctx.sema, &to);
        // The variable would be seen around the loop.
        if !is_plain || stands_around(for_.syntax(), &name) {
            return None;
        }
        let (from, to) = (from.syntax().text(), parenthesized(&to, Tightness::Prefix));
        return Some((
            range,
            format!(
                "var {name} = {from};\n{outer}while ({name} < {to}) {{\n{statements}{inner}{name}++;\n{outer}}}"
            ),
        ));
    }
    let ty = ctx.sema.type_of_node(iterable.syntax())?;
    let mut table = InferenceTable::new(ctx.db(), ctx.sema.config());
    let source = parenthesized(&iterable, Tightness::Atom);
    let source = match table.lookup_member(ty, &Name::new("iterator")) {
        Some(_) => format!("{source}.iterator()"),
        None => {
            table.lookup_member(ty, &Name::new("hasNext"))?;
            source
        }
    };
    let block = for_.syntax().parent()?;
    let iterator = names::unused_in(&block, "iterator");
    Some((
        range,
        format!(
            "final {iterator} = {source};\n{outer}while ({iterator}.hasNext()) {{\n{inner}final {name} = {iterator}.next();\n{statements}{outer}}}"
        ),
    ))
    .filter(|_| !is_assigned(body.syntax(), &name))
}

/// `var i = a; while (i < b) { …; i++; }`
fn to_for(ctx: &AssistContext<'_, '_>, while_: &ast::WhileExpr) -> Option<(TextRange, String)> {
    let condition = strip_parens(while_.condition()?);
    let ast::Expr::BinaryExpr(condition) = condition else {
        return None;
    };
    let ast::Expr::NameExpr(variable) = condition.lhs()? else {
        return None;
    };
    let name = variable.text();
    let end = condition
        .rhs()
        .filter(|_| condition.op() == Some(BinaryOp::Lt))?;
    let declared = while_
        .syntax()
        .prev_sibling()
        .and_then(ast::VarExpr::cast)?;
    let mut declarators = declared.declarators();
    let declarator = declarators
        .next()
        .filter(|_| declarators.next().is_none())?;
    if declarator.name()?.text() != name {
        return None;
    }
    let start = declarator.initializer()?.expr()?;
    let ast::Expr::BlockExpr(body) = while_.body()? else {
        return None;
    };
    let steps: Vec<ast::Expr> = body.statements().collect();
    let (last, others) = steps.split_last()?;
    let is_plain = is_step(last, &name)
        && !jumps_on(body.syntax())
        && others.iter().all(|it| !is_assigned(it.syntax(), &name))
        && ctx.sema.type_of_node(start.syntax()) == Some(hir_ty::ty::Ty::Int)
        && stays(ctx.sema, &end)
        && !is_used_behind(while_.syntax(), &name);
    if !is_plain {
        return None;
    }
    let outer = ctx.indent_at(declared.syntax().text_range().start());
    let inner = format!("{outer}{}", indent_step(ctx.sema));
    // A comment behind the step would be lost.
    let tail = TextRange::new(
        statement_range(last.syntax()).end(),
        body.r_curly_token()?.text_range().start(),
    );
    if !ctx.text(tail).trim().is_empty() {
        return None;
    }
    let statements = lines_of(ctx, &body, last.syntax().text_range().start(), &inner);
    let range = declared
        .syntax()
        .text_range()
        .cover(statement_range(while_.syntax()));
    let (start, end) = (
        parenthesized(&start, Tightness::Binary),
        parenthesized(&end, Tightness::Binary),
    );
    Some((
        range,
        format!("for ({name} in {start}...{end}) {{\n{statements}{outer}}}"),
    ))
}

/// The statements of a body, each line indented by `inner`.
fn statements_of(ctx: &AssistContext<'_, '_>, body: &ast::Expr, inner: &str) -> Option<String> {
    match body {
        ast::Expr::BlockExpr(block) => {
            let end = block.r_curly_token()?.text_range().start();
            Some(lines_of(ctx, block, end, inner))
        }
        body => {
            let text = ctx.text(body.syntax().text_range());
            let semicolon = if text.ends_with('}') { "" } else { ";" };
            Some(format!("{inner}{text}{semicolon}\n"))
        }
    }
}

/// What stands in a block up to `end`, comments included.
fn lines_of(
    ctx: &AssistContext<'_, '_>,
    block: &ast::BlockExpr,
    end: TextSize,
    inner: &str,
) -> String {
    let Some(open) = block.l_curly_token() else {
        return String::new();
    };
    let start = open.text_range().end();
    let text = ctx.text(TextRange::new(start, end));
    let before = TextSize::of(text) - TextSize::of(text.trim_start());
    let range = TextRange::at(start + before, TextSize::of(text.trim()));
    if range.is_empty() {
        return String::new();
    }
    let from = ctx.indent_at(range.start());
    format!("{inner}{}\n", ctx.reindented(range, &from, inner))
}

/// `continue` would leave out the step at the end.
fn jumps_on(body: &SyntaxNode) -> bool {
    body.descendants()
        .any(|it| it.kind() == SyntaxKind::CONTINUE_EXPR)
}

fn has_functions(body: &SyntaxNode) -> bool {
    body.descendants().any(|it| {
        matches!(
            it.kind(),
            SyntaxKind::FUNCTION_EXPR | SyntaxKind::ARROW_FUNCTION
        )
    })
}

fn is_name(expr: Option<ast::Expr>, name: &str) -> bool {
    matches!(expr, Some(ast::Expr::NameExpr(it)) if it.text() == name)
}

fn is_assigned(body: &SyntaxNode, name: &str) -> bool {
    body.descendants()
        .filter_map(ast::Expr::cast)
        .any(|it| match it {
            ast::Expr::BinaryExpr(it) => {
                it.op().is_some_and(|it| it.is_assign()) && is_name(it.lhs(), name)
            }
            ast::Expr::PostfixExpr(it) => {
                matches!(it.op(), Some(PostfixOp::Increment | PostfixOp::Decrement))
                    && is_name(it.syntax().children().find_map(ast::Expr::cast), name)
            }
            ast::Expr::PrefixExpr(it) => {
                matches!(it.op(), Some(PrefixOp::Increment | PrefixOp::Decrement))
                    && is_name(it.syntax().children().find_map(ast::Expr::cast), name)
            }
            _ => false,
        })
}

/// `i++`, `++i`, `i += 1`
fn is_step(expr: &ast::Expr, name: &str) -> bool {
    let operand = |node: &SyntaxNode| is_name(node.children().find_map(ast::Expr::cast), name);
    match expr {
        ast::Expr::PostfixExpr(it) => it.op() == Some(PostfixOp::Increment) && operand(it.syntax()),
        ast::Expr::PrefixExpr(it) => it.op() == Some(PrefixOp::Increment) && operand(it.syntax()),
        ast::Expr::BinaryExpr(it) => {
            let by_one = it.rhs().is_some_and(|it| it.syntax().text() == "1");
            it.op() == Some(BinaryOp::AddAssign) && by_one && is_name(it.lhs(), name)
        }
        _ => false,
    }
}

/// Whether the value is the same in each round.
fn stays(sema: &Semantics<'_>, end: &ast::Expr) -> bool {
    match end {
        ast::Expr::Literal(_) => true,
        ast::Expr::NameExpr(it) => it
            .token()
            .and_then(|it| definition_at(sema, &it))
            .is_some_and(|it| is_constant(sema, &it)),
        end => {
            tightness(end) == Tightness::Binary
                && end
                    .syntax()
                    .children()
                    .filter_map(ast::Expr::cast)
                    .all(|it| stays(sema, &it))
        }
    }
}

/// Whether the name is used in the block of the loop, but not in the loop.
fn stands_around(for_: &SyntaxNode, name: &str) -> bool {
    let Some(block) = for_.parent() else {
        return true;
    };
    let mut tokens = block
        .descendants_with_tokens()
        .filter_map(|it| it.into_token());
    tokens.any(|it| it.text() == name && !for_.text_range().contains_range(it.text_range()))
}

fn is_used_behind(while_: &SyntaxNode, name: &str) -> bool {
    let Some(block) = while_.parent() else {
        return true;
    };
    let mut tokens = block
        .descendants_with_tokens()
        .filter_map(|it| it.into_token());
    tokens.any(|it| it.text() == name && it.text_range().start() >= while_.text_range().end())
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::code_actions::tests::{check, check_refused};

    #[test]
    fn counting() {
        check(
            "
            class A {
                function f(n:Int) {
                    f$0or (i in 0...n) {
                        // each
                        trace(i);
                        trace(i + 1);
                    }
                }
            }
            ",
            "Convert to `while`",
            expect![[r#"
                class A {
                    function f(n:Int) {
                        var i = 0;
                        while (i < n) {
                            // each
                            trace(i);
                            trace(i + 1);
                            i++;
                        }
                    }
                }
            "#]],
        );
        check(
            "
            class A {
                function f(n:Int) {
                    var i = 0;
                    w$0hile (i < n) {
                        trace(i);
                        i++;
                    }
                }
            }
            ",
            "Convert to `for`",
            expect![[r#"
                class A {
                    function f(n:Int) {
                        for (i in 0...n) {
                            trace(i);
                        }
                    }
                }
            "#]],
        );
    }

    #[test]
    fn iterating() {
        check(
            "
            class A {
                function f(list:Array<Int>) {
                    f$0or (x in list)
                        trace(x);
                }
            }
            ",
            "Convert to `while`",
            expect![[r#"
                class A {
                    function f(list:Array<Int>) {
                        final iterator = list.iterator();
                        while (iterator.hasNext()) {
                            final x = iterator.next();
                            trace(x);
                        }
                    }
                }
            "#]],
        );
    }

    #[test]
    fn what_would_be_seen() {
        for body in [
            "f$0or (i in 0...n) { if (i == 1) continue; trace(i); }",
            "f$0or (i in 0...n) { g(() -> i); }",
            "f$0or (i in 0...h()) trace(i);",
            "var i = 1; f$0or (i in 0...n) trace(i); trace(i);",
            "var i = 0; w$0hile (i < n) { i = 2; i++; }",
            "var i = 0; w$0hile (i < n) { trace(i); i++; } trace(i);",
            "var i = 0; w$0hile (i < h()) { trace(i); i++; }",
            "var i = 0.5; w$0hile (i < n) { trace(i); i++; }",
        ] {
            check_refused(
                &format!(
                    "class A {{ function h() return 1; function g(f:Void->Int) {{}} function f(n:Int) {{ {body} }} }}"
                ),
                "Convert to",
            );
        }
    }
}
