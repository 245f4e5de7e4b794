//! Cures of a value that does not fit its place: converting it, giving it, or changing what was written about the place.
//!
//! ```haxe
//! var n:Int = 1.5;      // Std.int(1.5), or n:Float
//! paint({x: 1});        // {x: 1, y: 0}
//! ```

use base_db::{FileEdit, TextRange};
use hir::{Definition, Semantics};
use hir_def::type_path;
use hir_ty::{
    decl::{expand_typedefs, is_subclass},
    ty::Ty,
};
use syntax::{
    SyntaxKind, T,
    ast::{self, AstNode, BinaryOp},
};

use super::{
    Actions, FixContext,
    context::{Tightness, indent_at, parenthesized, tightness},
    edit,
};
use crate::type_text::type_text;

/// `type-mismatch`: a conversion that is well known, or another type for what is declared here.
pub(super) fn mismatch(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let Some(expr) = expr_at(ctx) else { return };
    let Some(actual) = sema
        .type_of_node(expr.syntax())
        .filter(|it| !it.is_unknown())
    else {
        return;
    };
    if let Some(wanted) = sema.expected_type(expr.syntax()) {
        for (title, text) in conversions(sema, &expr, actual, wanted) {
            acc.fix(
                ctx,
                title,
                vec![edit(sema, expr.syntax().text_range(), text)],
            );
        }
    }
    change_hint(ctx, &expr, actual, acc);
}

fn conversions<'db>(
    sema: &Semantics<'db>,
    expr: &ast::Expr,
    actual: Ty<'db>,
    wanted: Ty<'db>,
) -> Vec<(String, String)> {
    let db = sema.db;
    let text = expr.syntax().text().to_string();
    let bare = |ty: Ty<'db>| match expand_typedefs(db, ty) {
        Ty::Null(inner) => expand_typedefs(db, inner.ty(db)),
        ty => ty,
    };
    let (from, to) = (bare(actual), bare(wanted));
    let is = |ty: Ty<'db>, path: &str| ty.decl(db).is_some_and(|it| type_path(db, it.0) == path);
    let mut res = Vec::new();
    let mut by = |function: &str| {
        res.push((
            format!("Convert with `{function}`"),
            format!("{function}({text})"),
        ));
    };
    if is(to, "String") && from != Ty::Void {
        by("Std.string");
    }
    match (from, to) {
        (Ty::Float, Ty::Int) => by("Std.int"),
        (from, Ty::Int) if is(from, "String") => by("Std.parseInt"),
        (from, Ty::Float) if is(from, "String") => by("Std.parseFloat"),
        (Ty::Class(from, _), Ty::Class(to, _)) if is_subclass(db, to, from) => {
            if let Some(name) = type_text(sema, bare(wanted)) {
                let title = format!("Cast to `{name}`");
                res.push((title, format!("cast({text}, {name})")));
            }
        }
        (Ty::Fun(fun), to) if fun.params(db).is_empty() && fun.ret(db) == to => {
            let callee = parenthesized(expr, Tightness::Atom);
            res.push(("Call it".to_owned(), format!("{callee}()")));
        }
        _ => {}
    }
    if is(to, "Array") && to.decl(db).is_some_and(|it| it.1.first() == Some(&actual)) {
        res.push(("Make it an array".to_owned(), format!("[{text}]")));
    }
    res
}

/// The hint of the variable that the value starts, or of the function that returns it, says the value's type instead.
fn change_hint<'db>(
    ctx: &FixContext<'_, 'db>,
    expr: &ast::Expr,
    actual: Ty<'db>,
    acc: &mut Actions,
) {
    let sema = ctx.sema;
    let Some(parent) = expr.syntax().parent() else {
        return;
    };
    let (hint, what) = match parent.kind() {
        SyntaxKind::INITIALIZER => {
            let decl = parent.parent();
            let hint = decl.and_then(|it| it.children().find_map(ast::TypeHint::cast));
            (hint, "type")
        }
        SyntaxKind::RETURN_EXPR | SyntaxKind::FUNCTION_FIELD => {
            let function = expr.syntax().ancestors().find(|it| {
                matches!(
                    it.kind(),
                    SyntaxKind::FUNCTION_FIELD | SyntaxKind::FUNCTION_EXPR
                )
            });
            let hint = function.and_then(|it| it.children().find_map(ast::TypeHint::cast));
            (hint, "return type")
        }
        _ => return,
    };
    let Some(hint) = hint.and_then(|it| it.ty()) else {
        return;
    };
    if let Some(text) = type_text(sema, actual) {
        let edits = vec![edit(sema, hint.syntax().text_range(), text.clone())];
        acc.fix(ctx, format!("Change the {what} to `{text}`"), edits);
    }
}

