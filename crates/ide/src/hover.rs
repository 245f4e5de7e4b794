//! Hover: the declaration, where it belongs, its documentation; of anything else its type.

use base_db::{Config, Db, FilePosition, TextRange};
use hir::{Definition, Semantics};
use syntax::{SyntaxKind, SyntaxNode, SyntaxToken, ast, ast::AstNode};

use crate::{docs::to_markdown, render};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    pub range: TextRange,
    /// Markdown.
    pub text: String,
}

pub fn hover(db: &dyn Db, config: Config, position: FilePosition) -> Option<Hover> {
    let sema = Semantics::new(db, config, position.file);
    let token = sema.token_at(position.offset)?;
    let text = match sema.classify(&token) {
        Some(class) => definition_text(&sema, &token, &class.def),
        None => match crate::goto_definition::called_by_operator(&sema, &token) {
            Some(method) => definition_text(&sema, &token, &Definition::Field(method)),
            None => expression_text(&sema, &token)?,
        },
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
            .is_param(db)
            .then(|| format!("parameter of `{}`", local.owner.name(db))),
        Definition::TypeParam(_) => Some("type parameter".to_owned()),
        _ => def
            .container(db)
            .map(|it| format!("in `{}`", hir_def::source_path(db, it))),
    };
    if let Some(container) = container {
        res.push_str(&format!("\n{container}\n"));
    }
    if let Some(docs) = def.docs(db) {
        res.push_str("\n---\n");
        res.push_str(&to_markdown(&docs));
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
    let is_worth_it = !token.kind().is_trivia()
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
    let mut res = code_block(&render::type_text(sema.db, ty));
    if let Some(note) = literal_note(&node) {
        res.push_str(&format!("\n{note}\n"));
    }
    Some(res)
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
