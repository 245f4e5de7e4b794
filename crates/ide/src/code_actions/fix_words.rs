//! Cures that change a word or two of a declaration, which may be in another file of the project: `dynamic`, `inline`,
//! `final`, `static`, the accessors of a property.

use base_db::{FileEdit, TextRange};
use hir::{Definition, Semantics};
use hir_def::{
    field_data, field_named,
    ids::{FieldId, TypeDeclId},
    source::{DeclAt, field_source, type_source},
};
use hir_ty::{signature::overridden_field, ty::Tys};
use syntax::{
    SyntaxKind, SyntaxNode, SyntaxToken, T,
    ast::{self, AstNode, HasModifiers},
};

use super::{
    Actions, FixContext,
    context::{first_word, own_declaration},
    edit,
};
use crate::{
    completion::NOT_IMPLEMENTED,
    references::references_of,
    type_text::{path_text, type_text},
};

/// A method that is assigned wanted to be `dynamic`.
pub(super) fn make_dynamic(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let Some(field) = named_field(ctx) else {
        return;
    };
    if let Some(edit) = add_word(ctx, field, "dynamic ") {
        let title = format!("Make `{}` dynamic", field.name(ctx.sema.db));
        acc.fix(ctx, title, vec![edit]);
    }
}

/// An override of what is inlined or final: the word of the parent goes.
pub(super) fn free_overridden(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let db = ctx.sema.db;
    let Some(parent) = declared_field(ctx).and_then(|it| overridden_field(db, it)) else {
        return;
    };
    let Some((there, node)) = own_declaration(ctx.sema, parent.field) else {
        return;
    };
    for (kind, word) in [(T![inline], "inline"), (T![final], "final")] {
        if let Some(token) = modifier(&node, kind) {
            let name = format!("{}.{}", parent.owner.name(db), parent.field.name(db));
            let edits = vec![edit(&there, with_blank(&token), "")];
            acc.fix(ctx, format!("Remove `{word}` of `{name}`"), edits);
        }
    }
}

/// A final class that is extended.
pub(super) fn free_extended(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let db = sema.db;
    let named = sema
        .root()
        .token_at_offset(ctx.diagnostic.place.range.end())
        .left_biased()
        .and_then(|it| sema.classify(&it));
    let Some(Definition::Type(ty)) = named.map(|it| it.def) else {
        return;
    };
    let Some((there, node)) = own_type(sema, ty) else {
        return;
    };
    if let Some(token) = modifier(&node, T![final]) {
        let edits = vec![edit(&there, with_blank(&token), "")];
        acc.fix(ctx, format!("Remove `final` of `{}`", ty.name(db)), edits);
    }
}

/// A constant that is none need not be `inline`.
pub(super) fn remove_inline(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let Some(node) = declared_field(ctx).and_then(|it| node_of(ctx.sema, it)) else {
        return;
    };
    if let Some(token) = modifier(&node, T![inline]) {
        let edits = vec![edit(ctx.sema, with_blank(&token), "")];
        acc.fix(ctx, "Remove `inline`".to_owned(), edits);
    }
}

/// An override may not be seen by fewer than what it overrides.
pub(super) fn widen(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let Some(field) = declared_field(ctx) else {
        return;
    };
    let Some(node) = node_of(sema, field) else {
        return;
    };
    let edit = match modifier(&node, T![private]) {
        Some(private) => Some(edit(sema, private.text_range(), "public")),
        None => add_word(ctx, field, "public "),
    };
    if let Some(edit) = edit {
        let title = format!("Make `{}` public", field.name(sema.db));
        acc.fix(ctx, title, vec![edit]);
    }
}

/// A property that may not be written or read here; a `final` field.
pub(super) fn open_access(ctx: &FixContext<'_, '_>, is_write: bool, acc: &mut Actions) {
    let db = ctx.sema.db;
    let Some(field) = named_field(ctx) else {
        return;
    };
    let Some((there, node)) = own_declaration(ctx.sema, field) else {
        return;
    };
    let Some(decl) = ast::VarField::cast(node) else {
        return;
    };
    let name = field.name(db);
    if let (Some(word), true) = (decl.final_token(), is_write) {
        let edits = vec![edit(&there, word.text_range(), "var")];
        acc.fix(ctx, format!("Make `{name}` a var"), edits);
        return;
    }
    let Some(access) = decl.property_access() else {
        return;
    };
    let (own, other) = match is_write {
        true => (access.write(), access.read()),
        false => (access.read(), access.write()),
    };
    let (Some(own), Some(other)) = (own, other) else {
        return;
    };
    // `(default, default)` is no property.
    let edits = match other.text() == "default" {
        true => vec![edit(&there, access.syntax().text_range(), "")],
        false => vec![edit(&there, own.syntax().text_range(), "default")],
    };
    let verb = if is_write { "written" } else { "read" };
    acc.fix(ctx, format!("Let `{name}` be {verb}"), edits);
}

