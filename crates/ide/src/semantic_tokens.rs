//! What each token is, for colouring: keywords, literals, comments, and names by what they stand for.
//!
//! Two ways to ask. [`semantic_tokens`] looks at the tree alone and answers at once, also while nothing resolves: a
//! declaration tells what its name is, a use is judged by its place and its first letter. [`resolved_semantic_tokens`]
//! asks for the meaning of each used name as well.
//!
//! A branch of `#if` that is left out has no tokens; clients fade it.

mod collect;

use base_db::{ClassPathKind, Config, Db, File, TextRange};
use hir::{Definition, Semantics, Usage};
use hir_def::{
    Name,
    ids::{FieldOwner, ModuleId},
    item_tree::{Accessor, FieldKind, TypeDeclKind, has_meta},
    module::modules_of_class_paths,
};
use hir_ty::{signature::enum_abstract_owner, ty::Ty};
use rustc_hash::{FxHashMap, FxHashSet};

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
    pub deprecated: bool,
    pub is_abstract: bool,
    /// Written here.
    pub modification: bool,
    /// Of the standard library.
    pub default_library: bool,
    pub is_extern: bool,
    pub is_inline: bool,
    pub is_macro: bool,
}

/// What a used name was found to be; without a kind its place decides.
#[derive(Clone, Copy, Debug, Default)]
struct Resolved {
    kind: Option<TokenKind>,
    modifiers: TokenModifiers,
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
    collect(base_db::parse(db, file, config), range, |_| {
        Resolved::default()
    })
}

/// The same with the names that are used resolved.
pub fn resolved_semantic_tokens(
    db: &dyn Db,
    config: Config,
    file: File,
    range: Option<TextRange>,
) -> Vec<SemanticToken> {
    let sema = Semantics::new(db, config, file);
    let std = modules_of_class_paths(db, config, ClassPathKind::Std);
    let std: FxHashSet<ModuleId<'_>> = std.iter().copied().collect();
    let resolved = |def: &Definition<'_>| {
        let mut modifiers = modifiers_of_definition(db, def);
        modifiers.default_library = def.module(db).is_some_and(|it| std.contains(&it));
        Resolved {
            kind: kind_of_definition(db, def),
            modifiers,
        }
    };
    let kind_of_token = |range: TextRange| {
        let token = sema.root().covering_element(range).into_token();
        let Some(class) = token.and_then(|it| sema.classify(&it)) else {
            return Resolved::default();
        };
        let mut res = resolved(&class.def);
        res.modifiers.modification = class.usage == Usage::Write;
        res
    };
    let kind_of_type = |name: &str| {
        let ty = sema.type_named(&[Name::new(name)]);
        ty.map_or_else(Resolved::default, |it| resolved(&Definition::Type(it)))
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

fn modifiers_of_definition(db: &dyn Db, def: &Definition<'_>) -> TokenModifiers {
    let mut res = TokenModifiers::default();
    match def {
        Definition::Type(ty) => {
            if let Some(data) = hir_def::type_decl_data(db, *ty) {
                res.deprecated = has_meta(&data.decl.meta, DEPRECATED);
                res.is_extern = data.decl.is_extern;
                res.is_abstract = matches!(data.decl.kind, TypeDeclKind::Class { is_abstract, .. } if is_abstract);
            }
        }
        Definition::Field(field) => {
            if let Some(data) = hir_def::field_data(db, *field) {
                let flags = &data.field.flags;
                let never_written = matches!(
                    data.field.kind,
                    FieldKind::Var {
                        access: Some((_, Accessor::Never)),
                        ..
                    }
                );
                let is_method = matches!(data.field.kind, FieldKind::Fun { .. });
                let owner_is_extern = field
                    .type_decl(db)
                    .and_then(|it| hir_def::type_decl_data(db, it))
                    .is_some_and(|it| it.decl.is_extern);
                let is_member = matches!(field.owner(db), FieldOwner::Type(_));
                res.is_static = flags.is_static && is_member;
                res.readonly = flags.is_final && !is_method || never_written;
                res.deprecated = has_meta(&data.field.meta, DEPRECATED);
                res.is_abstract = flags.is_abstract;
                res.is_extern = flags.is_extern || owner_is_extern;
                res.is_inline = flags.is_inline;
                res.is_macro = flags.is_macro;
            }
        }
        Definition::EnumCtor(ctor) => {
            let data = hir_def::enum_ctor_data(db, *ctor);
            res.deprecated = data.is_some_and(|it| has_meta(&it.ctor.meta, DEPRECATED));
        }
        Definition::Local(local) => {
            res.readonly = local.data(db).is_some_and(|it| it.is_final);
        }
        Definition::Package(_)
        | Definition::Module(_)
        | Definition::TypeParam(_)
        | Definition::StructField { .. }
        | Definition::AnonField { .. }
        | Definition::Label { .. }
        | Definition::Metadata(_)
        | Definition::Define(_) => {}
    }
    res
}

const DEPRECATED: &str = ":deprecated";

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
        Definition::Field(field) if enum_abstract_owner(db, *field).is_some() => {
            TokenKind::EnumMember
        }
        Definition::Field(field) => {
            let kind = &hir_def::field_data(db, *field)?.field.kind;
            match (kind, field.owner(db)) {
                (FieldKind::Fun { .. }, FieldOwner::Type(_)) => TokenKind::Method,
                (FieldKind::Fun { .. }, FieldOwner::Module(_)) => TokenKind::Function,
                (FieldKind::Var { .. }, FieldOwner::Type(_)) => TokenKind::Property,
                (FieldKind::Var { .. }, FieldOwner::Module(_)) => TokenKind::Variable,
            }
        }
        // The place of the use tells.
        Definition::StructField { .. }
        | Definition::AnonField { .. }
        | Definition::Label { .. }
        | Definition::Metadata(_)
        | Definition::Define(_) => return None,
    })
}

