//! What each token of a tree is by its place: one walk that keeps what it must know of the nodes around, and makes none.

use base_db::TextRange;
use syntax::SyntaxKind::*;
use syntax::{Parse, Step, SyntaxKind, T};

use super::{Resolved, SemanticToken, TokenKind, TokenModifiers};

/// A name that is used, for those who can tell what it means.
pub(super) struct Use<'a> {
    pub(super) range: TextRange,
    pub(super) text: &'a str,
    /// It is the whole path of a type, and no type parameter.
    pub(super) is_type_hint: bool,
}

/// The tokens that touch `range`; `resolve` has the first word on a name that is used.
pub(super) fn collect<'a>(
    parse: &'a Parse,
    range: Option<TextRange>,
    resolve: impl FnMut(&Use<'a>) -> Resolved,
) -> Vec<SemanticToken> {
    let mut collector = Collector {
        range,
        resolve,
        res: Vec::new(),
        open: Vec::new(),
        scopes: Vec::new(),
    };
    let mut walk = parse.walk();
    while let Some(step) = walk.next() {
        match step {
            Step::Enter(kind, range) => {
                collector.enter(kind, range);
                let is_wanted = collector.is_wanted(range) || is_needed_anyway(kind);
                if kind == INACTIVE || !is_wanted {
                    walk.skip_children();
                }
            }
            Step::Token(kind, range, text) => collector.token(kind, range, text),
            Step::Leave(..) => collector.leave(),
        }
    }
    collector.res
}

/// Nodes outside the range that tell about names inside.
fn is_needed_anyway(kind: SyntaxKind) -> bool {
    matches!(
        kind,
        PARAM_LIST | PARAM | TYPE_PARAM_LIST | TYPE_PARAM | NAME | NAME_REF
    )
}

struct Collector<'a, F> {
    range: Option<TextRange>,
    resolve: F,
    res: Vec<SemanticToken>,
    /// The nodes around, the root first.
    open: Vec<Open>,
    scopes: Vec<Scope<'a>>,
}

struct Open {
    kind: SyntaxKind,
    range: TextRange,
    /// Which of its parent's nodes it is.
    index: u32,
    n_nodes: u32,
    /// What its words say, for the name that it declares.
    modifiers: TokenModifiers,
    is_enum: bool,
    /// The name that came last in it starts like a type's.
    has_type_name: bool,
}

/// What a declaration brings into its body.
struct Scope<'a> {
    depth: usize,
    params: Vec<&'a str>,
    type_params: Vec<&'a str>,
}

