//! Lines that comments end.

use syntax::SyntaxKind::*;

use crate::gaps::Formatter;
use crate::layout::{Tok, is_block_comment};

impl Formatter<'_> {
    pub(super) fn end_lines_at_comments(&mut self) {
        for tok in 0..self.layout.len() {
            match self.layout.kind(tok) {
                LINE_COMMENT => {
                    if self.layout.prev(tok).is_some() && !self.layout.was_newline_before(tok) {
                        self.no_line_end_before(tok);
                    }
                    self.line_end_after(tok);
                }
                kind if is_block_comment(kind) => self.end_lines_at_block_comment(tok),
                _ => {}
            }
        }
    }

    fn end_lines_at_block_comment(&mut self, tok: Tok) {
        let mut behind = false;
        if let Some(prev) = self.layout.prev(tok)
            && self.layout.was_same_line(prev, tok)
        {
            if self.is_newline_after(prev) {
                self.line_end_after(tok);
            }
            self.no_line_end_before(tok);
            behind = !self.is_multiline(tok);
        }
        let Some(next) = self.layout.next(tok) else {
            self.line_end_after(tok);
            return;
        };
        if self.layout.is_first_on_line(tok) && !self.layout.was_same_line(tok, next) {
            self.line_end_after(tok);
            return;
        }
        if self.layout.was_same_line(tok, next) {
            self.no_line_end_after(tok);
        }
        if self.layout.kind(next).is_keyword() && !behind {
            self.line_end_after(tok);
        }
    }
}