/// A property that uses its own storage and has none.
pub(super) fn add_storage(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let Some(field) = named_field(ctx).or_else(|| declared_field(ctx)) else {
        return;
    };
    if let Some(edit) = add_first(ctx, field, "@:isVar ") {
        let title = format!("Give `{}` storage with `@:isVar`", field.name(ctx.sema.db));
        acc.fix(ctx, title, vec![edit]);
    }
}

pub(super) fn add_body(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let Some(field) = declared_field(ctx) else {
        return;
    };
    let node = node_of(sema, field).and_then(ast::FunctionField::cast);
    let Some(semicolon) = node.and_then(|it| it.semicolon_token()) else {
        return;
    };
    let hir_ty::ty::Ty::Fun(fun) = hir_ty::signature::field_signature(sema.db, field).ty else {
        return;
    };
    let body = match fun.ret(sema.db) {
        hir_ty::ty::Ty::Void => " {}".to_owned(),
        _ => {
            let outer = super::context::indent_at(sema, semicolon.text_range().start());
            let step = super::context::indent_step(sema);
            format!(" {{\n{outer}{step}{NOT_IMPLEMENTED}\n{outer}}}")
        }
    };
    let edits = vec![edit(sema, semicolon.text_range(), body)];
    acc.fix(ctx, "Add a body".to_owned(), edits);
}

/// An extern function is written elsewhere.
pub(super) fn remove_body(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let node = declared_field(ctx).and_then(|it| node_of(sema, it));
    let Some(body) = node
        .and_then(ast::FunctionField::cast)
        .and_then(|it| it.body())
    else {
        return;
    };
    let ends_with_brace = body
        .syntax()
        .last_token()
        .is_some_and(|it| it.kind() == T!['}']);
    let before = body.syntax().first_token().and_then(|it| it.prev_token());
    let start = before
        .filter(|it| it.kind() == SyntaxKind::WHITESPACE)
        .map_or(body.syntax().text_range().start(), |it| {
            it.text_range().start()
        });
    let range = TextRange::new(start, body.syntax().text_range().end());
    let text = if ends_with_brace { ";" } else { "" };
    acc.fix(
        ctx,
        "Remove the body".to_owned(),
        vec![edit(sema, range, text)],
    );
}

/// A member used without an object: it may belong to the class, if nobody names it by one.
pub(super) fn make_static(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let db = sema.db;
    let Some(token) = sema.token_at(ctx.diagnostic.place.range.start()) else {
        return;
    };
    let field = sema
        .type_around(token.text_range().start())
        .and_then(|it| field_named(db, it, &hir_def::Name::new(token.text())));
    let Some(field) = field else { return };
    let is_behind_dot = |place: base_db::FileRange| {
        let text = base_db::file_text(db, place.file);
        text[..usize::from(place.range.start())]
            .trim_end()
            .ends_with('.')
    };
    let all = references_of(db, sema.config(), &Definition::Field(field));
    let uses_this = field_source(db, field).is_some() && mentions_instance(sema, field);
    if uses_this || all.iter().any(|it| is_behind_dot(it.place)) {
        return;
    }
    if let Some(edit) = add_word(ctx, field, "static ") {
        acc.fix(ctx, format!("Make `{}` static", field.name(db)), vec![edit]);
    }
}

/// Whether the body of a method needs the object.
fn mentions_instance(sema: &Semantics<'_>, field: FieldId<'_>) -> bool {
    let db = sema.db;
    let body = &sema.infer(field).body;
    let uses_this = body
        .exprs
        .iter()
        .any(|it| matches!(it.kind, hir_ty::typed_body::TExprKind::This));
    uses_this || overridden_field(db, field).is_some()
}

