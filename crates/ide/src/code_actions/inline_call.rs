//! What a function returns, in the place of a call of it.
//!
//! ```haxe
//! function area(w:Int, h:Int):Int return w * h;
//! trace(area(a + 1, b));      // trace((a + 1) * b);
//! ```
//!
//! Offered inside the class of the function, where its names mean the same, for a body that is one expression, when
//! each argument runs as often and in the same order as before.

use base_db::TextRange;
use hir::{Definition, Semantics};
use hir_def::{field_data, ids::FieldId, source::field_source};
use hir_ty::{
    signature::{field_signature, overridden_field},
    ty::Ty,
    typed_body::LocalDecl,
};
use syntax::{
    SyntaxKind, SyntaxNode, T,
    ast::{self, AstNode},
};

use super::{
    Actions, CodeActionKind,
    context::{
        AssistContext, Tightness, free_names, has_comments, has_conditions, is_statement,
        is_value_unused, needs_parens, tightness,
    },
    effects::effects,
};
use crate::type_text::type_text;

pub(super) fn assist(ctx: &AssistContext<'_, '_>, acc: &mut Actions) {
    let Some((range, text, name)) = inlined(ctx) else {
        return;
    };
    let edits = vec![ctx.edit(range, text)];
    acc.refactor(
        format!("Inline this call of `{name}`"),
        CodeActionKind::RefactorInline,
        edits,
    );
}

fn inlined(ctx: &AssistContext<'_, '_>) -> Option<(TextRange, String, String)> {
    let (sema, db) = (ctx.sema, ctx.db());
    let token = ctx.token()?;
    let callee = match token.parent()? {
        it if it.kind() == SyntaxKind::NAME_REF => it.parent()?,
        it => it,
    };
    let call = callee.parent().and_then(ast::CallExpr::cast)?;
    if call.callee()?.syntax() != &callee || has_comments(call.syntax()) {
        return None;
    }
    let Definition::Field(field) = sema.classify(&token)?.def else {
        return None;
    };
    let function = inlinable(sema, field, &callee)?;
    let (value, is_value) = single_expression(&function)?;
    // A statement may stand only where one does.
    let is_unused = is_statement(call.syntax()) && is_value_unused(call.syntax());
    (is_value || is_unused).then_some(())?;
    let Ty::Fun(signature) = field_signature(db, field).ty else {
        return None;
    };
    let args: Vec<ast::Expr> = call.arg_list()?.args().collect();
    let params: Vec<ast::Param> = function.param_list()?.params().collect();
    let is_plain = params.len() == args.len()
        && params
            .iter()
            .all(|it| it.question_token().is_none() && it.dot3_token().is_none());
    if !is_plain {
        return None;
    }
    let uses = uses_of_params(sema, &value, params.len())?;
    keeps_order(sema, &value, &args, &uses).then_some(())?;
    keeps_names(sema, &value, call.syntax(), &uses).then_some(())?;
    let mut text = ctx.text(value.syntax().text_range()).to_owned();
    let start = value.syntax().text_range().start();
    for (node, index) in uses.iter().rev() {
        let arg = &args[*index];
        let wanted = signature.params(db).get(*index)?.ty;
        let (written, tight) = typed(sema, arg, wanted)?;
        let interpolation = node
            .parent()
            .filter(|it| it.kind() == SyntaxKind::INTERPOLATION);
        let is_name = interpolation
            .as_ref()
            .is_some_and(|it| it.first_token().is_some_and(|it| it.text() == "$"));
        let (range, written) = match interpolation {
            Some(_) if written.contains(['\'', '"', '\n', '{', '}']) => return None,
            Some(outer) if is_name => (outer.text_range(), format!("${{{written}}}")),
            _ if needs_parens(node, tight) => (node.text_range(), format!("({written})")),
            _ => (node.text_range(), written),
        };
        let at = usize::from(range.start() - start)..usize::from(range.end() - start);
        text.replace_range(at, &written);
    }
    let mut tight = tightness(&value);
    let ret = signature.ret(db);
    if is_value && sema.type_of_node(value.syntax()) != Some(ret) {
        text = format!("({text} : {})", type_text(sema, ret)?);
        tight = Tightness::Atom;
    }
    if needs_parens(call.syntax(), tight) {
        text = format!("({text})");
    }
    Some((call.syntax().text_range(), text, field.name(db).to_string()))
}

