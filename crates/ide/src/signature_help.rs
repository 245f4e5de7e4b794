//! Signature help: the parameters of the call around the caret, and which one is being written.

use base_db::{Config, Db, FilePosition};
use hir::{Definition, Semantics};
use hir_def::{
    Name, fields_named,
    ids::{EnumCtorId, FieldId},
};
use hir_ty::{
    print::print_written,
    signature::{ctor_signature, field_signature},
    ty::{FunParam, Ty},
};
use syntax::{
    SyntaxKind, SyntaxNode, SyntaxToken, T, TextSize,
    ast::{self, AstNode},
};

use crate::{docs::docs_of, render::param_text};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureHelp {
    pub signatures: Vec<SignatureInfo>,
    pub active_signature: usize,
    pub active_parameter: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureInfo {
    pub label: String,
    /// Byte ranges in the label.
    pub params: Vec<std::ops::Range<usize>>,
    /// Markdown.
    pub docs: Option<String>,
}

pub fn signature_help(
    db: &dyn Db,
    config: Config,
    position: FilePosition,
) -> Option<SignatureHelp> {
    let sema = Semantics::new(db, config, position.file);
    let mut token = syntax::tokens_at(sema.root(), position.offset).left_biased()?;
    // `f(1, ` without its parenthesis ends before the blank.
    while token.kind() == SyntaxKind::WHITESPACE {
        token = token.prev_token()?;
    }
    if let Some(help) = between_brackets(&sema, &token, position.offset) {
        return Some(help);
    }
    let args = token.parent_ancestors().find(|node| {
        // Behind the closing parenthesis one is outside again.
        node.kind() == SyntaxKind::ARG_LIST
            && node.text_range().start() < position.offset
            && node
                .last_token()
                .is_none_or(|it| it.kind() != T![')'] || position.offset <= it.text_range().start())
            && node
                .parent()
                .is_some_and(|it| it.kind() != SyntaxKind::METADATA)
    })?;
    // A block inside the arguments is a place of its own.
    let is_inner = token
        .parent_ancestors()
        .take_while(|it| *it != args)
        .any(|it| it.kind() == SyntaxKind::BLOCK_EXPR);
    if is_inner {
        return None;
    }
    let active = args
        .children_with_tokens()
        .filter(|it| it.kind() == T![,] && it.text_range().end() <= position.offset)
        .count();
    let n_args = args.children().count();
    let signatures = signatures_of(&sema, &args)?;
    let fits = |it: &SignatureInfo| it.params.len() > active && it.params.len() >= n_args;
    let active_signature = signatures.iter().position(fits).unwrap_or(0);
    let last = signatures[active_signature].params.len().saturating_sub(1);
    let is_rest = signatures[active_signature]
        .params
        .last()
        .is_some_and(|it| signatures[active_signature].label[it.clone()].starts_with("..."));
    Some(SignatureHelp {
        active_signature,
        active_parameter: if is_rest { active.min(last) } else { active },
        signatures,
    })
}

/// `a[…]` and `Type<…>`.
fn between_brackets(
    sema: &Semantics<'_>,
    token: &SyntaxToken,
    offset: TextSize,
) -> Option<SignatureHelp> {
    let node = token.parent_ancestors().find(|it| {
        matches!(
            it.kind(),
            SyntaxKind::INDEX_EXPR
                | SyntaxKind::TYPE_ARG_LIST
                | SyntaxKind::ARG_LIST
                | SyntaxKind::BLOCK_EXPR
                | SyntaxKind::FIELD_LIST
        )
    })?;
    let is_between = |open: SyntaxKind, close: SyntaxKind| {
        let place = |kind| {
            let mut tokens = node.children_with_tokens();
            tokens
                .find(|it| it.kind() == kind)
                .map(|it| it.text_range())
        };
        place(open).is_some_and(|it| it.end() <= offset)
            && place(close).is_none_or(|it| offset <= it.start())
    };
    let (signatures, active) = match node.kind() {
        SyntaxKind::INDEX_EXPR if is_between(T!['['], T![']']) => (index_info(sema, &node)?, 0),
        SyntaxKind::TYPE_ARG_LIST if is_between(T![<], T![>]) => {
            let commas = node.children_with_tokens().filter(|it| it.kind() == T![,]);
            let before = commas.filter(|it| it.text_range().end() <= offset);
            (vec![type_params_info(sema, &node)?], before.count())
        }
        _ => return None,
    };
    Some(SignatureHelp {
        signatures,
        active_signature: 0,
        active_parameter: active,
    })
}

/// What reads an element: of an array, or the abstract's own way.
fn index_info(sema: &Semantics<'_>, index: &SyntaxNode) -> Option<Vec<SignatureInfo>> {
    let db = sema.db;
    let base = ast::IndexExpr::cast(index.clone())?.base()?;
    let ty = match hir_ty::decl::expand_typedefs(db, sema.type_of_node(base.syntax())?) {
        Ty::Null(inner) => hir_ty::decl::expand_typedefs(db, inner.ty(db)),
        ty => ty,
    };
    let (decl, args) = ty.decl(db)?;
    if hir_def::type_path(db, decl) == "Array" {
        let label = format!("[index:Int]:{}", print_written(db, *args.first()?));
        return Some(vec![SignatureInfo {
            params: std::iter::once(1.."[index:Int".len()).collect(),
            label,
            docs: None,
        }]);
    }
    let map = hir_ty::fold::Subst::of_decl(db, decl, args);
    let readers = hir_def::fields_of(db, decl).iter().filter_map(|&field| {
        let data = hir_def::field_data(db, field)?;
        let is_reader = hir_def::item_tree::has_meta(&data.field.meta, ":arrayAccess");
        match hir_ty::fold::subst(db, field_signature(db, field).ty, &map) {
            Ty::Fun(fun) if is_reader && fun.params(db).len() == 1 => {
                let docs = docs_of(db, &Definition::Field(field));
                let (params, ret) = (fun.params(db), Some(fun.ret(db)));
                Some(info(db, field.name(db), Some(field), params, ret, docs))
            }
            _ => None,
        }
    });
    Some(readers.collect()).filter(|it: &Vec<SignatureInfo>| !it.is_empty())
}

/// `Map<K, V>`
fn type_params_info(sema: &Semantics<'_>, list: &SyntaxNode) -> Option<SignatureInfo> {
    let db = sema.db;
    let path = list.parent().and_then(ast::PathType::cast)?.path()?;
    let token = path.segments().last()?.token()?;
    let Definition::Type(ty) = sema.classify(&token)?.def else {
        return None;
    };
    let mut label = format!("{}<", ty.name(db));
    let mut params = Vec::new();
    for (i, &param) in hir_ty::decl::type_params_of_decl(db, ty).iter().enumerate() {
        label.push_str(if i > 0 { ", " } else { "" });
        let start = label.len();
        label.push_str(&crate::render::declaration(
            db,
            &Definition::TypeParam(param),
            None,
        ));
        params.push(start..label.len());
    }
    label.push('>');
    let docs = docs_of(db, &Definition::Type(ty));
    (!params.is_empty()).then_some(SignatureInfo {
        label,
        params,
        docs,
    })
}

fn signatures_of<'db>(sema: &Semantics<'db>, args: &SyntaxNode) -> Option<Vec<SignatureInfo>> {
    let db = sema.db;
    let call = args.parent()?;
    if let Some(bound) = bound_function(sema, &call) {
        return Some(vec![bound]);
    }
    let seen_as = sema.callee_type(args);
    match called(sema, &call) {
        Some(Definition::Field(field)) => {
            let signatures = field_signatures(db, field, seen_as);
            (!signatures.is_empty()).then_some(signatures)
        }
        Some(Definition::EnumCtor(ctor)) => Some(vec![ctor_info(db, ctor)]),
        None if is_field_of_dynamic(sema, &call) => None,
        called => {
            let Ty::Fun(fun) = function_behind(db, seen_as?)? else {
                return None;
            };
            let name = called.map(|it| it.name(db)).unwrap_or_default();
            let (params, ret) = (fun.params(db), Some(fun.ret(db)));
            Some(vec![info(db, &name, None, params, ret, None)])
        }
    }
}

