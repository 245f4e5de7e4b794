//! Empty lines around comments.

use syntax::SyntaxKind::*;

use crate::config::{DocComments, LineComments};
use crate::gaps::Formatter;
use crate::layout::{Tok, is_block_comment, is_comment};

impl Formatter<'_> {
    /// The line comment in front of a declaration, if it stands apart from it.
    pub(super) fn line_comment_before(&mut self, tok: Tok, policy: LineComments) {
        let mut before = self.layout.prev(tok);
        while let Some(prev) = before
            && is_block_comment(self.layout.kind(prev))
        {
            before = self.layout.prev(prev);
        }
        let Some(comment) = before.filter(|&it| self.layout.kind(it) == LINE_COMMENT) else {
            return;
        };
        if self.layout.prev(comment).is_some() && !self.is_newline_before(comment) {
            return;
        }
        let apart = match policy {
            LineComments::None => false,
            LineComments::One => true,
            LineComments::Keep => self.layout.lines_between(comment, comment + 1) > 1,
        };
        if apart {
            self.empty_after(comment, 1);
        }
    }

    /// A line comment that follows a declaration on a line of its own.
    pub(super) fn line_comment_after(&mut self, tok: Tok) {
        if self.layout.next_kind(tok) == LINE_COMMENT && self.is_newline_after(tok) {
            self.empty_after(tok, 1);
        }
    }

    pub(super) fn empty_lines_at_doc_comments(&mut self) {
        for tok in 0..self.layout.len() {
            if self.layout.kind(tok) == DOC_COMMENT {
                self.empty_lines_at_doc_comment(tok);
            }
        }
    }

    fn empty_lines_at_doc_comment(&mut self, tok: Tok) {
        let Some(prev) = self.layout.prev(tok) else {
            return;
        };
        let mut next = tok + 1;
        while next < self.layout.len() && self.layout.kind(next) == LINE_COMMENT {
            next += 1;
        }
        if next >= self.layout.len() {
            return;
        }
        // What has documentation: the largest thing that starts behind the comment.
        let declaration = self
            .layout
            .ancestors(self.layout.parent(next))
            .filter(|&it| {
                self.layout.node(it).first == next
                    && matches!(
                        self.layout.node_kind(it),
                        CLASS_DECL
                            | INTERFACE_DECL
                            | ENUM_DECL
                            | ABSTRACT_DECL
                            | TYPEDEF_DECL
                            | VAR_FIELD
                            | FUNCTION_FIELD
                            | ENUM_CTOR
                            | STRUCT_FIELD
                    )
            })
            .last();
        let Some(declaration) = declaration else {
            return;
        };
        let first = match self.layout.directive_ended_by(prev) {
            Some(directive) if self.layout.kind(self.layout.node(directive).first) == HASH_IF => {
                self.layout.node(directive).first
            }
            _ => tok,
        };
        let empty = |policy| match policy {
            DocComments::Ignore => None,
            DocComments::None => Some(0),
            DocComments::One => Some(1),
        };
        let options = &self.config.empty_lines;
        let after = empty(options.after_fields_with_doc_comments);
        if let Some(empty) = empty(options.before_doc_comment_empty_lines) {
            self.empty_before(first, empty);
        }
        let mut last = self.layout.node(declaration).last;
        if self.layout.next_kind(last) == COMMA {
            last += 1;
        }
        match self.layout.next_kind(last) {
            EOF | HASH_ELSE | HASH_ELSEIF => return,
            HASH_END => last += 1,
            _ => {}
        }
        if let Some(empty) = after {
            self.empty_after(last, empty);
        }
    }

    pub(super) fn empty_lines_between_comments(&mut self) {
        for tok in 0..self.layout.len() {
            if is_block_comment(self.layout.kind(tok))
                && is_block_comment(self.layout.next_kind(tok))
                && self.is_newline_after(tok)
            {
                self.empty_after(tok, self.config.empty_lines.between_multiline_comments);
            }
        }
    }

    pub(super) fn empty_lines_at_file_header(&mut self) {
        if self.layout.len() == 0 || !is_block_comment(self.layout.kind(0)) {
            return;
        }
        let has_imports = self.declarations().into_iter().any(|it| {
            matches!(
                self.layout.node_kind(it),
                PACKAGE_DECL | IMPORT_DECL | USING_DECL
            )
        });
        if has_imports || is_comment(self.layout.next_kind(0)) {
            self.empty_after(0, self.config.empty_lines.after_file_header_comment);
        }
    }
}