/// The function, if the call at hand runs this one and no other, for the same object.
fn inlinable<'db>(
    sema: &Semantics<'db>,
    field: FieldId<'db>,
    callee: &SyntaxNode,
) -> Option<ast::FunctionField> {
    let db = sema.db;
    let here = sema.type_around(callee.text_range().start())?;
    if field.type_decl(db) != Some(here) || field.module(db) != sema.module {
        return None;
    }
    let flags = &field_data(db, field)?.field.flags;
    let is_fixed = !(flags.is_dynamic || flags.is_macro || flags.is_extern || flags.is_overload);
    let is_alone = flags.is_static
        || overridden_field(db, field).is_none()
            && crate::search::overrides(db, sema.config(), field) == [field];
    let is_own = match ast::FieldExpr::cast(callee.clone()) {
        None => true,
        Some(access) => match access.base()? {
            ast::Expr::ThisExpr(_) => true,
            // The class, which is known by this name.
            base => {
                flags.is_static && sema.type_of_node(base.syntax()) == Some(Ty::TypeValue(here))
            }
        },
    };
    let node = field_source(db, field)?.node.try_to_node(sema.root())?;
    let is_itself = node.text_range().contains_range(callee.text_range());
    let has_params =
        !hir_def::type_params_of(db, hir_def::ids::GenericOwner::Field(field)).is_empty();
    (is_fixed && is_alone && is_own && !is_itself && !has_params && !has_conditions(&node))
        .then(|| ast::FunctionField::cast(node))?
}

/// The one expression that a function is, and whether it is returned.
fn single_expression(function: &ast::FunctionField) -> Option<(ast::Expr, bool)> {
    let mut body = function.body()?;
    if let ast::Expr::BlockExpr(block) = &body {
        let mut statements = block.statements();
        let only = statements.next().filter(|_| statements.next().is_none())?;
        body = only;
    }
    let (value, is_value) = match body {
        ast::Expr::ReturnExpr(it) => (it.expr()?, true),
        other => (other, false),
    };
    // What leaves the function, or declares something, cannot stand elsewhere.
    let is_free = value.syntax().descendants().all(|it| {
        !matches!(
            it.kind(),
            SyntaxKind::RETURN_EXPR
                | SyntaxKind::VAR_EXPR
                | SyntaxKind::FUNCTION_EXPR
                | SyntaxKind::ARROW_FUNCTION
                | SyntaxKind::FOR_EXPR
                | SyntaxKind::WHILE_EXPR
                | SyntaxKind::DO_WHILE_EXPR
                | SyntaxKind::SWITCH_EXPR
                | SyntaxKind::TRY_EXPR
        )
    });
    (is_free && !has_comments(value.syntax())).then_some((value, is_value))
}

/// Where parameters stand, in order, by their index. None if one is written to.
fn uses_of_params(
    sema: &Semantics<'_>,
    value: &ast::Expr,
    n_params: usize,
) -> Option<Vec<(SyntaxNode, usize)>> {
    let mut res = Vec::new();
    for token in free_names(value.syntax()) {
        let class = sema.classify(&token)?;
        let Definition::Local(local) = class.def else {
            continue;
        };
        match local.data(sema.db)?.decl {
            LocalDecl::Param(index) if (index as usize) < n_params => {
                (class.usage == hir::Usage::Read).then_some(())?;
                res.push((token.parent()?, index as usize));
            }
            _ => return None,
        }
    }
    Some(res)
}

/// Arguments are run once each, in their order, before the body. An argument that only reads may stand in several
/// places if nothing is written between.
fn keeps_order(
    sema: &Semantics<'_>,
    value: &ast::Expr,
    args: &[ast::Expr],
    uses: &[(SyntaxNode, usize)],
) -> bool {
    let of_args: Vec<_> = args.iter().map(|it| effects(sema, it.syntax())).collect();
    let of_body = effects(sema, value.syntax());
    let do_nothing = of_args.iter().all(|it| !it.writes && !it.makes);
    if do_nothing {
        return !of_body.writes || of_args.iter().all(|it| !it.reads);
    }
    // Something happens in them: only where the body is nothing but them, in order, always run.
    let in_order: Vec<usize> = uses.iter().map(|it| it.1).collect();
    let is_always_run = value.syntax().descendants().all(|it| {
        !matches!(it.kind(), SyntaxKind::IF_EXPR | SyntaxKind::TERNARY_EXPR)
            && !it
                .children_with_tokens()
                .any(|it| matches!(it.kind(), T![&&] | T![||] | T![??]))
    });
    in_order.iter().copied().eq(0..args.len())
        && is_always_run
        && !of_body.writes
        && !of_args.iter().any(|it| of_body.conflicts(*it))
}

