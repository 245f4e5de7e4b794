//! Hover: the declaration, where it belongs, its documentation; of anything else its type.

use base_db::{Config, Db, FilePosition, TextRange};
use hir::{Definition, Semantics};
use syntax::{SyntaxKind, SyntaxNode, SyntaxToken, ast, ast::AstNode};

use crate::{docs::docs_of, render};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    pub range: TextRange,
    /// Markdown.
    pub text: String,
}

pub fn hover(db: &dyn Db, config: Config, position: FilePosition) -> Option<Hover> {
    let sema = Semantics::new(db, config, position.file);
    let token = sema.token_at(position.offset)?;
    let text = match crate::goto_definition::meant_at(&sema, &token) {
        Some(def) => definition_text(&sema, &token, &def),
        None => expression_text(&sema, &token)?,
    };
    Some(Hover {
        range: token.text_range(),
        text,
    })
}

fn definition_text<'db>(
    sema: &Semantics<'db>,
    token: &SyntaxToken,
    def: &Definition<'db>,
) -> String {
    let db = sema.db;
    if let Definition::Metadata(name) = def {
        return metadata_text(name);
    }
    if let Definition::Define(name) = def {
        return define_text(sema, name);
    }
    let seen_as = token.parent().and_then(|node| {
        let node = match node.kind() {
            SyntaxKind::NAME_REF => node.parent()?,
            _ => node,
        };
        if !ast::Expr::can_cast(node.kind()) {
            return None;
        }
        sema.type_of_node(&node).filter(|it| !it.is_unknown())
    });
    let mut res = code_block(&render::declaration(db, def, seen_as));
    let container = match def {
        Definition::Local(local) => local
            .is_param_of_field(db)
            .then(|| format!("parameter of `{}`", local.owner.name(db))),
        Definition::TypeParam(_) => Some("type parameter".to_owned()),
        _ => def
            .container(db)
            .map(|it| format!("in `{}`", hir_def::source_path(db, it))),
    };
    if let Some(container) = container {
        res.push_str(&format!("\n{container}\n"));
    }
    let mut docs = docs_of(db, def);
    // A constructor without a word is what the class is.
    if let Definition::Field(field) = def
        && field.name(db) == "new"
        && let Some(ty) = field.type_decl(db)
    {
        docs = docs.or_else(|| docs_of(db, &Definition::Type(ty)));
    }
    if let Some(docs) = docs {
        res.push_str("\n---\n");
        res.push_str(&docs);
        res.push('\n');
    }
    res
}

fn code_block(code: &str) -> String {
    format!("```haxe\n{code}\n```\n")
}

fn metadata_text(name: &str) -> String {
    let mut res = code_block(&format!("@{name}"));
    if let Some(docs) = crate::metadata::docs(name) {
        res.push_str(&format!("\n{docs}\n"));
    }
    res
}

fn define_text(sema: &Semantics<'_>, name: &str) -> String {
    match sema.config().defines(sema.db).get(name) {
        Some(value) => format!("`{name}` is defined: `{value}`\n"),
        None => format!("`{name}` is not defined\n"),
    }
}

/// The type of the innermost expression around a token that is no name: a literal, an operator.
fn expression_text(sema: &Semantics<'_>, token: &SyntaxToken) -> Option<String> {
    let is_code = token
        .parent()
        .is_some_and(|it| !matches!(it.kind(), SyntaxKind::INACTIVE | SyntaxKind::DIRECTIVE));
    let is_worth_it = is_code
        && !token.kind().is_trivia()
        && !matches!(
            token.kind(),
            SyntaxKind::L_CURLY | SyntaxKind::R_CURLY | SyntaxKind::SEMICOLON | SyntaxKind::COMMA
        );
    if !is_worth_it {
        return None;
    }
    let node = token
        .parent_ancestors()
        .find(|it| ast::Expr::can_cast(it.kind()))?;
    let ty = sema.type_of_node(&node).filter(|it| !it.is_unknown())?;
    let mut res = code_block(&match anon_field_at(sema, token) {
        Some(field) => render::anon_field_line(sema.db, field, Some(ty)),
        None => render::type_text(sema.db, ty),
    });
    if let Some(note) = literal_note(&node) {
        res.push_str(&format!("\n{note}\n"));
    }
    Some(res)
}

/// The field of a structure without a name that is read.
fn anon_field_at<'db>(
    sema: &Semantics<'db>,
    token: &SyntaxToken,
) -> Option<&'db hir_ty::ty::AnonField<'db>> {
    let access = token.parent()?.parent().and_then(ast::FieldExpr::cast)?;
    let base = sema.type_of_node(access.base()?.syntax())?;
    hir::structure::anon_field(sema.db, base, token.text())
}