/// A function that comes to its end without a value.
pub(super) fn missing_return(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let function = sema
        .token_at(ctx.diagnostic.place.range.start())
        .and_then(|it| {
            it.parent_ancestors().find(|it| {
                matches!(
                    it.kind(),
                    SyntaxKind::FUNCTION_FIELD | SyntaxKind::FUNCTION_EXPR
                )
            })
        });
    let Some(function) = function else { return };
    let block = function.children().find_map(ast::BlockExpr::cast);
    let Some(block) = block else { return };
    let Some(wanted) = sema.return_type(block.syntax()) else {
        return;
    };
    let last = block.statements().last();
    let fits = |it: &ast::Expr| {
        let ty = sema.type_of_node(it.syntax()).filter(|it| !it.is_unknown());
        let mut table = hir_ty::table::InferenceTable::new(sema.db, sema.config());
        ty.is_some_and(|it| it != Ty::Void && table.can_unify(it, wanted))
    };
    if let Some(last) = last.filter(fits) {
        let at = TextRange::empty(last.syntax().text_range().start());
        acc.fix(
            ctx,
            "Return the last value".to_owned(),
            vec![edit(sema, at, "return ")],
        );
    }
    if let Some(close) = block.r_curly_token() {
        let value = default_value(sema, wanted);
        let outer = indent_at(sema, block.syntax().text_range().start());
        let step = super::context::indent_step(sema);
        let blank = close
            .prev_token()
            .filter(|it| it.kind() == SyntaxKind::WHITESPACE);
        let start = blank.map_or(close.text_range().start(), |it| it.text_range().start());
        let range = TextRange::new(start, close.text_range().start());
        let text = format!("\n{outer}{step}return {value};\n{outer}");
        acc.fix(
            ctx,
            format!("Return `{value}` at the end"),
            vec![edit(sema, range, text)],
        );
    }
    let returns_value = block
        .syntax()
        .descendants()
        .filter_map(ast::ReturnExpr::cast);
    let hint = function
        .children()
        .find_map(ast::TypeHint::cast)
        .and_then(|it| it.ty());
    if let Some(hint) = hint
        && !returns_value.into_iter().any(|it| it.expr().is_some())
    {
        let edits = vec![edit(sema, hint.syntax().text_range(), "Void")];
        acc.fix(ctx, "Change the return type to `Void`".to_owned(), edits);
    }
}

/// A variable that is read before anything was put into it.
pub(super) fn initialize(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let db = sema.db;
    let class = sema
        .token_at(ctx.diagnostic.place.range.start())
        .and_then(|it| sema.classify(&it));
    let Some(Definition::Local(local)) = class.map(|it| it.def) else {
        return;
    };
    let decl = local
        .name_range(db)
        .filter(|it| it.file == sema.file())
        .and_then(|it| sema.token_at(it.range.start()))
        .and_then(|it| it.parent()?.parent())
        .and_then(ast::VarDeclarator::cast);
    let Some(decl) = decl.filter(|it| it.initializer().is_none()) else {
        return;
    };
    let value = default_value(sema, local.ty(db));
    let at = TextRange::empty(decl.syntax().text_range().end());
    let edits = vec![edit(sema, at, format!(" = {value}"))];
    acc.fix(
        ctx,
        format!("Start `{}` with `{value}`", local.name(db)),
        edits,
    );
}

/// What one writes for lack of a better value.
pub(super) fn default_value<'db>(sema: &Semantics<'db>, ty: Ty<'db>) -> &'static str {
    let db = sema.db;
    match expand_typedefs(db, ty) {
        Ty::Int | Ty::Float => "0",
        Ty::Bool => "false",
        ty => match ty.decl(db).map(|it| type_path(db, it.0)).as_deref() {
            Some("String") => "\"\"",
            Some("Array") => "[]",
            _ => "null",
        },
    }
}

