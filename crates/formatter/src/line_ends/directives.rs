//! Lines that directives end: all of them, unless they stand in the middle of one.
//!
//! ```haxe
//! #if js
//! a();
//! #end
//! b(#if js c #else d #end);
//! ```

use syntax::SyntaxKind::*;

use crate::config::AfterOrNone;
use crate::config::WhitespacePolicy::After;
use crate::gaps::Formatter;
use crate::layout::{Tok, is_comment};

impl Formatter<'_> {
    pub(super) fn end_lines_at_directives(&mut self) {
        for tok in 0..self.layout.len() {
            match self.layout.kind(tok) {
                HASH_IF | HASH_ELSEIF => {
                    let last = self.directive_end(tok);
                    if self.config.line_ends.sharp == AfterOrNone::None {
                        self.whitespace(last, After);
                    } else if self.is_inline_directive(tok) {
                        if self.layout.kind(tok) == HASH_ELSEIF
                            || !self.layout.is_first_on_line(tok)
                        {
                            self.no_line_end_before(tok);
                        }
                    } else {
                        self.line_end_before(tok);
                        self.line_end_after(last);
                    }
                }
                HASH_ELSE if self.is_inline_directive(tok) => self.no_line_end_before(tok),
                HASH_ELSE => {
                    self.line_end_before(tok);
                    self.line_end_after(tok);
                }
                HASH_END => {
                    match self.is_inline_directive(tok) {
                        true => self.no_line_end_before(tok),
                        false => self.line_end_before(tok),
                    }
                    if !matches!(self.layout.next_kind(tok), COMMA | SEMICOLON)
                        && self.layout.is_last_on_line(tok)
                    {
                        self.line_end_after(tok);
                    }
                }
                HASH_ERROR | HASH_LINE | HASH_UNKNOWN => {
                    let last = self.directive_end(tok);
                    self.line_end_after(last);
                }
                _ => {}
            }
        }
    }

    /// The last token of a directive: that of its condition.
    pub(crate) fn directive_end(&self, tok: Tok) -> Tok {
        match self.layout.directive(tok) {
            Some(directive) => self.layout.node(directive).last.max(tok),
            None => tok,
        }
    }

    /// Whether the `#if … #end` of a directive stands in the middle of a line.
    pub(crate) fn is_inline_directive(&self, tok: Tok) -> bool {
        let Some(conditional) = self.layout.conditional_of[tok] else {
            return false;
        };
        let conditional = &self.layout.conditionals[conditional];
        let (Some(&start), Some(&end)) = (
            conditional.directives.first(),
            conditional.directives.last(),
        ) else {
            return false;
        };
        if !conditional.has_end {
            return false;
        }
        // `a #if b, c #end` can be taken apart nowhere.
        let first = self.directive_end(start) + 1;
        if first < end && self.layout.kind(first) == COMMA {
            return true;
        }
        let n_lines = self.layout.lines_between(start, end);
        if matches!(self.layout.next_kind(end), COMMA | SEMICOLON) {
            return n_lines <= 5;
        }
        if n_lines == 0 {
            return true;
        }
        if n_lines > 3 {
            return false;
        }
        if !self.layout.is_last_on_line(end) || !self.layout.is_first_on_line(start) {
            return true;
        }
        let Some(prev) = self.layout.prev(start) else {
            return false;
        };
        if self.is_newline_after(prev) {
            return false;
        }
        match self.layout.kind(prev) {
            SEMICOLON | R_CURLY | L_BRACK | COMMA => false,
            kind if is_comment(kind) => false,
            _ if self.is_binary_operator(prev) => true,
            R_PAREN => self.layout.was_same_line(prev, start),
            _ => true,
        }
    }
}
