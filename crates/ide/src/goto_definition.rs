//! Going from a name to where it is declared, to its type, to what implements it.

use base_db::{Config, Db, FilePosition, TextRange};
use hir::{Definition, Semantics};
use hir_def::{
    Name,
    ids::{FieldId, TypeDeclId},
};
use hir_ty::{
    member::{MemberKind, ctor_field},
    table::InferenceTable,
    ty::{Ty, Tys},
    typed_body::{Callee, TExprKind},
};
use syntax::{SyntaxKind, SyntaxToken, ast, ast::AstNode};

use crate::{navigation::NavigationTarget, search};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Targets {
    /// What was clicked.
    pub origin: TextRange,
    pub targets: Vec<NavigationTarget>,
}

pub fn goto_definition(db: &dyn Db, config: Config, position: FilePosition) -> Option<Targets> {
    let sema = Semantics::new(db, config, position.file);
    let token = sema.token_at(position.offset)?;
    let def = meant_at(&sema, &token)?;
    Some(Targets {
        origin: token.text_range(),
        targets: NavigationTarget::of(db, &def).into_iter().collect(),
    })
}

/// What the token names or calls: `new C`, `super(…)` and the keyword mean the constructor, an operator or bracket of an
/// abstract its method.
pub(crate) fn meant_at<'db>(sema: &Semantics<'db>, token: &SyntaxToken) -> Option<Definition<'db>> {
    let def = match sema.classify(token) {
        Some(class) => class.def,
        None => called_by_keyword(sema, token)
            .or_else(|| called_by_operator(sema, token).map(Definition::Field))
            .or_else(|| iterated_by(sema, token).map(Definition::Field))?,
    };
    if let Definition::Type(ty) = def
        && let Some(ctor) = constructed(sema, token, ty)
    {
        return Some(ctor);
    }
    Some(def)
}

/// The method that the `in` of a loop calls first: it makes the iterator, or steps what is one.
fn iterated_by<'db>(sema: &Semantics<'db>, token: &SyntaxToken) -> Option<FieldId<'db>> {
    let node = token
        .parent()
        .filter(|_| token.kind() == SyntaxKind::IN_KW)?;
    let iterable = ast::BinaryExpr::cast(node.clone())?.rhs()?;
    let is_key_value = node
        .parent()
        .is_some_and(|it| it.kind() == SyntaxKind::BINARY_EXPR);
    let makes_iterator = match is_key_value {
        true => "keyValueIterator",
        false => "iterator",
    };
    let ty = sema.type_of_node(iterable.syntax())?;
    let mut table = InferenceTable::new(sema.db, sema.config());
    [makes_iterator, "next"].into_iter().find_map(|name| {
        match table.lookup_member(ty, &Name::new(name))?.kind {
            MemberKind::Instance { field, .. }
            | MemberKind::Abstract { field, .. }
            | MemberKind::Static { field, .. }
            | MemberKind::Extension { field, .. } => Some(field),
            MemberKind::Anon(_)
            | MemberKind::EnumCtor(_)
            | MemberKind::Dynamic
            | MemberKind::Unknown => None,
        }
    })
}

/// The constructor that `new C` and `super(…)` call.
fn constructed<'db>(
    sema: &Semantics<'db>,
    token: &SyntaxToken,
    ty: TypeDeclId<'db>,
) -> Option<Definition<'db>> {
    let db = sema.db;
    let node = token.parent()?;
    let is_new = || {
        let path = node.parent()?;
        let is_last = path.last_child()? == node;
        let hint = path.parent()?;
        (is_last
            && hint.kind() == SyntaxKind::PATH_TYPE
            && hint.parent()?.kind() == SyntaxKind::NEW_EXPR)
            .then_some(())
    };
    let is_super_call = || {
        let call = node.parent()?;
        (token.text() == "super" && call.kind() == SyntaxKind::CALL_EXPR).then_some(())
    };
    is_new().or_else(is_super_call)?;
    let ty = hir::structure::behind_typedef(db, ty);
    let own = hir_def::field_named(db, ty, &Name::new("new"));
    let ctor = own.or_else(|| Some(ctor_field(db, ty, Tys::empty(db))?.field))?;
    Some(Definition::Field(ctor))
}