/// A static named by an object.
pub(super) fn name_by_type(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let db = sema.db;
    let access = sema
        .root()
        .token_at_offset(ctx.diagnostic.place.range.end())
        .left_biased()
        .and_then(|it| it.parent_ancestors().find_map(ast::FieldExpr::cast));
    let Some(access) = access else { return };
    let (Some(base), Some(name)) = (access.base(), access.name_ref()) else {
        return;
    };
    // What is computed before the dot would not be.
    let is_plain = matches!(base, ast::Expr::NameExpr(_) | ast::Expr::ThisExpr(_));
    let Some((ty, _)) = sema.type_of_node(base.syntax()).and_then(|it| it.decl(db)) else {
        return;
    };
    let name = hir_def::Name::new(name.text());
    let owner = hir_ty::decl::ancestors(db, ty, Tys::empty(db))
        .into_iter()
        .map(|it| it.0)
        .find(|&it| field_named(db, it, &name).is_some());
    let Some(path) = owner
        .filter(|_| is_plain)
        .and_then(|it| path_text(sema, it))
    else {
        return;
    };
    let edits = vec![edit(sema, base.syntax().text_range(), path.clone())];
    acc.fix(ctx, format!("Write `{path}.{name}`"), edits);
}

/// Whether the diagnostic is about a static, which no constructor could set.
pub(super) fn is_static(ctx: &FixContext<'_, '_>) -> bool {
    declared_field(ctx)
        .and_then(|it| field_data(ctx.sema.db, it))
        .is_some_and(|it| it.field.flags.is_static)
}

/// An accessor has the type of its property.
pub(super) fn type_of_accessor(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let db = sema.db;
    // "In method get_x required by property x"
    let words: Vec<&str> = ctx.diagnostic.message.split_whitespace().take(7).collect();
    let [
        "In",
        "method",
        accessor,
        "required",
        "by",
        "property",
        property,
    ] = *words
    else {
        return;
    };
    let Some(ty) = sema.type_around(ctx.diagnostic.place.range.start()) else {
        return;
    };
    let named = |name: &str| field_named(db, ty, &hir_def::Name::new(name));
    let (Some(field), property) = (named(accessor), named(property)) else {
        return;
    };
    let hint = node_of(sema, field)
        .and_then(ast::FunctionField::cast)
        .and_then(|it| it.type_hint()?.ty());
    let (Some(property), Some(hint)) = (property, hint) else {
        return;
    };
    let ty = hir_ty::signature::field_signature(db, property).ty;
    if let Some(text) = type_text(sema, ty) {
        let edits = vec![edit(sema, hint.syntax().text_range(), text.clone())];
        acc.fix(ctx, format!("Change the type to `{text}`"), edits);
    }
}

/// An override takes what the method of the parent does, and gives what it gives; its parameters keep their names.
pub(super) fn take_over_signature(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let db = sema.db;
    let Some(field) = declared_field(ctx) else {
        return;
    };
    let (Some(parent), Some(node)) = (
        overridden_field(db, field),
        node_of(sema, field).and_then(ast::FunctionField::cast),
    ) else {
        return;
    };
    let map = hir_ty::fold::Subst::of_decl(db, parent.owner, parent.args.list(db));
    let wanted = hir_ty::signature::field_signature(db, parent.field).ty;
    let hir_ty::ty::Ty::Fun(fun) = hir_ty::fold::subst(db, wanted, &map) else {
        return;
    };
    let Some(list) = node.param_list() else {
        return;
    };
    let own: Vec<ast::Param> = list.params().collect();
    let mut params = Vec::new();
    for (i, wanted) in fun.params(db).iter().enumerate() {
        let mut param = wanted.clone();
        if let Some(name) = own.get(i).and_then(|it| it.name()) {
            param.name = hir_def::Name::new(name.text());
        }
        let text = crate::render::param_with(db, None, &param, |it| type_text(sema, it));
        params.push(text);
    }
    let mut edits = vec![edit(
        sema,
        list.syntax().text_range(),
        format!("({})", params.join(", ")),
    )];
    if let Some(hint) = node.type_hint().and_then(|it| it.ty())
        && let Some(text) = type_text(sema, fun.ret(db))
    {
        edits.push(edit(sema, hint.syntax().text_range(), text));
    }
    let owner = parent.owner.name(db);
    acc.fix(ctx, format!("Take over the signature of `{owner}`"), edits);
}