/// What a call or `new` names.
fn called<'db>(sema: &Semantics<'db>, call: &SyntaxNode) -> Option<Definition<'db>> {
    let db = sema.db;
    let name = match call.kind() {
        SyntaxKind::CALL_EXPR => match callee(call)? {
            ast::Expr::NameExpr(it) => it.token()?,
            ast::Expr::FieldExpr(it) => it.name_ref()?.token()?,
            _ => return None,
        },
        SyntaxKind::NEW_EXPR => {
            let new = ast::NewExpr::cast(call.clone())?;
            let name = new.path_type()?.path()?.segments().last()?.token()?;
            return crate::goto_definition::constructed_at(sema, &name);
        }
        _ => return None,
    };
    let named = crate::goto_definition::constructed_at(sema, &name)
        .or_else(|| Some(sema.classify(&name)?.def));
    // Without an argument `trace()` is not yet what it will be.
    let is_trace = || matches!(callee(call), Some(ast::Expr::NameExpr(it)) if it.text() == "trace");
    if named.is_none() && is_trace() {
        let log = hir_def::type_by_path(db, sema.config(), "haxe.Log")?;
        let trace = hir_def::field_named(db, log, &Name::new("trace"))?;
        return Some(Definition::Field(trace));
    }
    named
}

fn callee(call: &SyntaxNode) -> Option<ast::Expr> {
    ast::CallExpr::cast(call.clone())?.callee()
}

