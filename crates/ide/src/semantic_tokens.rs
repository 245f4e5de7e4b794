//! What each token is, for colouring: keywords, literals, comments, and names by what they stand for.
//!
//! Two ways to ask. [`semantic_tokens`] looks at the tree alone and answers at once, also while nothing resolves: a
//! declaration tells what its name is, a use is judged by its place and its first letter. [`resolved_semantic_tokens`]
//! asks for the meaning of each used name as well.
//!
//! A branch of `#if` that is left out has no tokens; clients fade it.

mod collect;

use base_db::{Config, Db, File, TextRange};
use hir::{Definition, Semantics};
use hir_def::Name;
use hir_ty::ty::Ty;
use rustc_hash::FxHashMap;

use self::collect::{Use, collect};

/// As in LSP, in the order of its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    Namespace,
    Type,
    Class,
    Enum,
    Interface,
    TypeParameter,
    Parameter,
    Variable,
    Property,
    EnumMember,
    Function,
    Method,
    /// Conditional compilation and reification.
    Macro,
    Keyword,
    Comment,
    String,
    Number,
    Regexp,
    Operator,
    /// Metadata.
    Decorator,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TokenModifiers {
    pub declaration: bool,
    pub readonly: bool,
    pub is_static: bool,
    pub documentation: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SemanticToken {
    pub range: TextRange,
    pub kind: TokenKind,
    pub modifiers: TokenModifiers,
}

/// From syntax alone. `range` limits the answer to what touches it.
pub fn semantic_tokens(
    db: &dyn Db,
    config: Config,
    file: File,
    range: Option<TextRange>,
) -> Vec<SemanticToken> {
    collect(base_db::parse(db, file, config), range, |_| None)
}

/// The same with the names that are used resolved.
pub fn resolved_semantic_tokens(
    db: &dyn Db,
    config: Config,
    file: File,
    range: Option<TextRange>,
) -> Vec<SemanticToken> {
    let sema = Semantics::new(db, config, file);
    let kind_of_token = |range: TextRange| {
        let token = sema.root().covering_element(range).into_token()?;
        let class = sema.classify(&token)?;
        kind_of_definition(db, &class.def)
    };
    let kind_of_type = |name: &str| {
        let ty = sema.type_named(&[Name::new(name)])?;
        kind_of_definition(db, &Definition::Type(ty))
    };
    // Most names of a file are those of a few types.
    let mut types = FxHashMap::default();
    collect(base_db::parse(db, file, config), range, |name: &Use<'_>| {
        if name.is_type_hint {
            *types
                .entry(name.text)
                .or_insert_with(|| kind_of_type(name.text))
        } else {
            kind_of_token(name.range)
        }
    })
}

fn kind_of_definition(db: &dyn Db, def: &Definition<'_>) -> Option<TokenKind> {
    Some(match def {
        Definition::Package(_) => TokenKind::Namespace,
        Definition::Module(_) => TokenKind::Type,
        Definition::Type(ty) => {
            let node = &hir_def::type_decl_data(db, *ty)?.decl;
            match node.kind {
                hir_def::item_tree::TypeDeclKind::Class { .. } => TokenKind::Class,
                hir_def::item_tree::TypeDeclKind::Interface { .. } => TokenKind::Interface,
                hir_def::item_tree::TypeDeclKind::Enum => TokenKind::Enum,
                _ => TokenKind::Type,
            }
        }
        Definition::TypeParam(_) => TokenKind::TypeParameter,
        Definition::EnumCtor(_) => TokenKind::EnumMember,
        Definition::Local(local) if local.is_param(db) => TokenKind::Parameter,
        Definition::Local(local) => match local.ty(db) {
            Ty::Fun(_) => TokenKind::Function,
            _ => TokenKind::Variable,
        },
        // The place of the use tells a method from a property.
        Definition::Field(_)
        | Definition::StructField { .. }
        | Definition::Metadata(_)
        | Definition::Define(_) => return None,
    })
}