/// `extends` of an interface, `implements` of a class.
pub(super) fn swap_heritage(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let clause = sema
        .token_at(ctx.diagnostic.place.range.start())
        .and_then(|it| it.parent_ancestors().find_map(ast::HeritageClause::cast));
    let Some(clause) = clause else { return };
    let has_parent = clause.syntax().parent().is_some_and(|it| {
        it.children()
            .filter_map(ast::HeritageClause::cast)
            .any(|it| it.extends_token().is_some())
    });
    let (word, other) = match (clause.extends_token(), clause.implements_token()) {
        (Some(word), _) => (word, "implements"),
        (None, Some(word)) if !has_parent => (word, "extends"),
        _ => return,
    };
    let edits = vec![edit(sema, word.text_range(), other)];
    acc.fix(ctx, format!("Change to `{other}`"), edits);
}

/// The field that the last name in the diagnostic's range means.
fn named_field<'db>(ctx: &FixContext<'_, 'db>) -> Option<FieldId<'db>> {
    let sema = ctx.sema;
    let token = sema
        .root()
        .token_at_offset(ctx.diagnostic.place.range.end())
        .left_biased()?;
    match sema.classify(&token)?.def {
        Definition::Field(field) => Some(field),
        _ => None,
    }
}

/// The field in whose declaration the diagnostic stands.
fn declared_field<'db>(ctx: &FixContext<'_, 'db>) -> Option<FieldId<'db>> {
    match ctx.sema.decl_at(ctx.diagnostic.place.range.start())? {
        DeclAt::Field(field) => Some(field),
        DeclAt::Type(_) | DeclAt::Ctor(_) => None,
    }
}

fn node_of(sema: &Semantics<'_>, field: FieldId<'_>) -> Option<SyntaxNode> {
    field_source(sema.db, field)?.node.try_to_node(sema.root())
}

/// The declaration of a type of the project with its file.
fn own_type<'db>(
    sema: &Semantics<'db>,
    ty: TypeDeclId<'db>,
) -> Option<(Semantics<'db>, SyntaxNode)> {
    let db = sema.db;
    let module = ty.module(db);
    let kind = base_db::ClassPathKind::Project;
    let own = hir_def::module::modules_of_class_paths(db, sema.config(), kind);
    let there = Semantics::new(db, sema.config(), module.file(db));
    let node = type_source(db, ty)?.node.try_to_node(there.root())?;
    own.contains(&module).then_some((there, node))
}

fn modifier(node: &SyntaxNode, kind: SyntaxKind) -> Option<SyntaxToken> {
    let of_field = ast::Field::cast(node.clone()).map(|it| it.modifiers().collect::<Vec<_>>());
    let of_type = || ast::TypeDecl::cast(node.clone()).map(|it| it.modifiers().collect::<Vec<_>>());
    let modifiers = of_field.or_else(of_type)?;
    modifiers.into_iter().find(|it| it.kind() == kind)
}

/// A word with the blank behind it.
fn with_blank(token: &SyntaxToken) -> TextRange {
    let blank = token
        .next_token()
        .filter(|it| it.kind() == SyntaxKind::WHITESPACE);
    let range = token.text_range();
    blank.map_or(range, |it| range.cover(it.text_range()))
}

/// `word` in front of `function`, `var` or `final`, behind the modifiers.
fn add_word(ctx: &FixContext<'_, '_>, field: FieldId<'_>, word: &str) -> Option<FileEdit> {
    let (there, node) = own_declaration(ctx.sema, field)?;
    let keyword = node
        .children_with_tokens()
        .filter_map(|it| it.into_token())
        .find(|it| matches!(it.kind(), T![function] | T![var] | T![final]))?;
    let at = TextRange::empty(keyword.text_range().start());
    Some(edit(&there, at, word))
}

