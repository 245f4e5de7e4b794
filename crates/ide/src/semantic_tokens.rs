//! What each token is, for colouring: keywords, literals, comments, and names by what they stand for.
//!
//! Two ways to ask. [`semantic_tokens`] looks at the tree alone and answers at once, also while nothing resolves: a
//! declaration tells what its name is, a use is judged by its place and its first letter. [`resolved_semantic_tokens`]
//! asks for the meaning of each used name as well.
//!
//! A branch of `#if` that is left out has no tokens; clients fade it.

use std::cell::RefCell;

use base_db::{Config, Db, File, TextRange};
use hir::{Definition, Semantics};
use hir_def::Name;
use hir_ty::ty::Ty;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;
use syntax::SyntaxKind::*;
use syntax::ast::{self, HasModifiers};
use syntax::{AstNode, NodeOrToken, SyntaxKind, SyntaxNode, SyntaxToken, T, WalkEvent};

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
    let root = base_db::parse(db, file, config).syntax_node();
    collect(&root, range, |_| None)
}

/// The same with the names that are used resolved.
pub fn resolved_semantic_tokens(
    db: &dyn Db,
    config: Config,
    file: File,
    range: Option<TextRange>,
) -> Vec<SemanticToken> {
    let sema = Semantics::new(db, config, file);
    // Most names of a file are those of a few types.
    let types = RefCell::new(FxHashMap::<SmolStr, Option<TokenKind>>::default());
    collect(sema.root(), range, |token| {
        if !is_type_hint(token) {
            let class = sema.classify(token)?;
            return kind_of_definition(db, &class.def);
        }
        let text = token.text();
        if let Some(known) = types.borrow().get(text) {
            return *known;
        }
        let def = sema.type_named(&[Name::new(text)]).map(Definition::Type);
        let kind = def.and_then(|it| kind_of_definition(db, &it));
        types.borrow_mut().insert(text.into(), kind);
        kind
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

fn collect(
    root: &SyntaxNode,
    range: Option<TextRange>,
    resolve: impl Fn(&SyntaxToken) -> Option<TokenKind>,
) -> Vec<SemanticToken> {
    let mut collector = Collector {
        resolve,
        res: Vec::new(),
        scopes: Vec::new(),
    };
    let mut preorder = root.preorder_with_tokens();
    while let Some(event) = preorder.next() {
        match event {
            WalkEvent::Enter(NodeOrToken::Node(node)) => {
                let is_outside = range.is_some_and(|it| it.intersect(node.text_range()).is_none());
                if node.kind() == INACTIVE || is_outside {
                    preorder.skip_subtree();
                } else {
                    collector.enter(&node);
                }
            }
            WalkEvent::Enter(NodeOrToken::Token(token)) => {
                if range.is_none_or(|it| it.intersect(token.text_range()).is_some()) {
                    collector.token(&token);
                }
            }
            WalkEvent::Leave(NodeOrToken::Node(node)) => collector.leave(&node),
            WalkEvent::Leave(NodeOrToken::Token(_)) => {}
        }
    }
    collector.res
}

struct Collector<F> {
    resolve: F,
    res: Vec<SemanticToken>,
    scopes: Vec<Scope>,
}

/// What a declaration brings into its body.
struct Scope {
    node: SyntaxNode,
    params: FxHashSet<SmolStr>,
    type_params: FxHashSet<SmolStr>,
}

impl<F: Fn(&SyntaxToken) -> Option<TokenKind>> Collector<F> {
    fn enter(&mut self, node: &SyntaxNode) {
        if !has_scope(node.kind()) {
            return;
        }
        let text = |name: Option<ast::Name>| name.map(|it| SmolStr::new(it.text()));
        let lists = || node.children().filter_map(ast::ParamList::cast);
        let type_lists = node.children().filter_map(ast::TypeParamList::cast);
        self.scopes.push(Scope {
            node: node.clone(),
            params: lists()
                .flat_map(|list| list.params())
                .filter_map(|param| text(param.name()))
                .collect(),
            type_params: type_lists
                .flat_map(|list| list.params())
                .filter_map(|param| text(param.name()))
                .collect(),
        });
    }

    fn leave(&mut self, node: &SyntaxNode) {
        // Not entered when it lies outside the range.
        if self.scopes.last().is_some_and(|scope| scope.node == *node) {
            self.scopes.pop();
        }
    }

    fn is_param(&self, name: &str) -> bool {
        self.scopes
            .iter()
            .rev()
            .any(|scope| scope.params.contains(name))
    }

    fn is_type_param(&self, name: &str) -> bool {
        self.scopes
            .iter()
            .rev()
            .any(|scope| scope.type_params.contains(name))
    }

    fn token(&mut self, token: &SyntaxToken) {
        let mut modifiers = TokenModifiers::default();
        let kind = match token.kind() {
            LINE_COMMENT | BLOCK_COMMENT | SHEBANG => Some(TokenKind::Comment),
            DOC_COMMENT => {
                modifiers.documentation = true;
                Some(TokenKind::Comment)
            }
            STRING | MARKUP | TEMPLATE_START | TEMPLATE_TEXT | TEMPLATE_END => {
                Some(TokenKind::String)
            }
            REGEX => Some(TokenKind::Regexp),
            INT | FLOAT => Some(TokenKind::Number),
            TEMPLATE_DOLLAR | TEMPLATE_OPEN | TEMPLATE_CLOSE => Some(TokenKind::Operator),
            HASH_IF | HASH_ELSEIF | HASH_ELSE | HASH_END | HASH_ERROR | HASH_LINE
            | HASH_UNKNOWN => Some(TokenKind::Macro),
            kind => self.word_or_operator(token, kind, &mut modifiers),
        };
        if let Some(kind) = kind {
            self.res.push(SemanticToken {
                range: token.text_range(),
                kind,
                modifiers,
            });
        }
    }

    fn word_or_operator(
        &self,
        token: &SyntaxToken,
        kind: SyntaxKind,
        modifiers: &mut TokenModifiers,
    ) -> Option<TokenKind> {
        let parent = token.parent()?;
        match parent.kind() {
            DIRECTIVE if kind == T![ident] || kind.is_keyword() => Some(TokenKind::Macro),
            METADATA_NAME => Some(TokenKind::Decorator),
            METADATA if matches!(kind, T![@] | T![:]) => Some(TokenKind::Decorator),
            NAME => {
                modifiers.declaration = true;
                declared(&parent, modifiers)
            }
            NAME_REF if is_type_hint(token) && self.is_type_param(token.text()) => {
                Some(TokenKind::TypeParameter)
            }
            NAME_REF => (self.resolve)(token).or_else(|| Some(self.name_ref(token, &parent))),
            NAME_EXPR => (self.resolve)(token).or_else(|| Some(self.name_expr(token, &parent))),
            OBJECT_FIELD_NAME => Some(TokenKind::Property),
            PROPERTY_ACCESSOR => Some(TokenKind::Keyword),
            REIFICATION_EXPR if kind == DOLLAR_IDENT => Some(TokenKind::Macro),
            BINARY_EXPR | PREFIX_EXPR | POSTFIX_EXPR | TERNARY_EXPR if kind.is_punct() => {
                Some(TokenKind::Operator)
            }
            _ if kind.is_keyword() || matches!(kind, T![as] | T![from] | T![is] | T![to]) => {
                Some(TokenKind::Keyword)
            }
            ARROW_FUNCTION | FUNCTION_TYPE | ARROW_TYPE if kind == T![->] => {
                Some(TokenKind::Operator)
            }
            VAR_FIELD | INITIALIZER if kind == T![=] => Some(TokenKind::Operator),
            _ => None,
        }
    }

    fn name_ref(&self, token: &SyntaxToken, node: &SyntaxNode) -> TokenKind {
        let parent = node.parent();
        match parent.as_ref().map(|it| it.kind()) {
            Some(FIELD_EXPR) if parent.as_ref().is_some_and(is_callee) => TokenKind::Method,
            Some(FIELD_EXPR) => TokenKind::Property,
            _ if self.is_type_param(token.text()) => TokenKind::TypeParameter,
            _ if is_type_name(token.text()) => TokenKind::Type,
            // `import a.B.field`
            _ if follows_type(node) => TokenKind::Property,
            _ => TokenKind::Namespace,
        }
    }

    fn name_expr(&self, token: &SyntaxToken, node: &SyntaxNode) -> TokenKind {
        let text = token.text();
        if token.kind() == DOLLAR_IDENT {
            TokenKind::Macro
        } else if text == "super" {
            TokenKind::Keyword
        } else if self.is_param(text) {
            TokenKind::Parameter
        } else if is_callee(node) && !is_type_name(text) {
            TokenKind::Function
        } else if is_callee(node) {
            TokenKind::EnumMember
        } else if is_type_name(text) {
            TokenKind::Type
        } else {
            TokenKind::Variable
        }
    }
}

/// Whether the token is the whole path of a type that is used.
fn is_type_hint(token: &SyntaxToken) -> bool {
    let path = token.parent().and_then(|it| it.parent());
    path.is_some_and(|path| {
        path.kind() == PATH
            && path.text_range() == token.text_range()
            && path
                .parent()
                .is_some_and(|it| !matches!(it.kind(), PACKAGE_DECL | IMPORT_DECL | USING_DECL))
    })
}

fn has_scope(kind: SyntaxKind) -> bool {
    matches!(
        kind,
        CLASS_DECL
            | INTERFACE_DECL
            | ENUM_DECL
            | ABSTRACT_DECL
            | TYPEDEF_DECL
            | ENUM_CTOR
            | FUNCTION_FIELD
            | FUNCTION_EXPR
            | ARROW_FUNCTION
    )
}

/// Whether the first letter, after underscores, is a capital.
fn is_type_name(name: &str) -> bool {
    name.trim_start_matches('_')
        .starts_with(|c: char| c.is_ascii_uppercase())
}

/// Whether the segment before this one in its path is a type.
fn follows_type(segment: &SyntaxNode) -> bool {
    segment
        .prev_sibling()
        .is_some_and(|it| is_type_name(&it.text().to_string()))
}

fn is_callee(node: &SyntaxNode) -> bool {
    node.parent()
        .is_some_and(|it| it.kind() == CALL_EXPR && it.first_child().as_ref() == Some(node))
}

/// What a declaration makes of its name.
fn declared(name: &SyntaxNode, modifiers: &mut TokenModifiers) -> Option<TokenKind> {
    let decl = name.parent()?;
    let is_top = || decl.parent().is_some_and(|it| it.kind() == SOURCE_FILE);
    Some(match decl.kind() {
        CLASS_DECL => TokenKind::Class,
        INTERFACE_DECL => TokenKind::Interface,
        ENUM_DECL => TokenKind::Enum,
        ABSTRACT_DECL | TYPEDEF_DECL | IMPORT_ALIAS => TokenKind::Type,
        ENUM_CTOR => TokenKind::EnumMember,
        TYPE_PARAM => TokenKind::TypeParameter,
        PARAM | FUNCTION_TYPE_PARAM => TokenKind::Parameter,
        STRUCT_FIELD => TokenKind::Property,
        FUNCTION_EXPR => TokenKind::Function,
        VAR_DECLARATOR | CATCH_CLAUSE => {
            let var = decl.parent().and_then(ast::VarExpr::cast);
            modifiers.readonly = var.is_some_and(|it| it.is_final());
            TokenKind::Variable
        }
        FUNCTION_FIELD => {
            let function = ast::FunctionField::cast(decl.clone())?;
            modifiers.is_static = function.has_modifier(T![static]);
            if is_top() {
                TokenKind::Function
            } else {
                TokenKind::Method
            }
        }
        VAR_FIELD => {
            let var = ast::VarField::cast(decl.clone())?;
            modifiers.is_static = var.has_modifier(T![static]);
            modifiers.readonly = var.is_final();
            let owner = decl.ancestors().find_map(ast::AbstractDecl::cast);
            let in_enum = owner.is_some_and(|it| it.enum_token().is_some());
            if is_top() {
                TokenKind::Variable
            } else if in_enum && !modifiers.is_static {
                TokenKind::EnumMember
            } else {
                TokenKind::Property
            }
        }
        _ => return None,
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
