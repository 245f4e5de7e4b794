//! Objects and structures: on one line where they were and fit, else a field per line.

use syntax::SyntaxKind::*;

use super::{Measures, Place};
use crate::config::WhitespacePolicy::{Before, NoneAfter, NoneBefore};
use crate::config::{CurlyLineEnd, WrapType};
use crate::gaps::Formatter;
use crate::layout::{Tok, is_comment, is_hash};
use crate::whitespace::Brace;

impl Formatter<'_> {
    pub(super) fn wrap_braces(&mut self, open: Tok) {
        let Some(close) = self.layout.pair(open) else {
            return;
        };
        match self.layout.brace(open) {
            Brace::Block | Brace::Reification => {}
            Brace::Typedef => {
                if !self.is_newline_before(open) && self.layout.was_same_line(open, close) {
                    self.on_one_line(open, close);
                }
            }
            Brace::Object => self.wrap_object(open, close),
            Brace::AnonType => self.wrap_anon_type(open, close),
        }
    }

    fn wrap_anon_type(&mut self, open: Tok, close: Tok) {
        if open + 1 == close {
            self.whitespace(open, NoneAfter);
            self.whitespace(close, NoneBefore);
            return;
        }
        match self.layout.next_kind(close) {
            L_CURLY => match self.config.line_ends.left_curly {
                CurlyLineEnd::None | CurlyLineEnd::After => self.no_line_end_after(close),
                CurlyLineEnd::Before | CurlyLineEnd::Both => {}
            },
            GT | FROM_KW | TO_KW => self.no_line_end_after(close),
            kind if kind.is_keyword() || self.is_constant(kind) => self.line_end_after(close),
            _ => {}
        }
        if !self.layout.was_same_line(open, close) {
            self.field_per_line(open, close, 0, false);
            return;
        }
        let place = Place {
            start: open,
            end: Some(close),
            items: self.items(open, close),
            rules: &self.config.wrapping.anon_type,
            trailing: true,
            indent: None,
        };
        self.wrap_place(&place);
        self.field_per_line_if_broken(open, close);
    }

    fn wrap_object(&mut self, open: Tok, close: Tok) {
        if open + 1 == close {
            self.whitespace(open, NoneAfter);
            self.whitespace(close, NoneBefore);
            return;
        }
        let items = self.items(open, close);
        let has_line_comment = (open..close).any(|tok| {
            self.layout.kind(tok) == LINE_COMMENT && {
                let list = self.layout.parent(open);
                self.layout.parent(tok) == list
            }
        });
        if !self.layout.was_same_line(open, close) || has_line_comment {
            self.field_per_line(open, close, 0, false);
            return;
        }
        let mut measures = Measures::new(&items, self.indented_line_length(open));
        // Objects are measured as if all stood on one line.
        let lengths: Vec<usize> = items
            .iter()
            .map(|item| self.length_between(item.first, item.last) + self.token_length(item.last))
            .collect();
        measures.total = lengths.iter().sum();
        measures.longest = lengths.iter().copied().max().unwrap_or(0);
        measures.shortest = lengths.iter().copied().min().unwrap_or(0);
        measures.has_multiline = false;
        measures.equal = false;
        let rules = &self.config.wrapping.object_literal;
        let (wrap, indent) = match self.matching(rules, &measures) {
            Some(rule) => (rule.wrap, rule.additional_indent),
            None => (rules.default_wrap, rules.default_additional_indent),
        };
        match wrap {
            WrapType::OnePerLine => self.field_per_line(open, close, indent, false),
            WrapType::OnePerLineAfterFirst => self.field_per_line(open, close, indent, true),
            WrapType::Keep => self.keep_fields(open, close, indent),
            WrapType::EqualNumber => {}
            WrapType::FillLine | WrapType::FillLineWithLeadingBreak => {
                self.fill_with_fields(open, close, indent);
            }
            WrapType::NoWrap => self.object_on_one_line(open, close),
        }
        self.field_per_line_if_broken(open, close);
    }

    /// Braces that take several lines after all have a line for each field, as they have when
    /// they are written so.
    fn field_per_line_if_broken(&mut self, open: Tok, close: Tok) {
        if !self.is_same_line_between(open, close) {
            self.field_per_line(open, close, 0, false);
        }
    }

    fn object_on_one_line(&mut self, open: Tok, close: Tok) {
        self.on_one_line(open, close);
        match self.layout.next_kind(close) {
            COLON => self.no_line_end_after(close),
            DOT | COMMA => self.whitespace(close, NoneAfter),
            _ => {}
        }
        let Some(prev) = self.layout.prev(open) else {
            return;
        };
        match self.layout.kind(prev) {
            kind if kind.is_keyword() => {
                self.no_line_end_before(open);
                self.whitespace(open, Before);
            }
            L_PAREN | COMMA => self.no_line_end_before(open),
            _ if self.is_binary_operator(prev) => self.no_line_end_before(open),
            _ => {}
        }
    }

    fn on_one_line(&mut self, open: Tok, close: Tok) {
        if let Some(prev) = self.layout.prev(open)
            && self.layout.kind(prev) == COLON
            && self.layout.parent_kind(prev) == OBJECT_FIELD
        {
            self.no_line_end_before(open);
        }
        self.no_wrapping_between(open, close, true);
        for tok in open + 1..close {
            if self.is_separator(tok, open) {
                self.no_line_end_after(tok);
            }
        }
        self.no_line_end_before(close);
    }

    /// Every field on a line of its own, directives and comments too.
    fn field_per_line(&mut self, open: Tok, close: Tok, indent: i32, keep_first: bool) {
        if !keep_first {
            self.line_end_after(open);
        }
        let list = self.layout.parent(open);
        let mut starts_field = true;
        let mut tok = open + 1;
        while tok < close {
            let kind = self.layout.kind(tok);
            if starts_field {
                self.extra_indent[tok] = indent;
                starts_field = false;
            }
            if is_comment(kind) && self.layout.parent(tok) == list {
                if !self.layout.was_newline_before(tok) {
                    self.no_line_end_before(tok);
                }
                if kind == LINE_COMMENT {
                    self.line_end_after(tok);
                }
            } else if is_hash(kind) && !self.is_inline_directive(tok) {
                self.line_end_before(tok);
                let last = self.directive_end(tok);
                self.line_end_after(last);
                starts_field = true;
            } else if self.is_separator(tok, open) {
                starts_field = true;
                let comment_follows = self.layout.next(tok).is_some_and(|next| {
                    is_comment(self.layout.kind(next)) && self.layout.was_same_line(tok, next)
                });
                match comment_follows {
                    true => {
                        self.no_line_end_after(tok);
                        self.line_end_after(tok + 1);
                    }
                    false => self.line_end_after(tok),
                }
            } else if let Some(end) = self.layout.pair(tok)
                && end > tok
            {
                tok = end;
            }
            tok += 1;
        }
        match keep_first {
            true => self.no_line_end_before(close),
            false => self.line_end_before(close),
        }
    }

    fn keep_fields(&mut self, open: Tok, close: Tok, indent: i32) {
        self.no_wrapping_between(open, close, true);
        let firsts: Vec<Tok> = self.items(open, close).iter().map(|it| it.first).collect();
        for tok in firsts.into_iter().chain([close]) {
            if self.layout.was_newline_before(tok) {
                self.line_end_before(tok);
                self.extra_indent[tok] = indent;
            } else {
                self.no_line_end_before(tok);
                self.wrap_before(tok, false);
            }
        }
        if !self.layout.was_newline_before(open) {
            self.no_line_end_before(open);
        }
    }

    fn fill_with_fields(&mut self, open: Tok, close: Tok, indent: i32) {
        let max = self.config.wrapping.max_line_length;
        let depth = self.indent(self.line_start(open)) as i32 + indent;
        let mut length = self.length_before(open) + self.indentation_width(depth.max(0) as usize);
        for (idx, item) in self.items(open, close).into_iter().enumerate() {
            self.extra_indent[item.first] = indent;
            let item_length =
                self.length_between(item.first, item.last) + self.token_length(item.last);
            length += item_length;
            if length > max {
                self.line_end_before(item.first);
                length = item_length + self.indentation_width(self.indent(item.first));
            }
            self.no_line_end_after(item.last);
            if idx == 0 {
                self.no_line_end_before(item.first);
            }
        }
        self.whitespace(close, NoneBefore);
    }
}