/// `word` in front of the modifiers.
fn add_first(ctx: &FixContext<'_, '_>, field: FieldId<'_>, word: &str) -> Option<FileEdit> {
    let (there, node) = own_declaration(ctx.sema, field)?;
    let first = first_word(&ast::Field::cast(node)?)?;
    let at = TextRange::empty(first.text_range().start());
    Some(edit(&there, at, word))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::code_actions::tests::{check, check_refused};

    #[test]
    fn of_methods() {
        check(
            "class A { function m() {} function f() $0m = null; }",
            "Make `m` dynamic",
            expect!["class A { dynamic function m() {} function f() m = null; }"],
        );
        check(
            "class B { public inline function m() {} } class A extends B { override function $0m() {} }",
            "Remove `inline`",
            expect![
                "class B { public function m() {} } class A extends B { override function m() {} }"
            ],
        );
        check(
            "class B { public final function m() {} } class A extends B { override function $0m() {} }",
            "Remove `final`",
            expect![
                "class B { public function m() {} } class A extends B { override function m() {} }"
            ],
        );
        check(
            "class B { public function m() {} } class A extends B { override private function $0m() {} }",
            "Make `m` public",
            expect![
                "class B { public function m() {} } class A extends B { override public function m() {} }"
            ],
        );
        check(
            "class A { function $0f():Void; }",
            "Add a body",
            expect!["class A { function f():Void {} }"],
        );
        check(
            "class A {\n\tfunction $0f():Int;\n}",
            "Add a body",
            expect![[r#"
            class A {
            	function f():Int {
            		throw new haxe.exceptions.NotImplementedException();
            	}
            }"#]],
        );
        check(
            "extern class A { function $0f():Void {} }",
            "Remove the body",
            expect!["extern class A { function f():Void; }"],
        );
    }

    #[test]
    fn of_overrides() {
        check(
            "class B<T> { public function m(a:T, ?n:Int):Void {} } class A extends B<Int> { override function $0m(x:String):Int {} }",
            "Take over",
            expect![
                "class B<T> { public function m(a:T, ?n:Int):Void {} } class A extends B<Int> { override function m(x:Int, ?n:Int):Void {} }"
            ],
        );
    }

    #[test]
    fn of_types() {
        check(
            "final class B {} class A extends $0B {}",
            "Remove `final`",
            expect!["class B {} class A extends B {}"],
        );
        check(
            "class B {} class A implements $0B {}",
            "Change to `extends`",
            expect!["class B {} class A extends B {}"],
        );
        check(
            "interface B {} class A extends $0B {}",
            "Change to `implements`",
            expect!["interface B {} class A implements B {}"],
        );
        check_refused(
            "class B {} class C {} class A extends C implements $0B {}",
            "Change to `extends`",
        );
    }

    #[test]
    fn of_variables() {
        check(
            "class A { static function h() return 1; static inline var $0X = h(); }",
            "Remove `inline`",
            expect!["class A { static function h() return 1; static var X = h(); }"],
        );
        check(
            "class A { static inline var $0X:Int; }",
            "Remove `inline`",
            expect!["class A { static var X:Int; }"],
        );
        check(
            "class A { final x:Int; function new() x = 1; function f() $0x = 2; }",
            "Make `x` a var",
            expect!["class A { var x:Int; function new() x = 1; function f() x = 2; }"],
        );
        check(
            "class A { static final $0x:Int; }",
            "Make `x` a var",
            expect!["class A { static var x:Int; }"],
        );
        check(
            "class B { public var x(default, null):Int; } class A { function f(b:B) b.$0x = 1; }",
            "Let `x` be written",
            expect!["class B { public var x:Int; } class A { function f(b:B) b.x = 1; }"],
        );
        check(
            "class B { public var x(get, never):Int; function get_x() return 1; } class A { function f(b:B) b.$0x = 1; }",
            "Let `x` be written",
            expect![
                "class B { public var x(get, default):Int; function get_x() return 1; } class A { function f(b:B) b.x = 1; }"
            ],
        );
        check(
            "class A { var x(get, set):Int; function get_x() return $0x; function set_x(v) return v; }",
            "Give `x` storage",
            expect![
                "class A { @:isVar var x(get, set):Int; function get_x() return x; function set_x(v) return v; }"
            ],
        );
        check(
            "class A { var x(get, never):Int; function $0get_x():String return cast 1; }",
            "Change the type to",
            expect!["class A { var x(get, never):Int; function get_x():Int return cast 1; }"],
        );
    }

    #[test]
    fn of_statics() {
        check(
            "class A { var x:Int; static function f() return $0x; }",
            "Make `x` static",
            expect!["class A { static var x:Int; static function f() return x; }"],
        );
        check_refused(
            "class A { var x:Int; function g() return this.x; static function f() return $0x; }",
            "Make `x` static",
        );
        check(
            "class A { static function s() {} function f() this.$0s(); }",
            "Write `A.s`",
            expect!["class A { static function s() {} function f() A.s(); }"],
        );
    }
}
