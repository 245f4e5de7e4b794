//! The items of a list and how long they are.

use syntax::SyntaxKind::*;

use crate::gaps::Formatter;
use crate::layout::{NodeId, Tok, is_comment};

/// One item, its separator and the comments around it included.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Item {
    pub first: Tok,
    pub last: Tok,
    /// Whether it takes several lines.
    pub multiline: bool,
    /// How much of it stands on its first line.
    pub first_length: usize,
    /// Where the line ends that it ends on, if it takes several lines.
    pub last_length: usize,
}

impl Formatter<'_> {
    /// What stands between two brackets, by separators.
    pub(super) fn items(&self, open: Tok, close: Tok) -> Vec<Item> {
        let mut res = vec![];
        let mut first = open + 1;
        while first < close {
            let mut last = self.item_end(first, open, close);
            // `a, // about a`
            if self.is_separator(last, open)
                && last + 1 < close
                && is_comment(self.layout.kind(last + 1))
                && self.layout.was_same_line(last, last + 1)
            {
                last += 1;
            }
            res.push(self.bracket_item(first, last));
            first = last + 1;
        }
        res
    }

    /// The separator after an item. Those in directives in the middle of a line do not count.
    fn item_end(&self, first: Tok, open: Tok, close: Tok) -> Tok {
        let mut tok = first;
        while tok + 1 < close && !self.is_separator(tok, open) {
            if self.layout.kind(tok) == HASH_IF && self.is_inline_directive(tok) {
                let conditional = self.layout.conditional_of[tok];
                let ends = conditional.map(|it| &self.layout.conditionals[it].directives);
                if let Some(&end) = ends.and_then(|it| it.last())
                    && end < close
                {
                    tok = end;
                    if self.layout.prev_kind(end) == COMMA {
                        return end;
                    }
                }
            }
            tok += 1;
        }
        tok.min(close - 1)
    }

    pub(super) fn bracket_item(&self, first: Tok, last: Tok) -> Item {
        let one_line = self.is_same_line_between(first, last) && !self.is_multiline(last);
        Item {
            first,
            last,
            multiline: !one_line,
            first_length: self.length_until_newline(first, last),
            last_length: match one_line {
                true => 0,
                false => self.length_after(last),
            },
        }
    }

    /// A part of an expression.
    pub(super) fn chain_item(&self, first: Tok, last: Tok) -> Item {
        let one_line = self.is_same_line_between(first, last);
        let (first_length, last_length) = match one_line {
            true => (
                self.length_between(first, last) + self.token_length(last),
                0,
            ),
            false => (
                self.length_until_newline(first, last),
                self.length_before(last) + self.token_length(last),
            ),
        };
        Item {
            first,
            last,
            multiline: !one_line,
            first_length,
            last_length,
        }
    }

    /// Whether a token separates items of the list that a bracket opens.
    pub(super) fn is_separator(&self, tok: Tok, open: Tok) -> bool {
        if !matches!(self.layout.kind(tok), COMMA | SEMICOLON) {
            return false;
        }
        let parent = self.layout.parent(tok);
        if self.is_list_of(parent, open) {
            return true;
        }
        matches!(
            self.layout.node_kind(parent),
            STRUCT_EXTENSION | STRUCT_FIELD | VAR_FIELD | FUNCTION_FIELD
        ) && self.is_list_of(self.layout.node_parent(parent), open)
    }

    /// Whether a bracket is the one of a node, perhaps as another tree shows it.
    fn is_list_of(&self, node: NodeId, open: Tok) -> bool {
        let list = self.layout.parent(open);
        node == list
            || (self.layout.node_kind(node) == self.layout.node_kind(list)
                && self.layout.node(node).first == self.layout.node(list).first)
    }
}