/// Nothing is known about what it takes.
fn is_field_of_dynamic(sema: &Semantics<'_>, call: &SyntaxNode) -> bool {
    let base = match callee(call) {
        Some(ast::Expr::FieldExpr(field)) => field.base(),
        _ => None,
    };
    let ty = base.and_then(|it| sema.type_of_node(it.syntax()));
    ty.is_some_and(|it| it.is_dynamic() || it.is_unknown())
}

/// `f.bind(…)` takes what `f` does, each of which may be left for later.
fn bound_function(sema: &Semantics<'_>, call: &SyntaxNode) -> Option<SignatureInfo> {
    let ast::Expr::FieldExpr(bind) = callee(call)? else {
        return None;
    };
    let base = bind
        .base()
        .filter(|_| bind.name_ref().is_some_and(|it| it.text() == "bind"))?;
    let Ty::Fun(fun) = function_behind(sema.db, sema.type_of_node(base.syntax())?)? else {
        return None;
    };
    Some(info(sema.db, "bind", None, fun.params(sema.db), None, None))
}

/// The function that a value is when it is called: itself, or what an abstract with `@:callable` is made of.
fn function_behind<'db>(db: &'db dyn Db, ty: Ty<'db>) -> Option<Ty<'db>> {
    match hir_ty::decl::expand_typedefs(db, ty) {
        ty @ Ty::Fun(_) => Some(ty),
        Ty::Null(inner) => function_behind(db, inner.ty(db)),
        ty => {
            let (decl, args) = ty.decl(db)?;
            hir_ty::decl::abstract_info(db, decl)
                .callable
                .then(|| hir_ty::decl::underlying_type(db, decl, args))
                .flatten()
                .and_then(|it| function_behind(db, it))
        }
    }
}

fn field_signatures<'db>(
    db: &'db dyn Db,
    field: FieldId<'db>,
    seen_as: Option<Ty<'db>>,
) -> Vec<SignatureInfo> {
    let overloads = match field.type_decl(db) {
        Some(ty) => fields_named(db, ty, field.name(db)),
        None => vec![field],
    };
    // A call of a macro is typed by what the macro makes of it.
    let is_macro = hir_def::field_data(db, field).is_some_and(|it| it.field.flags.is_macro);
    let is_declared = overloads.len() > 1 || is_macro;
    let mut res = Vec::new();
    for overload in overloads {
        let ty = match seen_as {
            Some(ty @ Ty::Fun(_)) if !is_declared => ty,
            _ => field_signature(db, overload).ty,
        };
        let Ty::Fun(fun) = ty else { continue };
        let docs = docs_of(db, &Definition::Field(overload));
        let name: &Name = overload.name(db);
        let ret = (name != "new").then(|| fun.ret(db));
        let params = fun.params(db);
        let of_metadata = written_overloads(db, overload, docs.clone());
        res.push(info(db, name, Some(overload), params, ret, docs));
        res.extend(of_metadata);
    }
    res
}

/// `@:overload(function(a:String):Void {})`, which are as they are written.
fn written_overloads(db: &dyn Db, field: FieldId<'_>, docs: Option<String>) -> Vec<SignatureInfo> {
    let module = field.module(db);
    let root = base_db::parse(db, module.file(db), module.config(db)).syntax_node();
    let Some(node) =
        hir_def::source::field_source(db, field).and_then(|it| it.node.try_to_node(&root))
    else {
        return vec![];
    };
    let of_metadata = |meta: ast::Metadata| {
        (meta.is_compiler() && meta.name_text()? == "overload").then_some(())?;
        let functions = meta.syntax().descendants();
        let function = functions.into_iter().find_map(ast::FunctionExpr::cast)?;
        let mut label = Label::new(field.name(db));
        for param in function.param_list()?.params() {
            label.param(&param.syntax().text().to_string());
        }
        let ret = function.type_hint().and_then(|it| it.ty());
        Some(label.finish(ret.map(|it| it.syntax().text().to_string()), docs.clone()))
    };
    let metadata = node.descendants().filter_map(ast::Metadata::cast);
    metadata.filter_map(of_metadata).collect()
}