/// A number in its other bases.
fn literal_note(node: &SyntaxNode) -> Option<String> {
    let literal = ast::Literal::cast(node.clone())?;
    if let Some(note) = character_note(&node.text().to_string()) {
        return Some(note);
    }
    let value = match literal.kind()? {
        ast::LiteralKind::Int => literal.int_value(false)?.ok()?,
        _ => return None,
    };
    (value.unsigned_abs() > 9).then(|| format!("{value} = 0x{value:X}"))
}

/// The code of a string that is one character.
fn character_note(literal: &str) -> Option<String> {
    let inner = literal
        .strip_prefix(['"', '\''])?
        .strip_suffix(['"', '\''])?;
    let mut chars = inner.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => {
            let code = u32::from(c);
            Some(format!("U+{code:04X}, code {code}"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::hover;
    use crate::test_support::Case;

    #[track_caller]
    fn check(fixture: &str, expect: Expect) {
        let case = Case::new(fixture);
        let text = hover(case.db(), case.config(), case.position()).map(|it| it.text);
        expect.assert_eq(&text.unwrap_or_else(|| "nothing".to_owned()));
    }

    #[test]
    fn field_through_its_receiver() {
        check(
            "class Main { static function main() { var a = [1]; a.pu$0sh(2); } }",
            expect![[r#"
                ```haxe
                public function push(x:Int):Int
                ```

                in `Array`
            "#]],
        );
    }

    #[test]
    fn method_with_documentation() {
        check(
            "class A {
                /**
                    Adds.
                    @param a first
                    @return sum
                **/
                public static function add(a:Int, ?b:Int, c = \"x\") { return a; }
            }
            class Main { static function main() { A.a$0dd(1); } }",
            expect![[r#"
                ```haxe
                public static function add(a:Int, ?b:Int, c:String = "x"):Int
                ```

                in `Main.A`

                ---
                Adds.

                **Parameters**
                - `a`: first

                **Returns** sum
            "#]],
        );
    }

    #[test]
    fn constructor_called() {
        check(
            "/** Thing. */ class A { public function new(x:Int) {} } class B { function f() n$0ew A(1); }",
            expect![[r#"
                ```haxe
                public function new(x:Int):Void
                ```

                in `Main.A`

                ---
                Thing.
            "#]],
        );
        check(
            "class A { /** Makes. */ public function new(x:Int) {} } class B extends A { function new() sup$0er(1); }",
            expect![[r#"
                ```haxe
                public function new(x:Int):Void
                ```

                in `Main.A`

                ---
                Makes.
            "#]],
        );
    }

    #[test]
    fn documentation_of_what_is_overridden() {
        check(
            "interface I { /** Says it. */ function m():Void; } class A implements I { public function $0m() {} }",
            expect![[r#"
                ```haxe
                public function m():Void
                ```

                in `Main.A`

                ---
                Says it.
            "#]],
        );
    }

    #[test]
    fn parameters() {
        check(
            "class A {
                /**
                    @param b other
                    @param a the first
                        of two
                    @return nothing
                **/
                function f($0a:Int, b:Int) {}
            }",
            expect![[r#"
                ```haxe
                a:Int
                ```

                parameter of `f`

                ---
                the first of two
            "#]],
        );
        check(
            "class A { function f() { var g = (x:Int) -> $0x; } }",
            expect![[r#"
                ```haxe
                x:Int
                ```
            "#]],
        );
    }

    #[test]
    fn fields_of_structures() {
        let typedef = "typedef T = { var ?a:Int; final b:String; function c(x:Int):Void; }";
        check(
            &format!("{typedef} class A {{ function f(t:T) t.$0a; }}"),
            expect![[r#"
                ```haxe
                var ?a:Int
                ```

                in `Main.T`
            "#]],
        );
        check(
            &format!("{typedef} class A {{ function f() {{ var t:T = {{ $0b: null }}; }} }}"),
            expect![[r#"
                ```haxe
                final b:String
                ```

                in `Main.T`
            "#]],
        );
        check(
            &format!("{typedef} class A {{ function f(t:T) t.$0c(1); }}"),
            expect![[r#"
                ```haxe
                function c(x:Int):Void
                ```

                in `Main.T`
            "#]],
        );
        check(
            "class A { function f() { var t = { x: 1 }; t.$0x; } }",
            expect![[r#"
                ```haxe
                var x:Int
                ```
            "#]],
        );
    }

    #[test]
    fn extensions_and_local_functions() {
        check(
            "using Main.T; class T { public static function twice<X>(x:X, n:Int):X return x; } class A { function f() 1.tw$0ice(2); }",
            expect![[r#"
                ```haxe
                public static function twice<X>(x:X, n:Int):Int
                ```

                in `Main.T`
            "#]],
        );
        check(
            "class A { function f() { function g(x:Int, ?y:String) return x; g$0(1); } }",
            expect![[r#"
                ```haxe
                function g(x:Int, ?y:String):Int
                ```
            "#]],
        );
    }

    #[test]
    fn inactive_code() {
        check(
            "class A { function f() {\n#if nope\na.b$0;\n#end\n} }",
            expect!["nothing"],
        );
    }

    #[test]
    fn labels() {
        check(
            "enum E { A($0x:Int); }",
            expect![[r#"
            ```haxe
            x:Int
            ```
        "#]],
        );
        check(
            "class A { var f:(?na$0me:Int)->Void; }",
            expect![[r#"
            ```haxe
            ?name:Int
            ```
        "#]],
        );
    }

    #[test]
    fn dotted_defines() {
        check(
            "#if target.s$0ys\n#end",
            expect![[r#"
            `target.sys` is not defined
        "#]],
        );
    }

    #[test]
    fn values() {
        check(
            "enum abstract E(Int) { var One = 1; var Two; } class A { function f() return E.Tw$0o; }",
            expect![[r#"
                ```haxe
                public var Two:E = 2
                ```

                in `Main.E`
            "#]],
        );
        check(
            "enum abstract E(String) { var One; } class A { function f() return E.On$0e; }",
            expect![[r#"
                ```haxe
                public var One:E = "One"
                ```

                in `Main.E`
            "#]],
        );
        check(
            "class A { var x = \"€$0\"; }",
            expect![[r#"
            ```haxe
            String
            ```

            U+20AC, code 8364
        "#]],
        );
        check(
            "class A { var x = 0xF$0F; }",
            expect![[r#"
            ```haxe
            Int
            ```

            255 = 0xFF
        "#]],
        );
    }

    #[test]
    fn operators_of_abstracts() {
        check(
            "abstract V(Int) { /** adds */ @:op(A + B) static function add(a:V, b:V):V return a; } class A { function f(a:V, b:V) return a +$0 b; }",
            expect![[r#"
                ```haxe
                static function add(a:V, b:V):V
                ```

                in `Main.V`

                ---
                adds
            "#]],
        );
    }

    #[test]
    fn locals_and_parameters() {
        check(
            "class A { function f(x:String) { return x$0; } }",
            expect![[r#"
                ```haxe
                x:String
                ```

                parameter of `f`
            "#]],
        );
        check(
            "class A { function f() { var l = [\"a\"]; l$0; } }",
            expect![[r#"
                ```haxe
                var l:Array<String>
                ```
            "#]],
        );
        check(
            "class A { function f() { for (i$0 in 0...3) {} } }",
            expect![[r#"
                ```haxe
                var i:Int
                ```
            "#]],
        );
    }

    #[test]
    fn types_and_constants() {
        check(
            "class A<T> extends B<T> {} class B<T> {} class C { var x:A$0<Int>; }",
            expect![[r#"
                ```haxe
                class Main.A<T> extends B<T>
                ```
            "#]],
        );
        check(
            "class A { static inline var X = 1 + 2; function f() return X$0; }",
            expect![[r#"
                ```haxe
                static inline var X:Int = (1 + 2)
                ```

                in `Main.A`
            "#]],
        );
        check(
            "enum abstract Level(Int) { var Low = 3; } class A { function f() return Level.Lo$0w; }",
            expect![[r#"
                ```haxe
                public var Low:Level = 3
                ```

                in `Main.Level`
            "#]],
        );
        check(
            "enum E { C(x:Int, ?y:String); } class A { function f() return C$0(1); }",
            expect![[r#"
                ```haxe
                Main.E.C(x:Int, ?y:String)
                ```

                in `Main.E`
            "#]],
        );
    }

    #[test]
    fn structures() {
        check(
            "typedef P = { /** Across. */ var x:Int; } class A { function f(p:P) return p.x$0; }",
            expect![[r#"
                ```haxe
                var x:Int
                ```

                in `Main.P`

                ---
                Across.
            "#]],
        );
    }

    #[test]
    fn other_things() {
        check(
            "class A { function f() return 2$055; }",
            expect![[r#"
            ```haxe
            Int
            ```

            255 = 0xFF
        "#]],
        );
        check(
            "@:for$0ward abstract A(Int) {}",
            expect![[r#"
            ```haxe
            @:forward
            ```

            `@:forward(fields…)`

            Passes access to fields on to the underlying type: the named ones, or all.
        "#]],
        );
        check(
            "class A { function f() return not$0hing; }",
            expect!["nothing"],
        );
    }
}
