//! The first pass: spaces between tokens of one line.
//!
//! Each token says what it wants on either side; where two disagree, the later
//! one counts. What a token is depends on the node it stands in: `<` compares or
//! opens type parameters, `:` has six meanings.

mod brackets;

pub(crate) use brackets::{Brace, Bracket, Paren};

use syntax::SyntaxKind::*;

use crate::config::WhitespacePolicy::{self, *};
use crate::gaps::Formatter;
use crate::layout::{Tok, is_comment};

impl Formatter<'_> {
    pub fn mark_whitespace(&mut self) {
        for tok in 0..self.layout.len() {
            if let Some(policy) = self.whitespace_policy(tok) {
                self.whitespace(tok, policy);
            }
        }
    }

    fn whitespace_policy(&mut self, tok: Tok) -> Option<WhitespacePolicy> {
        let kind = self.layout.kind(tok);
        let parent = self.layout.parent_kind(tok);
        let options = &self.config.whitespace;
        let is_type_list = matches!(parent, TYPE_PARAM_LIST | TYPE_ARG_LIST);
        Some(match kind {
            LT if is_type_list => options.type_param_open_policy,
            GT if is_type_list => self.type_params_end(tok),
            GT if parent == STRUCT_EXTENSION => options.type_extension_policy,
            DOT3 => match self.layout.prev_kind(tok) {
                COMMA => options.interval_policy.with_before(),
                _ => options.interval_policy,
            },
            IN_KW if matches!(parent, METADATA | METADATA_NAME) => {
                match self.layout.next_kind(tok) {
                    L_PAREN => None,
                    _ => After,
                }
            }
            IN_KW | AS_KW => Around,
            STAR if parent == IMPORT_DECL => None,
            MINUS if parent == PREFIX_EXPR => self.minus_sign(tok)?,
            BANG | TILDE | PLUS2 | MINUS2 | AT => self.unary_or_metadata(tok)?,
            COMMA => options.comma_policy,
            COLON => self.colon(tok),
            IS_KW => Around,
            FROM_KW | TO_KW if parent == ABSTRACT_RELATION => {
                self.wrap_before(tok, true);
                Around
            }
            DOLLAR_IDENT => match self.is_word(self.layout.next_kind(tok)) {
                true => After,
                false => return Option::None,
            },
            L_PAREN | R_PAREN | L_BRACK | R_BRACK | L_CURLY | R_CURLY => {
                return self.bracket(tok);
            }
            QUESTION if parent == TERNARY_EXPR => options.ternary_policy,
            QUESTION => NoneAfter,
            HASH_IF | HASH_ELSEIF | HASH_ELSE | HASH_END | HASH_ERROR | HASH_LINE => {
                return self.directive_space(tok);
            }
            SEMICOLON => match self.layout.next_kind(tok) {
                R_CURLY => options.semicolon_policy.without_after(),
                _ => options.semicolon_policy,
            },
            ARROW => match parent {
                ARROW_TYPE if self.is_new_notation(tok) => options.function_type_haxe4_policy,
                ARROW_TYPE => options.function_type_haxe3_policy,
                FUNCTION_TYPE => options.function_type_haxe4_policy,
                _ => options.arrow_functions_policy,
            },
            LINE_COMMENT => Before,
            BLOCK_COMMENT | DOC_COMMENT => self.comment(tok),
            DOT | QUESTION_DOT | INTERPOLATION => return Option::None,
            _ if kind.is_keyword() => self.keyword(tok)?,
            _ if self.is_constant(kind) => {
                return self.constant(tok);
            }
            _ if self.is_binary_operator(tok) => options.binop_policy,
            _ => return Option::None,
        })
    }

    /// `(A) -> B`, as against `A->B` and `(A->B)->C`.
    fn is_new_notation(&self, arrow: Tok) -> bool {
        let node = self.layout.parent(arrow);
        let param = self.layout.real_children(node).next();
        let is_paren = param.is_some_and(|it| {
            self.layout.node_kind(it) == PAREN_TYPE
                && self.layout.child_node(it, ARROW_TYPE).is_none()
        });
        is_paren && self.layout.grand_kind(arrow) != ARROW_TYPE
    }

    /// Names and literals.
    pub(crate) fn is_constant(&self, kind: syntax::SyntaxKind) -> bool {
        matches!(kind, IDENT | INT | FLOAT | STRING | REGEX | MARKUP)
    }

    /// Whether two of these must not touch.
    fn is_word(&self, kind: syntax::SyntaxKind) -> bool {
        kind.is_keyword() || self.is_constant(kind)
    }

    pub(crate) fn is_binary_operator(&self, tok: Tok) -> bool {
        let kind = self.layout.kind(tok);
        kind == EQ
            || kind == PIPE
            || kind == AMP
            || self.layout.parent_kind(tok) == BINARY_EXPR
            || (self.layout.parent_kind(tok) == DIRECTIVE
                && matches!(
                    kind,
                    AMP2 | PIPE2 | EQ2 | NEQ | LT | GT | LT_EQ | GT_EQ | PLUS | MINUS
                ))
    }

    fn constant(&mut self, tok: Tok) -> Option<WhitespacePolicy> {
        let next = self.layout.next_kind(tok);
        // `template.name` in conditions of directives is one token.
        self.is_word(next).then_some(After)
    }

    fn type_params_end(&self, tok: Tok) -> WhitespacePolicy {
        let policy = self.config.whitespace.type_param_close_policy;
        match self.layout.next_kind(tok) {
            COMMA | SEMICOLON | GT | R_PAREN | R_CURLY => policy.without_after(),
            kind if kind.is_keyword() => policy.with_after(),
            _ => policy,
        }
    }

    /// `-x`; what is before a number is part of it.
    fn minus_sign(&self, tok: Tok) -> Option<WhitespacePolicy> {
        if matches!(self.layout.next_kind(tok), INT | FLOAT) {
            return Option::None;
        }
        let policy = self.config.whitespace.binop_policy.without_after();
        Some(match self.layout.prev_kind(tok) {
            L_PAREN | L_BRACK => policy.without_before(),
            _ => policy,
        })
    }

    fn unary_or_metadata(&self, tok: Tok) -> Option<WhitespacePolicy> {
        if self.layout.kind(tok) == AT {
            return self.metadata_start(tok);
        }
        let ends = matches!(
            self.layout.next_kind(tok),
            COMMA | SEMICOLON | R_PAREN | R_BRACK | R_CURLY | DOT
        );
        let behind_name = self.layout.prev_kind(tok) == IDENT;
        (!ends && behind_name && self.layout.parent_kind(tok) == POSTFIX_EXPR).then_some(After)
    }

    fn metadata_start(&self, tok: Tok) -> Option<WhitespacePolicy> {
        let prev = self.layout.prev(tok)?;
        let gap = self.gaps[prev];
        if gap.newline || gap.space {
            return Option::None;
        }
        let kind = self.layout.kind(prev);
        let opens = matches!(kind, L_PAREN | L_BRACK | L_CURLY | SEMICOLON | LT)
            || is_comment(kind)
            || self.is_binary_operator(prev);
        (!opens).then_some(Before)
    }

    fn colon(&self, tok: Tok) -> WhitespacePolicy {
        let options = &self.config.whitespace;
        let policy = match self.layout.parent_kind(tok) {
            CASE_CLAUSE => options.case_colon_policy,
            TYPE_HINT | FUNCTION_TYPE_PARAM => match self.layout.grand_kind(tok) {
                CHECK_TYPE_EXPR => options.type_check_colon_policy,
                MACRO_EXPR => options.type_hint_colon_policy.with_before(),
                _ => options.type_hint_colon_policy,
            },
            TERNARY_EXPR => options.ternary_policy,
            OBJECT_FIELD => options.object_field_colon_policy,
            METADATA => return None,
            STRUCT_FIELD => options.type_hint_colon_policy,
            _ => options.colon_policy,
        };
        let Some(prev) = self.layout.prev(tok) else {
            return policy;
        };
        let behind_directive = match self.layout.kind(prev) {
            HASH_IF | HASH_ELSEIF | HASH_ELSE => true,
            _ => self.layout.directive_ended_by(prev).is_some_and(|it| {
                matches!(
                    self.layout.kind(self.layout.node(it).first),
                    HASH_IF | HASH_ELSEIF
                )
            }),
        };
        match behind_directive {
            true => policy.with_before(),
            false => policy,
        }
    }

    fn keyword(&mut self, tok: Tok) -> Option<WhitespacePolicy> {
        if let Some(prev) = self.layout.prev(tok) {
            match self.layout.kind(prev) {
                R_PAREN => self.space_after(prev, true),
                AT | DOT => return Option::None,
                // `@:enum`
                COLON if self.layout.parent_kind(prev) == METADATA => return Option::None,
                kind if self.is_constant(kind) => self.space_after(prev, true),
                _ => {}
            }
        }
        let options = &self.config.whitespace;
        let next = self.layout.next_kind(tok);
        Some(match self.layout.kind(tok) {
            NULL_KW | TRUE_KW | FALSE_KW | THIS_KW | DEFAULT_KW | CONTINUE_KW => {
                match next.is_keyword() || next == IDENT || next == QUESTION {
                    true => After,
                    false => NoneAfter,
                }
            }
            EXTENDS_KW | IMPLEMENTS_KW => Around,
            IF_KW => options.if_policy,
            ELSE_KW => options.if_policy.with_after(),
            DO_KW => options.do_policy,
            WHILE_KW => options.while_policy,
            FOR_KW => options.for_policy,
            SWITCH_KW => options.switch_policy,
            TRY_KW => options.try_policy,
            CATCH_KW => options.catch_policy,
            RETURN_KW | UNTYPED_KW => After,
            _ if matches!(next, L_PAREN | DOT | COMMA | SEMICOLON) => return Option::None,
            _ => After,
        })
    }

    fn directive_space(&mut self, tok: Tok) -> Option<WhitespacePolicy> {
        let next = self.layout.next_kind(tok);
        match self.layout.kind(tok) {
            HASH_IF => {
                self.space_after(tok, true);
                if let Some(prev) = self.layout.prev(tok)
                    && self.layout.kind(prev) != DOT3
                    && (self.is_word(self.layout.kind(prev))
                        || self.layout.kind(prev) == GT
                        || self.is_binary_operator(prev))
                {
                    self.space_after(prev, true);
                }
                if let Some(directive) = self.layout.directive(tok) {
                    let last = self.layout.node(directive).last;
                    self.space_after(last, true);
                }
                Option::None
            }
            HASH_END => {
                if !matches!(self.layout.prev_kind(tok), L_PAREN | L_CURLY | L_BRACK) {
                    self.whitespace(tok, Before);
                }
                let wants =
                    matches!(next, L_PAREN | L_CURLY | L_BRACK | QUESTION) || self.is_word(next);
                wants.then_some(After)
            }
            _ => Some(Around),
        }
    }

    fn comment(&self, tok: Tok) -> WhitespacePolicy {
        let mut policy = Around;
        match self.layout.prev_kind(tok) {
            L_PAREN | L_BRACK | L_CURLY => policy = policy.without_before(),
            LT if matches!(
                self.layout.parent_kind(tok - 1),
                TYPE_PARAM_LIST | TYPE_ARG_LIST
            ) =>
            {
                policy = policy.without_before();
            }
            _ => {}
        }
        match self.layout.next_kind(tok) {
            COMMA | R_PAREN | R_BRACK | R_CURLY => policy.without_after(),
            _ => policy,
        }
    }
}
