//! Spaces around brackets, by what the pair stands for.

use syntax::SyntaxKind::*;

use crate::config::OpenClose;
use crate::config::WhitespacePolicy::{self, *};
use crate::gaps::Formatter;
use crate::layout::{Layout, NodeId, Tok};

/// What a pair of parentheses stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Paren {
    Metadata,
    Parameters,
    Call,
    Switch,
    While,
    If,
    Directive,
    Catch,
    For,
    Expression,
}

/// What a pair of braces stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Brace {
    Block,
    Typedef,
    Object,
    AnonType,
    Reification,
}

/// What a pair of brackets stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Bracket {
    Access,
    Array,
    Comprehension,
    Map,
}

impl Layout<'_> {
    pub fn paren(&self, tok: Tok) -> Paren {
        let grand = self.grand_kind(tok);
        match self.parent_kind(tok) {
            ARG_LIST if grand == METADATA => Paren::Metadata,
            PARAM_LIST if grand == ENUM_CTOR => Paren::Parameters,
            PARAM_LIST | FUNCTION_TYPE_PARAM_LIST => Paren::Parameters,
            ARG_LIST | CAST_EXPR | UNDERLYING_TYPE | PROPERTY_ACCESS => Paren::Call,
            PAREN_EXPR if grand == SWITCH_EXPR => Paren::Switch,
            WHILE_EXPR | DO_WHILE_EXPR => Paren::While,
            IF_EXPR | CASE_GUARD => Paren::If,
            DIRECTIVE => Paren::Directive,
            CATCH_CLAUSE => Paren::Catch,
            FOR_EXPR => Paren::For,
            _ => Paren::Expression,
        }
    }

    pub fn brace(&self, tok: Tok) -> Brace {
        match self.parent_kind(tok) {
            OBJECT_EXPR => Brace::Object,
            STRUCT_TYPE if self.is_typedef_body(self.parent(tok)) => Brace::Typedef,
            STRUCT_TYPE => Brace::AnonType,
            REIFICATION_EXPR => Brace::Reification,
            _ => Brace::Block,
        }
    }

    /// `typedef T = {…}`, also as a part of `A & {…}`.
    fn is_typedef_body(&self, node: NodeId) -> bool {
        let outer = self
            .ancestors(self.node_parent(node))
            .find(|&it| self.node_kind(it) != INTERSECTION_TYPE);
        outer.is_some_and(|it| self.node_kind(it) == TYPEDEF_DECL)
    }

    pub fn bracket(&self, tok: Tok) -> Bracket {
        let node = self.parent(tok);
        if self.node_kind(node) == INDEX_EXPR {
            return Bracket::Access;
        }
        let Some(first) = self.real_children(node).next() else {
            return Bracket::Array;
        };
        match self.node_kind(first) {
            FOR_EXPR | WHILE_EXPR | DO_WHILE_EXPR => Bracket::Comprehension,
            BINARY_EXPR if self.child_token(first, FAT_ARROW).is_some() => Bracket::Map,
            _ => Bracket::Array,
        }
    }
}