/// `object requires field`: those without which the literal is not what is wanted.
pub(super) fn missing_fields(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let db = sema.db;
    let Some(object) = object_at(ctx) else { return };
    let Some(wanted) = sema.expected_type(object.syntax()) else {
        return;
    };
    let wanted = match expand_typedefs(db, wanted) {
        Ty::Null(inner) => expand_typedefs(db, inner.ty(db)),
        ty => ty,
    };
    let Ty::Anon(anon) = wanted else { return };
    let written: Vec<String> = object
        .fields()
        .filter_map(|it| Some(it.object_field_name()?.text()))
        .collect();
    let missing: Vec<String> = anon
        .fields(db)
        .iter()
        .filter(|it| !it.optional && !written.iter().any(|name| it.name == name))
        .map(|it| format!("{}: {}", it.name, default_value(sema, it.ty)))
        .collect();
    if missing.is_empty() {
        return;
    }
    let (at, before) = match (object.fields().last(), object.l_curly_token()) {
        (Some(last), _) => (last.syntax().text_range().end(), ", "),
        (None, Some(open)) => (open.text_range().end(), ""),
        (None, None) => return,
    };
    let title = match missing.len() {
        1 => "Add the missing field".to_owned(),
        n => format!("Add {n} missing fields"),
    };
    let text = format!("{before}{}", missing.join(", "));
    acc.fix(ctx, title, vec![edit(sema, TextRange::empty(at), text)]);
}

/// A call that leaves out what it may not.
pub(super) fn missing_arguments(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let Some(args) = call_args(ctx) else { return };
    let Some(Ty::Fun(fun)) = sema.callee_type(args.syntax()) else {
        return;
    };
    let n_given = args.args().count();
    let params = fun.params(sema.db);
    let missing: Vec<&str> = params
        .iter()
        .skip(n_given)
        .take_while(|it| !it.optional && !it.rest)
        .map(|it| default_value(sema, it.ty))
        .collect();
    let Some(close) = args.r_paren_token().filter(|_| !missing.is_empty()) else {
        return;
    };
    let comma = if n_given > 0 { ", " } else { "" };
    let at = TextRange::empty(close.text_range().start());
    let text = format!("{comma}{}", missing.join(", "));
    let title = match missing.len() {
        1 => "Add the missing argument".to_owned(),
        n => format!("Add {n} missing arguments"),
    };
    acc.fix(ctx, title, vec![edit(sema, at, text)]);
}

/// The arguments of the call that the diagnostic points at, or that ends with what it points at.
fn call_args(ctx: &FixContext<'_, '_>) -> Option<ast::ArgList> {
    let range = ctx.diagnostic.place.range;
    let token = ctx
        .sema
        .root()
        .token_at_offset(range.start())
        .right_biased()?;
    token
        .parent_ancestors()
        .filter(|it| {
            matches!(it.kind(), SyntaxKind::CALL_EXPR | SyntaxKind::NEW_EXPR)
                && it.text_range().contains_range(range)
        })
        .find_map(|it| it.children().find_map(ast::ArgList::cast))
}

/// An array of this and that is wanted, and has to be said to be.
pub(super) fn dynamic_array(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let Some(expr) = ctx
        .sema
        .token_at(ctx.diagnostic.place.range.start())
        .and_then(|it| it.parent_ancestors().find_map(ast::ArrayExpr::cast))
    else {
        return;
    };
    let text = format!("({} : Array<Dynamic>)", expr.syntax().text());
    let edits = vec![edit(ctx.sema, expr.syntax().text_range(), text)];
    acc.fix(ctx, "Make it an `Array<Dynamic>`".to_owned(), edits);
}

/// What is looped over and is no iterable: a Dynamic said to be one, a number counted to.
pub(super) fn iterable(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let Some(expr) = expr_at(ctx) else { return };
    let range = expr.syntax().text_range();
    let text = expr.syntax().text();
    match sema.type_of_node(expr.syntax()) {
        Some(Ty::Int) if tightness(&expr) >= Tightness::Prefix => {
            let edits = vec![edit(sema, range, format!("0...{text}"))];
            acc.fix(ctx, format!("Count to `{text}`"), edits);
        }
        Some(ty) if ty.is_dynamic() => {
            let edits = vec![edit(sema, range, format!("({text} : Iterable<Dynamic>)"))];
            acc.fix(ctx, "Take it as `Iterable<Dynamic>`".to_owned(), edits);
        }
        _ => {}
    }
}