/// The constructor called where the class is named, for finding its calls.
pub(crate) fn constructed_at<'db>(
    sema: &Semantics<'db>,
    token: &SyntaxToken,
) -> Option<Definition<'db>> {
    match sema.classify(token)?.def {
        Definition::Type(ty) => constructed(sema, token, ty),
        _ => None,
    }
}

/// `new` before a type is as good as the type.
fn called_by_keyword<'db>(sema: &Semantics<'db>, token: &SyntaxToken) -> Option<Definition<'db>> {
    if token.kind() != SyntaxKind::NEW_KW {
        return None;
    }
    let new = ast::NewExpr::cast(token.parent()?)?;
    let name = new.path_type()?.path()?.segments().last()?;
    let token = name.token()?;
    let class = sema.classify(&token)?;
    match class.def {
        Definition::Type(ty) => constructed(sema, &token, ty).or(Some(Definition::Type(ty))),
        def => Some(def),
    }
}

/// The method of an abstract that an operator or a bracket calls.
pub(crate) fn called_by_operator<'db>(
    sema: &Semantics<'db>,
    token: &SyntaxToken,
) -> Option<FieldId<'db>> {
    let node = token.parent()?;
    let has_operator = matches!(
        node.kind(),
        SyntaxKind::BINARY_EXPR
            | SyntaxKind::PREFIX_EXPR
            | SyntaxKind::POSTFIX_EXPR
            | SyntaxKind::INDEX_EXPR
    );
    let at = has_operator.then(|| sema.expr(&node)).flatten()?;
    let body = &sema.infer(at.owner).body;
    let of_operator = body.exprs.iter().filter(|it| it.origin == Some(at.expr));
    let called = of_operator.filter_map(|it| match &it.kind {
        TExprKind::Call {
            callee: Callee::Static { method, .. } | Callee::Instance { method, .. },
            ..
        } => Some(*method),
        _ => None,
    });
    let is_operator = |it: &FieldId<'db>| {
        hir_def::field_data(sema.db, *it).is_some_and(|it| {
            [":op", ":arrayAccess"]
                .iter()
                .any(|name| hir_def::item_tree::has_meta(&it.field.meta, name))
        })
    };
    called.into_iter().find(is_operator)
}

/// The declaration of the type of what stands at the position.
pub fn goto_type_definition(
    db: &dyn Db,
    config: Config,
    position: FilePosition,
) -> Option<Targets> {
    let sema = Semantics::new(db, config, position.file);
    let token = sema.token_at(position.offset)?;
    let ty = type_at(&sema, &token)?;
    let targets = declarations_of(db, config, ty)
        .into_iter()
        .filter_map(|it| NavigationTarget::of(db, &Definition::Type(it)))
        .collect();
    Some(Targets {
        origin: token.text_range(),
        targets,
    })
}

fn type_at<'db>(sema: &Semantics<'db>, token: &SyntaxToken) -> Option<Ty<'db>> {
    let db = sema.db;
    let node = token.parent()?;
    let expr = match node.kind() {
        SyntaxKind::NAME_REF => node.parent()?,
        _ => node,
    };
    if ast::Expr::can_cast(expr.kind())
        && let Some(ty) = sema.type_of_node(&expr)
    {
        return Some(ty);
    }
    Some(match sema.classify(token)?.def {
        Definition::Local(local) => local.ty(db),
        Definition::Field(field) => hir_ty::signature::field_signature(db, field).ty,
        Definition::EnumCtor(ctor) => hir_ty::signature::ctor_signature(db, ctor).ret,
        Definition::Type(ty) => hir_ty::decl::self_type(db, ty),
        _ => return None,
    })
}