impl<'a, F: FnMut(&Use<'a>) -> Resolved> Collector<'a, F> {
    fn is_wanted(&self, range: TextRange) -> bool {
        self.range.is_none_or(|it| it.intersect(range).is_some())
    }

    fn enter(&mut self, kind: SyntaxKind, range: TextRange) {
        let index = self.open.last_mut().map_or(0, |parent| {
            parent.n_nodes += 1;
            parent.n_nodes - 1
        });
        self.open.push(Open {
            kind,
            range,
            index,
            n_nodes: 0,
            modifiers: TokenModifiers::default(),
            is_enum: false,
            has_type_name: false,
        });
        if has_scope(kind) {
            self.scopes.push(Scope {
                depth: self.open.len(),
                params: Vec::new(),
                type_params: Vec::new(),
            });
        }
    }

    fn leave(&mut self) {
        if self
            .scopes
            .last()
            .is_some_and(|it| it.depth == self.open.len())
        {
            self.scopes.pop();
        }
        self.open.pop();
    }

    /// The node `up` levels above the innermost.
    fn above(&self, up: usize) -> Option<&Open> {
        self.open.iter().rev().nth(up)
    }

    fn kind_above(&self, up: usize) -> Option<SyntaxKind> {
        self.above(up).map(|it| it.kind)
    }

    fn is_param(&self, name: &str) -> bool {
        self.scopes.iter().any(|scope| scope.params.contains(&name))
    }

    fn is_type_param(&self, name: &str) -> bool {
        let mut scopes = self.scopes.iter();
        scopes.any(|scope| scope.type_params.contains(&name))
    }

    fn token(&mut self, token: SyntaxKind, range: TextRange, text: &'a str) {
        self.note(token, text);
        let mut modifiers = TokenModifiers::default();
        if self.is_wanted(range)
            && let Some(kind) = self.token_kind(token, range, text, &mut modifiers)
        {
            self.res.push(SemanticToken {
                range,
                kind,
                modifiers,
            });
        }
        if self.kind_above(0) == Some(NAME_REF)
            && let Some(above) = self.open.iter_mut().rev().nth(1)
        {
            above.has_type_name = is_type_name(text);
        }
    }

    /// What later tokens depend on.
    fn note(&mut self, token: SyntaxKind, text: &'a str) {
        let Some(parent) = self.open.last_mut() else {
            return;
        };
        match token {
            T![static] => parent.modifiers.is_static = true,
            T![final] => parent.modifiers.readonly = true,
            T![abstract] => parent.modifiers.is_abstract = true,
            T![extern] => parent.modifiers.is_extern = true,
            T![inline] => parent.modifiers.is_inline = true,
            T![macro] => parent.modifiers.is_macro = true,
            _ if parent.kind == METADATA_NAME && text == "deprecated" => {
                // The name, the metadata, the declaration.
                if let Some(decl) = self.open.iter_mut().rev().nth(2) {
                    decl.modifiers.deprecated = true;
                }
            }
            T![enum] => parent.is_enum = true,
            _ if parent.kind == NAME && self.kind_above(3).is_some_and(has_scope) => {
                let owner = (self.kind_above(2), self.kind_above(1));
                let Some(scope) = self.scopes.last_mut() else {
                    return;
                };
                match owner {
                    (Some(PARAM_LIST), Some(PARAM)) => scope.params.push(text),
                    (Some(TYPE_PARAM_LIST), Some(TYPE_PARAM)) => scope.type_params.push(text),
                    _ => {}
                }
            }
            _ => {}
        }
    }

    fn token_kind(
        &mut self,
        token: SyntaxKind,
        range: TextRange,
        text: &'a str,
        modifiers: &mut TokenModifiers,
    ) -> Option<TokenKind> {
        Some(match token {
            WHITESPACE => return None,
            LINE_COMMENT | BLOCK_COMMENT | SHEBANG => TokenKind::Comment,
            DOC_COMMENT => {
                modifiers.documentation = true;
                TokenKind::Comment
            }
            STRING | MARKUP | TEMPLATE_START | TEMPLATE_TEXT | TEMPLATE_END => TokenKind::String,
            REGEX => TokenKind::Regexp,
            INT | FLOAT => TokenKind::Number,
            TEMPLATE_DOLLAR | TEMPLATE_OPEN | TEMPLATE_CLOSE => TokenKind::Operator,
            HASH_IF | HASH_ELSEIF | HASH_ELSE | HASH_END | HASH_ERROR | HASH_LINE
            | HASH_UNKNOWN => TokenKind::Macro,
            _ => return self.word_or_operator(token, range, text, modifiers),
        })
    }

    fn word_or_operator(
        &mut self,
        token: SyntaxKind,
        range: TextRange,
        text: &'a str,
        modifiers: &mut TokenModifiers,
    ) -> Option<TokenKind> {
        match self.kind_above(0)? {
            DIRECTIVE if token == T![ident] || token.is_keyword() => Some(TokenKind::Macro),
            METADATA_NAME => Some(TokenKind::Decorator),
            METADATA if matches!(token, T![@] | T![:]) => Some(TokenKind::Decorator),
            NAME => {
                modifiers.declaration = true;
                self.declared(modifiers)
            }
            NAME_REF => {
                let is_type_hint = self.is_type_hint(range);
                if is_type_hint && self.is_type_param(text) {
                    return Some(TokenKind::TypeParameter);
                }
                let name = Use {
                    range,
                    text,
                    is_type_hint,
                };
                let resolved = (self.resolve)(&name);
                *modifiers = resolved.modifiers;
                Some(resolved.kind.unwrap_or_else(|| self.name_ref(text)))
            }
            NAME_EXPR => {
                let name = Use {
                    range,
                    text,
                    is_type_hint: false,
                };
                let resolved = (self.resolve)(&name);
                *modifiers = resolved.modifiers;
                let by_place = || self.name_expr(token, text);
                Some(resolved.kind.unwrap_or_else(by_place))
            }
            OBJECT_FIELD_NAME => Some(TokenKind::Property),
            PROPERTY_ACCESSOR => Some(TokenKind::Keyword),
            REIFICATION_EXPR if token == DOLLAR_IDENT => Some(TokenKind::Macro),
            BINARY_EXPR | PREFIX_EXPR | POSTFIX_EXPR | TERNARY_EXPR if token.is_punct() => {
                Some(TokenKind::Operator)
            }
            _ if token.is_keyword() || matches!(token, T![as] | T![from] | T![is] | T![to]) => {
                Some(TokenKind::Keyword)
            }
            ARROW_FUNCTION | FUNCTION_TYPE | ARROW_TYPE if token == T![->] => {
                Some(TokenKind::Operator)
            }
            VAR_FIELD | INITIALIZER if token == T![=] => Some(TokenKind::Operator),
            _ => None,
        }
    }

    /// Whether the name at `range` is the whole path of a type that is used.
    fn is_type_hint(&self, range: TextRange) -> bool {
        self.above(1)
            .is_some_and(|path| path.kind == PATH && path.range == range)
            && self
                .kind_above(2)
                .is_some_and(|it| !matches!(it, PACKAGE_DECL | IMPORT_DECL | USING_DECL))
    }

    fn name_ref(&self, text: &str) -> TokenKind {
        match self.kind_above(1) {
            Some(FIELD_EXPR) if self.is_callee(1) => TokenKind::Method,
            Some(FIELD_EXPR) => TokenKind::Property,
            _ if self.is_type_param(text) => TokenKind::TypeParameter,
            _ if is_type_name(text) => TokenKind::Type,
            // `import a.B.field`
            _ if self.above(1).is_some_and(|it| it.has_type_name) => TokenKind::Property,
            _ => TokenKind::Namespace,
        }
    }

    fn name_expr(&self, token: SyntaxKind, text: &str) -> TokenKind {
        if token == DOLLAR_IDENT {
            TokenKind::Macro
        } else if text == "super" {
            TokenKind::Keyword
        } else if self.is_param(text) {
            TokenKind::Parameter
        } else if self.is_callee(0) && !is_type_name(text) {
            TokenKind::Function
        } else if self.is_callee(0) {
            TokenKind::EnumMember
        } else if is_type_name(text) {
            TokenKind::Type
        } else {
            TokenKind::Variable
        }
    }

    /// Whether the node `up` levels above the innermost is what a call calls.
    fn is_callee(&self, up: usize) -> bool {
        self.kind_above(up + 1) == Some(CALL_EXPR) && self.above(up).is_some_and(|it| it.index == 0)
    }

    /// What a declaration makes of its name.
    fn declared(&self, modifiers: &mut TokenModifiers) -> Option<TokenKind> {
        let decl = self.above(1)?;
        modifiers.deprecated = decl.modifiers.deprecated;
        let is_top = self.kind_above(2) == Some(SOURCE_FILE);
        Some(match decl.kind {
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
                let var = self.above(2).filter(|it| it.kind == VAR_EXPR);
                modifiers.readonly = var.is_some_and(|it| it.modifiers.readonly);
                TokenKind::Variable
            }
            FUNCTION_FIELD => {
                *modifiers = TokenModifiers {
                    declaration: true,
                    // A final method is not a value that could be written.
                    readonly: false,
                    ..decl.modifiers
                };
                if is_top {
                    TokenKind::Function
                } else {
                    TokenKind::Method
                }
            }
            VAR_FIELD => {
                *modifiers = TokenModifiers {
                    declaration: true,
                    ..decl.modifiers
                };
                let mut around = self.open.iter().rev();
                let owner = around.find(|it| it.kind == ABSTRACT_DECL);
                if is_top {
                    TokenKind::Variable
                } else if owner.is_some_and(|it| it.is_enum) && !decl.modifiers.is_static {
                    TokenKind::EnumMember
                } else {
                    TokenKind::Property
                }
            }
            _ => return None,
        })
    }
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