/// `5...0` ends before it begins.
pub(super) fn swap_range(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let Some(ast::Expr::BinaryExpr(range)) = expr_at(ctx) else {
        return;
    };
    let (Some(from), Some(to)) = (range.lhs(), range.rhs()) else {
        return;
    };
    let edits = swapped(ctx.sema, &from, &to);
    acc.fix(ctx, "Swap the ends".to_owned(), edits);
}

fn swapped(sema: &Semantics<'_>, a: &ast::Expr, b: &ast::Expr) -> Vec<FileEdit> {
    let to = |at: &ast::Expr, text: &ast::Expr| {
        edit(
            sema,
            at.syntax().text_range(),
            text.syntax().text().to_string(),
        )
    };
    vec![to(a, b), to(b, a)]
}

/// Functions are compared by what they are of.
pub(super) fn compare_methods(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let compared = sema
        .token_at(ctx.diagnostic.place.range.start())
        .and_then(|it| it.parent_ancestors().find_map(ast::BinaryExpr::cast));
    let Some(compared) = compared else { return };
    let (Some(lhs), Some(rhs)) = (compared.lhs(), compared.rhs()) else {
        return;
    };
    let not = match compared.op() {
        Some(BinaryOp::Eq) => "",
        Some(BinaryOp::NotEq) => "!",
        _ => return,
    };
    let text = format!(
        "{not}Reflect.compareMethods({}, {})",
        lhs.syntax().text(),
        rhs.syntax().text()
    );
    let edits = vec![edit(sema, compared.syntax().text_range(), text)];
    acc.fix(
        ctx,
        "Compare with `Reflect.compareMethods`".to_owned(),
        edits,
    );
}

/// `x = x` in a function whose parameter hides the field.
pub(super) fn assign_field(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let assign = sema
        .token_at(ctx.diagnostic.place.range.start())
        .and_then(|it| it.parent_ancestors().find_map(ast::BinaryExpr::cast));
    let Some(ast::Expr::NameExpr(target)) = assign.and_then(|it| it.lhs()) else {
        return;
    };
    let name = hir_def::Name::new(target.text());
    let is_local = target
        .token()
        .and_then(|it| sema.classify(&it))
        .is_some_and(|it| matches!(it.def, Definition::Local(_)));
    let field = sema
        .type_around(target.syntax().text_range().start())
        .and_then(|it| hir_def::field_named(sema.db, it, &name));
    let Some(field) = field.filter(|_| is_local) else {
        return;
    };
    let is_static = hir_def::field_data(sema.db, field).is_some_and(|it| it.field.flags.is_static);
    if !is_static {
        let at = TextRange::empty(target.syntax().text_range().start());
        acc.fix(
            ctx,
            format!("Assign to `this.{name}`"),
            vec![edit(sema, at, "this.")],
        );
    }
}

/// `\d` in a string: a backslash is written twice.
pub(super) fn escape(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let text = base_db::file_text(ctx.sema.db, ctx.sema.file());
    let start = usize::from(ctx.diagnostic.place.range.start());
    if text[start..].starts_with('\\') {
        let at = TextRange::empty(ctx.diagnostic.place.range.start());
        acc.fix(
            ctx,
            "Write `\\\\`".to_owned(),
            vec![edit(ctx.sema, at, "\\")],
        );
    }
}

fn expr_at(ctx: &FixContext<'_, '_>) -> Option<ast::Expr> {
    let range = ctx.diagnostic.place.range;
    let token = ctx
        .sema
        .root()
        .token_at_offset(range.start())
        .right_biased()?;
    token
        .parent_ancestors()
        .take_while(|it| range.contains_range(it.text_range()))
        .filter(|it| it.text_range() == range)
        .find_map(ast::Expr::cast)
}