fn ctor_info<'db>(db: &'db dyn Db, ctor: EnumCtorId<'db>) -> SignatureInfo {
    let signature = ctor_signature(db, ctor);
    let docs = docs_of(db, &Definition::EnumCtor(ctor));
    let (params, ret) = (&signature.params, Some(signature.ret));
    info(db, ctor.name(db), None, params, ret, docs)
}

fn info<'db>(
    db: &'db dyn Db,
    name: &str,
    field: Option<FieldId<'db>>,
    params: &[FunParam<'db>],
    ret: Option<Ty<'db>>,
    docs: Option<String>,
) -> SignatureInfo {
    let mut label = Label::new(name);
    for param in params {
        label.param(&param_text(db, field, param));
    }
    label.finish(ret.map(|it| print_written(db, it)), docs)
}

/// `name(a:Int, b:Int):Int`, being written.
struct Label {
    text: String,
    params: Vec<std::ops::Range<usize>>,
}

impl Label {
    fn new(name: &str) -> Label {
        Label {
            text: format!("{name}("),
            params: vec![],
        }
    }

    fn param(&mut self, text: &str) {
        if !self.params.is_empty() {
            self.text.push_str(", ");
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.params.push(start..self.text.len());
    }

    fn finish(mut self, ret: Option<String>, docs: Option<String>) -> SignatureInfo {
        self.text.push(')');
        if let Some(ret) = ret {
            self.text.push_str(&format!(":{ret}"));
        }
        SignatureInfo {
            label: self.text,
            params: self.params,
            docs,
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::signature_help;
    use crate::test_support::Case;

    #[track_caller]
    fn check(fixture: &str, expect: Expect) {
        let case = Case::new(fixture);
        let text = match signature_help(case.db(), case.config(), case.position()) {
            None => "nothing\n".to_owned(),
            Some(help) => {
                let mut text = String::new();
                for (i, signature) in help.signatures.iter().enumerate() {
                    let mark = if i == help.active_signature {
                        "> "
                    } else {
                        "  "
                    };
                    text.push_str(&format!("{mark}{}\n", signature.label));
                }
                let active = &help.signatures[help.active_signature];
                let param = active.params.get(help.active_parameter);
                text.push_str(&format!(
                    "{:?}\n",
                    param.map(|it| &active.label[it.clone()])
                ));
                text
            }
        };
        expect.assert_eq(&text);
    }

    #[test]
    fn bound_and_callable() {
        check(
            "class A { function m(a:Int, b:String):Bool return true; function f() m.bind(1, $0); }",
            expect![[r#"
                > bind(a:Int, b:String)
                Some("b:String")
            "#]],
        );
        check(
            "@:callable abstract C((n:Int)->Void) {} class A { function f(c:C) c($0); }",
            expect![[r#"
                > c(n:Int):Void
                Some("n:Int")
            "#]],
        );
        check(
            "class A { function f() { function g(n:Int) {} g($0); } }",
            expect![[r#"
                > g(n:Int):Void
                Some("n:Int")
            "#]],
        );
    }

    #[test]
    fn overloads_in_metadata() {
        check(
            "extern class E { @:overload(function(s:String, n:Int):Bool {}) function m(a:Int):Void; } class A { function f(e:E) e.m(\"\", $0); }",
            expect![[r#"
                  m(a:Int):Void
                > m(s:String, n:Int):Bool
                Some("n:Int")
            "#]],
        );
    }

    #[test]
    fn trace_and_macros() {
        check(
            "class A { function f() trace($0); }",
            expect![[r#"
            > trace(v:Dynamic, ?infos:haxe.PosInfos):Void
            Some("v:Dynamic")
        "#]],
        );
        check(
            "class A { macro static function m(e:String, n:Int) return null; static function f() m(\"\", $0); }",
            expect![[r#"
                > m(e:String, n:Int):Dynamic
                Some("n:Int")
            "#]],
        );
        check(
            "class A { function f(d:Dynamic) d.foo($0); }",
            expect![[r#"
                nothing
            "#]],
        );
    }

    #[test]
    fn methods_and_functions() {
        check(
            "class A { function f(a:Int, ?b:String = \"x\"):Void { f(1, $0); } }",
            expect![[r#"
                > f(a:Int, ?b:String = "x"):Void
                Some("?b:String = \"x\"")
            "#]],
        );
        check(
            "class A { function f(a:Array<Int>) { a.push($0 } }",
            expect![[r#"
                > push(x:Int):Int
                Some("x:Int")
            "#]],
        );
        check(
            "class A { function f(a:Int->String) { a($0); } }",
            expect![[r#"
                > a(Int):String
                Some("Int")
            "#]],
        );
        check(
            "class A { function f(...a:Int) { f(1, 2, 3$0); } }",
            expect![[r#"
                > f(...a:Int):Void
                Some("...a:Int")
            "#]],
        );
    }

    #[test]
    fn constructors() {
        check(
            "class P { public function new(x:Int) {} } class A { function f() { new P($0); } }",
            expect![[r#"
                > new(x:Int)
                Some("x:Int")
            "#]],
        );
        check(
            "enum E { C(x:Int, y:Int); } class A { function f() { C(1, $0); } }",
            expect![[r#"
                > C(x:Int, y:Int):E
                Some("y:Int")
            "#]],
        );
        check(
            "class P { public function new(x:Int) {} } class A extends P { function new() { super($0); } }",
            expect![[r#"
                > new(x:Int)
                Some("x:Int")
            "#]],
        );
    }

    #[test]
    fn not_closed_yet() {
        check(
            "class A { function h(a:Int, b:Int) {} function f() { h(1, $0 } }",
            expect![[r#"
                > h(a:Int, b:Int):Void
                Some("b:Int")
            "#]],
        );
        check(
            "class A { function f() { function g(a:Int, ?b:String) {} g(1, $0 } }",
            expect![[r#"
                > g(a:Int, ?b:String):Void
                Some("?b:String")
            "#]],
        );
    }

    #[test]
    fn patterns() {
        check(
            "enum E { Rgb(r:Int, g:Int); } class A { function f(e:E) { switch (e) { case Rgb(1, $0): } } }",
            expect![[r#"
                > Rgb(r:Int, g:Int):E
                Some("g:Int")
            "#]],
        );
    }

    #[test]
    fn brackets() {
        check(
            "abstract V(Int) { @:arrayAccess function get(i:Int):Int return 1; } class A { function f(a:V) return a[$0]; }",
            expect![[r#"
                > get(i:Int):Int
                Some("i:Int")
            "#]],
        );
        check(
            "class A { function f(a:Array<Int>) return a[$0]; }",
            expect![[r#"
                > [index:Int]:Int
                Some("index:Int")
            "#]],
        );
        check(
            "class M<K, V:Int> {} class A { var x:M<Int, $0> }",
            expect![[r#"
                > M<K, V:Int>
                Some("V:Int")
            "#]],
        );
    }

    #[test]
    fn overloads() {
        check(
            "extern class P { overload function m(x:Int):Void; overload function m(x:String, y:Int):Void; } class A { function f(p:P) { p.m(\"\", $0); } }",
            expect![[r#"
                  m(x:Int):Void
                > m(x:String, y:Int):Void
                Some("y:Int")
            "#]],
        );
    }

    #[test]
    fn extension() {
        check(
            "using Main.T; class T { public static function twice(x:Int, n:Int) return x; } class A { function f() { 1.twice($0); } }",
            expect![[r#"
                > twice(n:Int):Int
                Some("n:Int")
            "#]],
        );
    }

    #[test]
    fn inside_and_outside() {
        check(
            "class A { function f(a:Int, b:Int) { f(f($01, 2), 3); } }",
            expect![[r#"
                > f(a:Int, b:Int):Void
                Some("a:Int")
            "#]],
        );
        check(
            "class A { function f(a:Int, b:Int) { f(f(1, 2)$0, 3); } }",
            expect![[r#"
                > f(a:Int, b:Int):Void
                Some("a:Int")
            "#]],
        );
        check(
            "class A { function f(a:Int, b:Int) { f(1, 2)$0; } }",
            expect![[r#"
                nothing
            "#]],
        );
        check(
            "class A { function f(a:Void->Void) { f(function() { $0 }); } }",
            expect![[r#"
                nothing
            "#]],
        );
    }
}