/// The body's names mean the same at the call.
fn keeps_names(
    sema: &Semantics<'_>,
    value: &ast::Expr,
    call: &SyntaxNode,
    uses: &[(SyntaxNode, usize)],
) -> bool {
    let Some(owner) = sema.field_around(call) else {
        return false;
    };
    let locals = hir::scope::locals_at(sema, owner, call.text_range().start());
    let is_static = field_data(sema.db, owner).is_none_or(|it| it.field.flags.is_static);
    let uses_this = value
        .syntax()
        .descendants()
        .any(|it| it.kind() == SyntaxKind::THIS_EXPR)
        || free_names(value.syntax()).any(|it| {
            matches!(
                sema.classify(&it).map(|it| it.def),
                Some(Definition::Field(field))
                    if field_data(sema.db, field).is_some_and(|it| !it.field.flags.is_static)
            )
        });
    let is_param = |token: &syntax::SyntaxToken| {
        uses.iter()
            .any(|it| it.0.text_range() == token.text_range())
    };
    !(is_static && uses_this)
        && free_names(value.syntax())
            .filter(|it| !is_param(it))
            .all(|it| !locals.iter().any(|local| local.name(sema.db) == it.text()))
}

/// An argument as it is seen by its parameter.
fn typed<'db>(
    sema: &Semantics<'db>,
    arg: &ast::Expr,
    wanted: Ty<'db>,
) -> Option<(String, Tightness)> {
    let text = arg.syntax().text().to_string();
    match sema.type_of_node(arg.syntax()) == Some(wanted) {
        true => Some((text, tightness(arg))),
        false => Some((
            format!("({text} : {})", type_text(sema, wanted)?),
            Tightness::Atom,
        )),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::code_actions::tests::{check, check_refused};

    #[test]
    fn arguments_take_their_places() {
        check(
            "
            class A {
                function area(w:Int, h:Int):Int return w * h;
                function f(a:Int) trace(ar$0ea(a + 1, 2));
            }
            ",
            "Inline this call",
            expect![[r#"
                class A {
                    function area(w:Int, h:Int):Int return w * h;
                    function f(a:Int) trace((a + 1) * 2);
                }
            "#]],
        );
        check(
            "
            class A {
                static function greet(name:String):String {
                    return 'hello $name ${name}';
                }
                function f(a:String) return gr$0eet(a).length;
            }
            ",
            "Inline this call",
            expect![[r#"
                class A {
                    static function greet(name:String):String {
                        return 'hello $name ${name}';
                    }
                    function f(a:String) return 'hello ${a} ${a}'.length;
                }
            "#]],
        );
        check(
            "
            class A {
                var n:Int;
                function half(x:Float):Float return x / n;
                function f(a:Int) return this.hal$0f(a) + 1;
            }
            ",
            "Inline this call",
            expect![[r#"
                class A {
                    var n:Int;
                    function half(x:Float):Float return x / n;
                    function f(a:Int) return ((a : Float) / n) + 1;
                }
            "#]],
        );
        check(
            "
            class A {
                function log(x:Int) { trace(x); }
                function f(a:Int) {
                    lo$0g(a);
                }
            }
            ",
            "Inline this call",
            expect![[r#"
                class A {
                    function log(x:Int) { trace(x); }
                    function f(a:Int) {
                        trace(a);
                    }
                }
            "#]],
        );
    }

    #[test]
    fn what_would_change() {
        for (members, call) in [
            // Run twice.
            (
                "function t(x:Int):Int return x + x; function g():Int { trace(1); return 1; }",
                "t$0(g())",
            ),
            // The name is another's.
            ("var a:Int; function t(x:Int):Int return x + a;", "t$0(1)"),
            // Of another object.
            ("var m:Int; function t():Int return m;", "new A().t$0()"),
            // Left out.
            ("function t(?x:Int):Int return x;", "t$0()"),
            // More than an expression.
            ("function t(x:Int):Int { var y = x; return y; }", "t$0(1)"),
            // Another may run.
            ("dynamic function t(x:Int):Int return x;", "t$0(1)"),
        ] {
            check_refused(
                &format!(
                    "class A {{ {members} function new() {{}} function f(a:Int) return {call}; }}"
                ),
                "Inline this call",
            );
        }
        check_refused(
            "class B extends A { override function t():Int return 2; } class A { function t():Int return 1; function f() return t$0(); }",
            "Inline this call",
        );
    }
}