fn object_at(ctx: &FixContext<'_, '_>) -> Option<ast::ObjectExpr> {
    let token = ctx
        .sema
        .root()
        .token_at_offset(ctx.diagnostic.place.range.start())
        .right_biased()
        .filter(|it| it.kind() == T!['{'])?;
    ast::ObjectExpr::cast(token.parent()?)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::code_actions::tests::{check, check_titles};

    #[test]
    fn conversions() {
        check(
            "class A { function f() { var n:Int = $01.5; } }",
            "Convert with `Std.int`",
            expect!["class A { function f() { var n:Int = Std.int(1.5); } }"],
        );
        check(
            "class A { function f() { var n:Int = $01.5; } }",
            "Change the type",
            expect!["class A { function f() { var n:Float = 1.5; } }"],
        );
        check(
            "class A { function f(s:String) f($01); }",
            "Convert with `Std.string`",
            expect!["class A { function f(s:String) f(Std.string(1)); }"],
        );
        check(
            "class A { function f():Int return $0\"a\"; }",
            "Change the return type",
            expect![[r#"class A { function f():String return "a"; }"#]],
        );
        check(
            "class B extends A {} class A { function f(b:B, a:A) f($0a, a); }",
            "Cast to `B`",
            expect!["class B extends A {} class A { function f(b:B, a:A) f(cast(a, B), a); }"],
        );
        check(
            "class A { function n():Int return 1; function f(i:Int) f($0n); }",
            "Call it",
            expect!["class A { function n():Int return 1; function f(i:Int) f(n()); }"],
        );
        check(
            "class A { function f(i:Array<Int>) f($01); }",
            "Make it an array",
            expect!["class A { function f(i:Array<Int>) f([1]); }"],
        );
    }

    #[test]
    fn returns() {
        check(
            "class A { function f():Int { $0 } }",
            "Return `0`",
            expect![[r#"
            class A { function f():Int {
            	return 0;
            } }"#]],
        );
        check(
            "class A { function f(a:Int):Int { trace(a); $0a; } }",
            "Return the last",
            expect!["class A { function f(a:Int):Int { trace(a); return a; } }"],
        );
        check(
            "class A { function f(a:Int):Int { trace($0a); } }",
            "Change the return type to `Void`",
            expect!["class A { function f(a:Int):Void { trace(a); } }"],
        );
    }

    #[test]
    fn what_is_left_out() {
        check(
            "class A { function f() { var x:String; return $0x; } }",
            "Start `x`",
            expect![[r#"class A { function f() { var x:String = ""; return x; } }"#]],
        );
        check(
            "typedef T = {a:Int, b:String, ?c:Int} class A { function f() { var t:T = $0{a: 1}; } }",
            "Add the missing field",
            expect![[
                r#"typedef T = {a:Int, b:String, ?c:Int} class A { function f() { var t:T = {a: 1, b: ""}; } }"#
            ]],
        );
        check(
            "class A { function f(a:Int, b:String, ?c:Bool) $0f(1); }",
            "Add the missing argument",
            expect![[r#"class A { function f(a:Int, b:String, ?c:Bool) f(1, ""); }"#]],
        );
        check(
            "class B { public function new(a:Int, b:Bool) {} } class A { function f() $0new B(); }",
            "Add 2 missing arguments",
            expect![
                "class B { public function new(a:Int, b:Bool) {} } class A { function f() new B(0, false); }"
            ],
        );
    }

    #[test]
    fn loops() {
        check(
            "class A { function f(n:Int) for (i in $0n) {} }",
            "Count to",
            expect!["class A { function f(n:Int) for (i in 0...n) {} }"],
        );
        check(
            "class A { function f(d:Dynamic) for (i in $0d) {} }",
            "Take it as",
            expect!["class A { function f(d:Dynamic) for (i in (d : Iterable<Dynamic>)) {} }"],
        );
        check(
            "class A { function f() for (i in $05...0) {} }",
            "Swap",
            expect!["class A { function f() for (i in 0...5) {} }"],
        );
    }

    #[test]
    fn others() {
        check(
            "class A { function f() return [1, $0\"a\"]; }",
            "Make it an `Array<Dynamic>`",
            expect![[r#"class A { function f() return ([1, "a"] : Array<Dynamic>); }"#]],
        );
        check(
            "class A { var x:Int; function new(x:Int) { $0x = x; } }",
            "Assign to `this.x`",
            expect!["class A { var x:Int; function new(x:Int) { this.x = x; } }"],
        );
        check(
            "class A { var s = \"a$0\\d\"; }",
            "Write",
            expect![[r#"class A { var s = "a\\d"; }"#]],
        );
        check_titles(
            "class A { function f(m:Void->Void) return $0m == m; }",
            expect![[r#"
            Compare with `Reflect.compareMethods`
        "#]],
        );
    }
}
