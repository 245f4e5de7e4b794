//! The ways to lay out the items of a list.

use syntax::SyntaxKind::*;

use super::Place;
use crate::config::{CurlyLineEnd, WrapLocation};
use crate::gaps::Formatter;
use crate::layout::{Tok, is_comment};

impl Formatter<'_> {
    fn break_before(&mut self, tok: Tok, indent: i32) {
        self.extra_indent[tok] = indent;
        self.line_end_before(tok);
    }

    pub(super) fn one_per_line(
        &mut self,
        place: &Place<'_>,
        indent: i32,
        location: WrapLocation,
        keep_first: bool,
    ) {
        let Some((last, others)) = place.items.split_last() else {
            return;
        };
        match location {
            WrapLocation::BeforeLast => {
                if !keep_first {
                    self.break_before(place.items[0].first, indent);
                }
                for item in others {
                    self.break_before(item.last, indent);
                }
            }
            WrapLocation::AfterLast => {
                for item in place.items.iter().skip(usize::from(keep_first)) {
                    self.break_before(item.first, indent);
                }
            }
        }
        let next = self.layout.next_kind(last.last);
        if keep_first {
            self.extra_indent[place.items[0].first] = indent;
            self.no_line_end_at_start(place.start);
            let ends = self.layout.kind(last.last) == SEMICOLON
                || next == SEMICOLON
                || (next.is_keyword() && !matches!(next, THIS_KW | NULL_KW | NEW_KW));
            if !ends {
                self.no_line_end_after(last.last);
            }
            return;
        }
        let stays = match next {
            THIS_KW | NULL_KW | NEW_KW => false,
            L_PAREN | L_BRACK | L_CURLY | SEMICOLON | COMMA => true,
            kind => kind.is_keyword(),
        };
        if !stays {
            self.line_end_after(last.last);
        }
    }

    pub(super) fn keep(&mut self, place: &Place<'_>, indent: i32) {
        let firsts = place.items.iter().map(|item| item.first);
        let lasts = place.items.iter().map(|item| item.last);
        let tokens: Vec<Tok> = lasts.chain(firsts).chain(place.end).collect();
        for tok in tokens {
            if self.layout.was_newline_before(tok) {
                self.break_before(tok, indent);
            } else {
                self.no_line_end_before(tok);
                self.wrap_before(tok, false);
            }
        }
    }

    /// How wide the start of a line is that continues a list.
    fn continued(&self, start: Tok, indent: i32) -> usize {
        let depth = self.indent(self.line_start(start)) as i32 + 1 + indent;
        self.indentation_width(depth.max(0) as usize)
    }

    /// The first item stands on the line of what is before it, but for the body of a `case`,
    /// whose line has been decided.
    fn no_line_end_at_start(&mut self, start: Tok) {
        if !self.is_case_colon(start) {
            self.no_line_end_after(start);
        }
    }

    pub(super) fn is_case_colon(&self, tok: Tok) -> bool {
        self.layout.kind(tok) == COLON && self.layout.parent_kind(tok) == CASE_CLAUSE
    }

    /// What stands before the first item on its line.
    fn before_items(&self, start: Tok) -> usize {
        if self.is_case_colon(start) && self.is_newline_after(start) {
            return self.indentation_width(self.indent(start + 1));
        }
        let depth = self.indent(self.line_start(start));
        self.length_before(start) + self.indentation_width(depth) + self.token_length(start)
    }

    pub(super) fn fill_lines(&mut self, place: &Place<'_>, indent: i32) {
        let max = self.config.wrapping.max_line_length;
        let continued = self.continued(place.start, indent);
        let mut length = self.before_items(place.start);
        for item in &place.items {
            if length + item.first_length >= max {
                self.break_before(item.first, indent);
                length = match item.multiline {
                    true => item.last_length,
                    false => continued + item.first_length,
                };
            } else {
                self.no_line_end_at_start(item.first - 1);
                length = match item.multiline {
                    true => item.last_length,
                    false => length + item.first_length,
                };
            }
        }
        if place.trailing
            && let Some(last) = place.items.last()
            && length + self.length_after(last.last) > max
        {
            self.break_before(last.first, indent);
        }
        self.no_line_end_at_start(place.start);
        self.wrap_after(place.start, false);
    }

    pub(super) fn fill_lines_after_break(&mut self, place: &Place<'_>, indent: i32) {
        let max = self.config.wrapping.max_line_length;
        let continued = self.continued(place.start, indent);
        let mut length = continued;
        for (idx, item) in place.items.iter().enumerate() {
            if length + item.first_length >= max {
                self.break_before(item.first, indent);
                length = match item.multiline {
                    true => item.last_length,
                    false => continued + item.first_length,
                };
                continue;
            }
            match idx {
                0 => self.line_end_before(item.first),
                _ => self.no_line_end_before(item.first),
            }
            length = match item.multiline {
                true => item.last_length,
                false => length + item.first_length,
            };
        }
        if let Some(last) = place.items.last() {
            match self.layout.kind(last.last) {
                SEMICOLON | COLON | R_PAREN | R_BRACK | R_CURLY => {}
                _ => self.line_end_after(last.last),
            }
        }
    }

    /// Lines are broken before the last token of an item, which is an operator.
    pub(super) fn fill_lines_before(&mut self, place: &Place<'_>, indent: i32) {
        let max = self.config.wrapping.max_line_length;
        let continued = self.continued(place.start, indent);
        let mut length = self.before_items(place.start);
        for (idx, item) in place.items.iter().enumerate() {
            let operator = self.layout.prev(item.first);
            if idx > 0 && length + item.first_length >= max {
                length = continued;
                if let Some(operator) = operator {
                    self.break_before(operator, indent);
                    length += self.width(operator);
                }
                length += match item.multiline {
                    true => item.last_length,
                    false => item.first_length,
                };
                continue;
            }
            match (idx, operator) {
                (0, _) => self.no_line_end_at_start(place.start),
                (_, Some(operator)) => self.no_line_end_before(operator),
                (_, None) => {}
            }
            length = match item.multiline {
                true => continued + item.last_length,
                false => length + item.first_length,
            };
        }
        self.no_line_end_at_start(place.start);
        self.wrap_after(place.start, false);
    }

    /// No line ends between two tokens, but for what takes several lines itself.
    pub fn no_wrapping_between(&mut self, start: Tok, end: Tok, allow_commas: bool) {
        let mut tok = start;
        while tok < end {
            let current = tok;
            tok += 1;
            let kind = self.layout.kind(current);
            match kind {
                L_PAREN | L_BRACK | L_CURLY if current != start => {
                    if let Some(close) = self.layout.pair(current) {
                        tok = close;
                        continue;
                    }
                }
                COMMA if allow_commas => continue,
                _ if is_comment(kind) => continue,
                FUNCTION_KW | MACRO_KW | ARROW => {
                    let last = self.layout.node(self.layout.parent(current)).last;
                    tok = tok.max(last);
                    continue;
                }
                _ => {}
            }
            self.wrap_after(current, false);
            let brace_before = self.layout.next_kind(current) == L_CURLY
                && matches!(
                    self.config.line_ends.left_curly,
                    CurlyLineEnd::Before | CurlyLineEnd::Both
                );
            if !brace_before {
                self.no_line_end_after(current);
            }
        }
    }
}