/// The types named in `ty` that are worth going to: of a function its result, of `Null<T>` the T.
fn declarations_of<'db>(db: &'db dyn Db, config: Config, ty: Ty<'db>) -> Vec<TypeDeclId<'db>> {
    match ty {
        Ty::Fun(fun) => declarations_of(db, config, fun.ret(db)),
        Ty::Null(inner) => declarations_of(db, config, inner.ty(db)),
        Ty::TypeValue(decl) => vec![decl],
        _ => match ty.decl(db) {
            Some((decl, _)) => vec![decl],
            None => hir_ty::core::core_types(db, config)
                .decl_of(ty)
                .into_iter()
                .collect(),
        },
    }
}

/// Types below the type, overriding and implementing fields of the field.
pub fn goto_implementation(db: &dyn Db, config: Config, position: FilePosition) -> Option<Targets> {
    let sema = Semantics::new(db, config, position.file);
    let token = sema.token_at(position.offset)?;
    let defs: Vec<Definition<'_>> = match sema.classify(&token)?.def {
        Definition::Type(ty) => search::subtypes(db, config, ty)
            .into_iter()
            .map(Definition::Type)
            .collect(),
        Definition::Field(field) => search::overrides(db, config, field)
            .into_iter()
            .map(Definition::Field)
            .collect(),
        def => vec![def],
    };
    Some(Targets {
        origin: token.text_range(),
        targets: defs
            .iter()
            .filter_map(|it| NavigationTarget::of(db, it))
            .collect(),
    })
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::{Targets, goto_definition, goto_implementation, goto_type_definition};
    use crate::test_support::{Case, lines};

    #[track_caller]
    fn check_with(fixture: &str, f: impl FnOnce(&Case) -> Option<Targets>, expect: Expect) {
        let case = Case::new(fixture);
        let targets = f(&case).map(|it| it.targets).unwrap_or_default();
        expect.assert_eq(&lines(targets.iter().map(|it| case.target(it))));
    }

    #[track_caller]
    fn check(fixture: &str, expect: Expect) {
        check_with(
            fixture,
            |it| goto_definition(it.db(), it.config(), it.position()),
            expect,
        );
    }

    #[test]
    fn across_files() {
        check(
            "
            //- /Main.hx
            import a.Tool;
            class Main { static function main() { Tool.he$0lp(1); } }
            //- /a/Tool.hx
            package a;
            class Tool { public static function help(x:Int) {} }
            ",
            expect![[r#"
                Method help in a.Tool at /a/Tool.hx:2 "help"
            "#]],
        );
    }

    #[test]
    fn types_in_hints_and_imports() {
        check(
            "
            //- /Main.hx
            import a.To$0ol;
            //- /a/Tool.hx
            package a;
            class Tool {}
            ",
            expect![[r#"
                Class Tool in a at /a/Tool.hx:2 "Tool"
            "#]],
        );
        check(
            "class A<T> { var x:T$0; }",
            expect![[r#"
            Typedef T in - at /Main.hx:1 "T"
        "#]],
        );
        check(
            "class A { var x:a.B$0; }\n//- /a/B.hx\npackage a; class B {}",
            expect![[r#"
                Class B in a at /a/B.hx:1 "B"
            "#]],
        );
    }

    #[test]
    fn operators_of_abstracts() {
        check(
            "abstract V(Int) { @:op(A + B) static function add(a:V, b:V):V return a; } class A { function f(a:V, b:V) return a +$0 b; }",
            expect![[r#"
                Method add in Main.V at /Main.hx:1 "add"
            "#]],
        );
        check(
            "abstract V(Int) { @:op(-A) function neg():V return this; } class A { function f(a:V) return $0-a; }",
            expect![[r#"
                Method neg in Main.V at /Main.hx:1 "neg"
            "#]],
        );
        check(
            "abstract V(Int) { @:arrayAccess function get(i:Int):Int return 1; } class A { function f(a:V) return a[$00]; }",
            expect![[r#"
                Method get in Main.V at /Main.hx:1 "get"
            "#]],
        );
        check(
            "class A { function f(a:Int) return a +$0 1; }",
            expect![[""]],
        );
    }

    #[test]
    fn structures_without_a_name() {
        let of = |body: &str| format!("class A {{ var m:Array<{{k:Int}}>; {body} }}");
        for body in [
            "function f() { var q = {aa: 1, bb: 2}; q.$0aa; }",
            "function f(a:{zz:Int}) a.$0zz;",
            "function f(a:{zz:Int}) f({$0zz: 1});",
            "function f() { for (x in m) x.$0k; }",
            "function f() m.map(x -> x.$0k);",
            "function f() m.filter(x -> true).map(x -> x.$0k);",
            "function f() m[0].$0k;",
            "function f() { var l = [{v: 1}]; var g = l.pop(); g.$0v; }",
            "function g() return {r: 1}; function f() g().$0r;",
            "function g() { if (true) return {r: 1}; return {r: 2}; } function f() g().$0r;",
            "function f() { var q = {aa: {cc: 1}}; q.aa.$0cc; }",
            "function f() { m.push({$0k: 1}); }",
            "function f(q:{aa:Int}) switch (q) { case {$0aa: 1}: }",
            "function f() { var q = {$0aa: 1}; }",
        ] {
            let case = Case::new(&of(body));
            let found = goto_definition(case.db(), case.config(), case.position());
            let found: Vec<_> = found.into_iter().flat_map(|it| it.targets).collect();
            let text = base_db::file_text(case.db(), case.test.file("/Main.hx"));
            let around: Vec<&str> = found
                .iter()
                .map(|it| {
                    let range = std::ops::Range::<usize>::from(it.focus().range);
                    &text[range.start.saturating_sub(3)..range.end + 3]
                })
                .collect();
            // The declaration is the first place of the name behind a brace or comma.
            let name = body.split("$0").nth(1).map_or("", |it| &it[..1]);
            assert_eq!(around.len(), 1, "{body}");
            assert!(
                around[0].contains(name) && around[0].contains(':'),
                "{body}: {around:?}"
            );
        }
    }

    #[test]
    fn labels() {
        check(
            "enum E { A($0x:Int); }",
            expect![[r#"
            Variable x in - at /Main.hx:1 "x"
        "#]],
        );
        check(
            "class A { var f:(na$0me:Int)->Void; }",
            expect![[r#"
            Variable name in - at /Main.hx:1 "name"
        "#]],
        );
    }

    #[test]
    fn iterators_of_loops() {
        check(
            "class A { function f(a:Array<Int>) for (x i$0n a) {} }",
            expect![[r#"
                Method iterator in Array at /std/Array.hx:8 "iterator"
            "#]],
        );
        check(
            "class I { public function hasNext() return false; public function next() return 1; } class A { function f(i:I) for (x i$0n i) {} }",
            expect![[r#"
                Method next in Main.I at /Main.hx:1 "next"
            "#]],
        );
        check(
            "abstract M(Int) { public function keyValueIterator():KeyValueIterator<Int, Int> return null; } class A { function f(m:M) for (k => v i$0n m) {} }",
            expect![[r#"
                Method keyValueIterator in Main.M at /Main.hx:1 "keyValueIterator"
            "#]],
        );
    }

    #[test]
    fn constructors() {
        check(
            "class A { public function new() {} } class B { function f() new A$0(); }",
            expect![[r#"
                Constructor new in Main.A at /Main.hx:1 "new"
            "#]],
        );
        check(
            "class A { public function new() {} } class B extends A { function new() { supe$0r(); } }",
            expect![[r#"
                Constructor new in Main.A at /Main.hx:1 "new"
            "#]],
        );
    }

    #[test]
    fn locals() {
        check(
            "class A { function f(x:Int) { var y = x; return y$0; } }",
            expect![[r#"
                Variable y in f at /Main.hx:1 "y"
            "#]],
        );
        check(
            "class A { function f(x:Int) { return '$x$0'; } }",
            expect![[r#"
                Variable x in f at /Main.hx:1 "x"
            "#]],
        );
        check(
            "class A { function f(x:Int) { for (k in [x]) { trace(k$0); } } }",
            expect![[r#"
                Variable k in f at /Main.hx:1 "k"
            "#]],
        );
        check(
            "class A { function f(x:Int) { try {} catch (e:String) { e$0; } } }",
            expect![[r#"
                Variable e in f at /Main.hx:1 "e"
            "#]],
        );
        check(
            "class A { function f(x:Int) { return (y) -> y$0; } }",
            expect![[r#"
                Variable y in f at /Main.hx:1 "y"
            "#]],
        );
        check(
            "class A { function f(x:Int) { switch (x) { case y: y$0; } } }",
            expect![[r#"
                Variable y in f at /Main.hx:1 "y"
            "#]],
        );
    }

    #[test]
    fn members() {
        check(
            "class A { var v:Int; function f() { this.v$0; } }",
            expect![[r#"
                Field v in Main.A at /Main.hx:1 "v"
            "#]],
        );
        check(
            "class A { public function m() {} } class B extends A { overri$0de function m() {} }",
            expect![[r#"
                Method m in Main.A at /Main.hx:1 "m"
            "#]],
        );
        check(
            "class A { var v(g$0et, never):Int; function get_v() return 1; }",
            expect![[r#"
                Method get_v in Main.A at /Main.hx:1 "get_v"
            "#]],
        );
        check(
            "enum E { A; B; } class C { function f() return A$0; }",
            expect![[r#"
                EnumCtor A in Main.E at /Main.hx:1 "A"
            "#]],
        );
        check(
            "using Main.Tools; class Tools { public static function twice(x:Int) return x; } class C { function f() 1.twi$0ce(); }",
            expect![[r#"
                Method twice in Main.Tools at /Main.hx:1 "twice"
            "#]],
        );
    }

    #[test]
    fn structure_fields() {
        check(
            "typedef P = { x:Int } class C { function f(p:P) return p.x$0; }",
            expect![[r#"
                Field x in Main.P at /Main.hx:1 "x"
            "#]],
        );
        check(
            "typedef P = { x:Int } class C { function f():P return { x$0: 1 }; }",
            expect![[r#"
                Field x in Main.P at /Main.hx:1 "x"
            "#]],
        );
        check(
            "typedef P = { x:Int } typedef Q = { > P, y:Int } class C { function f(q:Q) return q.x$0; }",
            expect![[r#"
                Field x in Main.P at /Main.hx:1 "x"
            "#]],
        );
    }

    #[test]
    fn packages_in_expressions() {
        check(
            "
            //- /Main.hx
            class Main { static function main() { a.To$0ol.help(); } }
            //- /a/Tool.hx
            package a;
            class Tool { public static function help() {} }
            ",
            expect![[r#"
                Class Tool in a at /a/Tool.hx:2 "Tool"
            "#]],
        );
    }

    #[test]
    fn type_definition() {
        check_with(
            "class A {} class B { function f(a:Null<A>) { a$0; } }",
            |it| goto_type_definition(it.db(), it.config(), it.position()),
            expect![[r#"
                Class A in - at /Main.hx:1 "A"
            "#]],
        );
    }

    #[test]
    fn implementation() {
        check_with(
            "interface I { function m$0():Void; } class A implements I { public function m() {} } class B extends A { override function m() {} } class C { function m() {} }",
            |it| goto_implementation(it.db(), it.config(), it.position()),
            expect![[r#"
                Method m in Main.A at /Main.hx:1 "m"
                Method m in Main.B at /Main.hx:1 "m"
            "#]],
        );
        check_with(
            "interface I$0 {} class A implements I {} class B extends A {}",
            |it| goto_implementation(it.db(), it.config(), it.position()),
            expect![[r#"
                Class A in - at /Main.hx:1 "A"
                Class B in - at /Main.hx:1 "B"
            "#]],
        );
    }
}