impl Formatter<'_> {
    pub(super) fn bracket(&mut self, tok: Tok) -> Option<WhitespacePolicy> {
        let closes = matches!(self.layout.kind(tok), R_PAREN | R_BRACK | R_CURLY);
        let options = self.bracket_options(tok);
        let empty = match closes {
            true => matches!(self.layout.prev_kind(tok), L_PAREN | L_BRACK | L_CURLY),
            false => matches!(self.layout.next_kind(tok), R_PAREN | R_BRACK | R_CURLY),
        } && options.remove_inner_when_empty;
        let mut policy = match closes {
            true => options.closing_policy,
            false => options.opening_policy,
        };
        if self.layout.kind(tok) == L_PAREN {
            policy = self.opening_paren(tok, policy);
        }
        policy = match (empty, closes) {
            (true, true) => policy.without_before(),
            (true, false) => policy.without_after(),
            (false, _) => policy,
        };
        policy = self.beside_other_tokens(tok, closes, policy);
        if !self.config.whitespace.compress_successive_parenthesis {
            return Some(policy);
        }
        match closes {
            true => Some(self.compress_closing(tok, policy)),
            false => self.compress_opening(tok, policy),
        }
    }

    fn bracket_options(&self, tok: Tok) -> OpenClose {
        let options = &self.config.whitespace;
        match self.layout.kind(tok) {
            L_PAREN | R_PAREN => {
                let parens = &options.paren_config;
                let conditions = &parens.condition_parens;
                match self.layout.paren(tok) {
                    Paren::Metadata => &parens.metadata_parens,
                    Paren::Parameters if self.has_name(tok) => &parens.func_param_parens,
                    Paren::Parameters => &parens.anon_func_param_parens,
                    Paren::Call => &parens.call_parens,
                    Paren::Switch => parens
                        .switch_condition_parens
                        .as_ref()
                        .unwrap_or(conditions),
                    Paren::While => parens.while_condition_parens.as_ref().unwrap_or(conditions),
                    Paren::If => parens.if_condition_parens.as_ref().unwrap_or(conditions),
                    Paren::Directive => {
                        parens.sharp_condition_parens.as_ref().unwrap_or(conditions)
                    }
                    Paren::Catch => parens.catch_parens.as_ref().unwrap_or(conditions),
                    Paren::For => &parens.for_loop_parens,
                    Paren::Expression => &parens.expression_parens,
                }
            }
            L_CURLY | R_CURLY => match self.layout.brace(tok) {
                Brace::Block => &options.braces_config.block_braces,
                Brace::Typedef => &options.braces_config.typedef_braces,
                Brace::Object => &options.braces_config.object_literal_braces,
                Brace::AnonType => &options.braces_config.anon_type_braces,
                Brace::Reification => &options.braces_config.unknown_braces,
            },
            _ => match self.layout.bracket(tok) {
                Bracket::Access => &options.bracket_config.access_brackets,
                Bracket::Array => &options.bracket_config.array_literal_brackets,
                Bracket::Comprehension => &options.bracket_config.comprehension_brackets,
                Bracket::Map => &options.bracket_config.map_literal_brackets,
            },
        }
        .clone()
    }

    /// Whether parameters are those of a function with a name.
    pub(crate) fn has_name(&self, tok: Tok) -> bool {
        let owner = self.layout.node_parent(self.layout.parent(tok));
        self.layout.child_node(owner, NAME).is_some()
    }

    fn opening_paren(&self, tok: Tok, policy: WhitespacePolicy) -> WhitespacePolicy {
        let mut policy = policy;
        let kind = self.layout.paren(tok);
        if kind == Paren::Metadata {
            policy = policy.without_before();
        }
        if kind == Paren::Parameters
            && matches!(self.layout.grand_kind(tok), ARROW_FUNCTION | FUNCTION_TYPE)
        {
            // What stands before has its own wish: `return (a) -> b`, `x:(A) -> B`.
            policy = match policy {
                None => NoneAfter,
                NoneBefore => return NoneAfter,
                OnlyAfter => After,
                _ => policy,
            };
        }
        let Some(prev) = self.layout.prev(tok) else {
            return policy;
        };
        match self.layout.kind(prev) {
            HASH_END if policy == None => OnlyBefore,
            HASH_END => policy.with_before(),
            BANG | TILDE | PLUS2 | MINUS2 => policy.without_before(),
            _ if self.gaps[prev].space
                && (self.is_binary_operator(prev)
                    || crate::layout::is_block_comment(self.layout.kind(prev))) =>
            {
                policy.with_before()
            }
            _ => policy,
        }
    }

    fn beside_other_tokens(
        &self,
        tok: Tok,
        closes: bool,
        policy: WhitespacePolicy,
    ) -> WhitespacePolicy {
        let mut policy = policy;
        if let Some(prev) = self.layout.prev(tok) {
            match self.layout.kind(prev) {
                R_PAREN
                    if self.layout.kind(tok) == L_BRACK
                        && !matches!(self.layout.paren(prev), Paren::Call | Paren::Expression) =>
                {
                    policy = policy.with_before();
                }
                QUESTION if self.layout.parent_kind(prev) == TERNARY_EXPR => {
                    policy = policy.with_before();
                }
                COLON if !self.is_tight_colon(prev) => policy = policy.with_before(),
                _ if self.is_assignment(prev) => policy = policy.with_before(),
                _ => {}
            }
        }
        match self.layout.next_kind(tok) {
            DOT | QUESTION_DOT | COMMA | COLON | SEMICOLON => policy = policy.without_after(),
            GT if self.layout.kind(tok) == R_CURLY => policy = policy.without_after(),
            FAT_ARROW => policy = policy.with_after(),
            kind if closes && kind.is_keyword() => policy = policy.with_after(),
            _ => {}
        }
        policy
    }

    /// `=` and its kin.
    pub(crate) fn is_assignment(&self, tok: Tok) -> bool {
        matches!(
            self.layout.kind(tok),
            EQ | PLUS_EQ
                | MINUS_EQ
                | STAR_EQ
                | SLASH_EQ
                | PERCENT_EQ
                | AMP_EQ
                | PIPE_EQ
                | CARET_EQ
                | SHL_EQ
                | SHR_EQ
                | USHR_EQ
                | AMP2_EQ
                | PIPE2_EQ
                | QUESTION2_EQ
        )
    }

    /// A `:` after which no space was wanted.
    fn is_tight_colon(&self, tok: Tok) -> bool {
        !self.gaps[tok].space && !self.gaps[tok].newline
    }

    fn compress_closing(&self, tok: Tok, policy: WhitespacePolicy) -> WhitespacePolicy {
        let next = self.layout.next_kind(tok);
        match next {
            R_CURLY => policy.without_after(),
            L_PAREN | R_PAREN | L_CURLY | L_BRACK | R_BRACK => {
                let head = self.layout.kind(tok) == R_PAREN
                    && !matches!(
                        self.layout.paren(tok),
                        Paren::Metadata | Paren::Call | Paren::Expression
                    );
                match head {
                    true if next == R_PAREN || next == R_BRACK => policy.without_after(),
                    true => policy.with_after(),
                    false => policy.without_after(),
                }
            }
            GT if matches!(
                self.layout.parent_kind(tok + 1),
                TYPE_PARAM_LIST | TYPE_ARG_LIST
            ) =>
            {
                policy.without_after()
            }
            _ => policy,
        }
    }

    /// `None` where what stands before has the last word.
    fn compress_opening(&self, tok: Tok, policy: WhitespacePolicy) -> Option<WhitespacePolicy> {
        let Some(prev) = self.layout.prev(tok) else {
            return Some(policy);
        };
        Some(match self.layout.kind(prev) {
            L_PAREN | L_CURLY | L_BRACK | DOT3 => policy.without_before(),
            R_PAREN => match self.layout.paren(prev) {
                Paren::Switch | Paren::While | Paren::If | Paren::Directive | Paren::Catch => {
                    policy.with_before()
                }
                _ => policy,
            },
            LT if self.layout.kind(tok) == L_CURLY => return Option::None,
            COLON => match self.is_tight_colon(prev) {
                true => policy.without_before(),
                false => policy.with_before(),
            },
            ARROW => return Option::None,
            COMMA if self.config.whitespace.comma_policy.has_after() => policy.with_before(),
            FROM_KW | TO_KW => policy.with_before(),
            _ => policy,
        })
    }
}