#[cfg(test)]
mod tests {
    use base_db::testing::TestDb;
    use expect_test::{Expect, expect};

    use super::{SemanticToken, resolved_semantic_tokens, semantic_tokens};

    fn print(tokens: &[SemanticToken], text: &str) -> String {
        assert!(
            tokens
                .windows(2)
                .all(|it| it[0].range.end() <= it[1].range.start())
        );
        let mut res = String::new();
        for token in tokens {
            let mut modifiers = String::new();
            for (is_set, name) in [
                (token.modifiers.declaration, " declaration"),
                (token.modifiers.readonly, " readonly"),
                (token.modifiers.is_static, " static"),
                (token.modifiers.documentation, " documentation"),
            ] {
                if is_set {
                    modifiers += name;
                }
            }
            res += &format!("{:?} {:?}{modifiers}\n", &text[token.range], token.kind);
        }
        res
    }

    fn check(text: &str, expect: Expect) {
        let test = TestDb::new([("/Main.hx", text)]);
        let tokens = semantic_tokens(&test.db, test.config, test.file("/Main.hx"), None);
        expect.assert_eq(&print(&tokens, text));
    }

    #[test]
    fn declarations() {
        check(
            "import a.B;\n@:keep class C<T> { static final x:Map<T, Int> = 1; /** d */ function f(p) return p; }",
            expect![[r#"
                "import" Keyword
                "a" Namespace
                "B" Type
                "@" Decorator
                ":" Decorator
                "keep" Decorator
                "class" Keyword
                "C" Class declaration
                "T" TypeParameter declaration
                "static" Keyword
                "final" Keyword
                "x" Property declaration readonly static
                "Map" Type
                "T" TypeParameter
                "Int" Type
                "=" Operator
                "1" Number
                "/** d */" Comment documentation
                "function" Keyword
                "f" Method declaration
                "p" Parameter declaration
                "return" Keyword
                "p" Parameter
            "#]],
        );
    }

    #[test]
    fn expressions() {
        check(
            "var x = foo(a.b(), A.c, 'n $d ${e + 1}') ? ~/x/ : cast null;",
            expect![[r#"
                "var" Keyword
                "x" Variable declaration
                "=" Operator
                "foo" Function
                "a" Variable
                "b" Method
                "A" Type
                "c" Property
                "'" String
                "n " String
                "$" Operator
                "d" Variable
                " " String
                "${" Operator
                "e" Variable
                "+" Operator
                "1" Number
                "}" Operator
                "'" String
                "?" Operator
                "~/x/" Regexp
                ":" Operator
                "cast" Keyword
                "null" Keyword
            "#]],
        );
        check(
            "#if js var a; #else var b; #end enum abstract E(Int) { var A = 1; }",
            expect![[r##"
                "#if" Macro
                "js" Macro
                "#else" Macro
                "var" Keyword
                "b" Variable declaration
                "#end" Macro
                "enum" Keyword
                "abstract" Keyword
                "E" Type declaration
                "Int" Type
                "var" Keyword
                "A" EnumMember declaration
                "=" Operator
                "1" Number
            "##]],
        );
    }

    #[test]
    fn broken_code() {
        check(
            "class { function (a { a. foo(",
            expect![[r#"
            "class" Keyword
            "function" Keyword
            "a" Parameter declaration
            "a" Parameter
            "foo" Function
        "#]],
        );
    }

    #[test]
    fn resolved() {
        let text = "class A { static function f(p:Int) { var l = p; A.f(l); } }";
        let test = TestDb::new([("/A.hx", text)]);
        let tokens = resolved_semantic_tokens(&test.db, test.config, test.file("/A.hx"), None);
        expect![[r#"
            "class" Keyword
            "A" Class declaration
            "static" Keyword
            "function" Keyword
            "f" Method declaration static
            "p" Parameter declaration
            "Int" Type
            "var" Keyword
            "l" Variable declaration
            "=" Operator
            "p" Parameter
            "A" Class
            "f" Method
            "l" Variable
        "#]]
        .assert_eq(&print(&tokens, text));
    }
}