#[cfg(test)]
mod tests {
    use base_db::testing::TestDb;
    use expect_test::{Expect, expect};

    use super::{SemanticToken, TokenModifiers, resolved_semantic_tokens, semantic_tokens};

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
                (token.modifiers.deprecated, " deprecated"),
                (token.modifiers.is_abstract, " abstract"),
                (token.modifiers.modification, " modification"),
                (token.modifiers.default_library, " defaultLibrary"),
                (token.modifiers.is_extern, " extern"),
                (token.modifiers.is_inline, " inline"),
                (token.modifiers.is_macro, " macro"),
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
    fn modifiers_of_uses() {
        let text = "extern class E { static function f():Void; } \
            class A { @:deprecated inline static function old() {} final x = 1; var y(default, never) = 2; var z:Int; \
            function g(p:Int) { old(); E.f(); trace(x + y); z = p; } }";
        let test = TestDb::new([("/Main.hx", text)]);
        let file = test.file("/Main.hx");
        let tokens = resolved_semantic_tokens(&test.db, test.config, file, None);
        let marked: Vec<SemanticToken> = tokens
            .into_iter()
            .filter(|it| it.modifiers != TokenModifiers::default())
            .collect();
        expect![[r#"
            "E" Class declaration
            "f" Method declaration static
            "A" Class declaration
            "old" Method declaration static deprecated inline
            "x" Property declaration readonly
            "y" Property declaration
            "z" Property declaration
            "g" Method declaration
            "p" Parameter declaration
            "old" Method static deprecated inline
            "E" Class extern
            "f" Method static extern
            "x" Property readonly
            "y" Property readonly
            "z" Property modification
        "#]]
        .assert_eq(&print(&marked, text));
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
            "f" Method static
            "l" Variable
        "#]]
        .assert_eq(&print(&tokens, text));
    }
}
