//! Arrays and maps.

use syntax::SyntaxKind::*;

use super::Place;
use super::items::Item;
use crate::config::{Config, MatrixWrap, SameLinePolicy};
use crate::gaps::Formatter;
use crate::layout::Tok;
use crate::whitespace::Bracket;

impl<'a> Formatter<'a> {
    pub(super) fn wrap_array(&mut self, open: Tok) {
        let config: &'a Config = self.config;
        let Some(close) = self.layout.pair(open) else {
            return;
        };
        let kind = self.layout.bracket(open);
        let mut items: Vec<Item> = vec![];
        for item in self.items(open, close) {
            self.split_metadata(item, &mut items);
        }
        if items.is_empty() {
            return;
        }
        if kind == Bracket::Comprehension
            && config.same_line.comprehension_for == SameLinePolicy::Keep
        {
            return;
        }
        // Metadata in front of elements stands apart.
        let metadata: Vec<Item> = items
            .iter()
            .copied()
            .filter(|item| self.layout.kind(item.first) == AT)
            .collect();
        for item in metadata {
            if item.first_length > 30 {
                self.line_end_before(open);
                self.line_end_before(item.first);
            }
        }
        items.retain(|item| self.layout.kind(item.first) != AT);
        let is_map = kind == Bracket::Map || self.is_map_item(&items);
        if !is_map
            && config.wrapping.array_matrix_wrap != MatrixWrap::NoMatrixWrap
            && self.wrap_matrix(open, &items)
        {
            return;
        }
        let place = Place {
            start: open,
            end: Some(close),
            items,
            rules: match is_map {
                true => &config.wrapping.map_wrap,
                false => &config.wrapping.array_wrap,
            },
            trailing: true,
            indent: None,
        };
        self.wrap_place(&place);
        if kind == Bracket::Comprehension && self.is_newline_after(open) {
            self.place_comprehension_bodies(open);
        }
    }

    /// Metadata in front of an element is an item of its own.
    fn split_metadata(&self, item: Item, items: &mut Vec<Item>) {
        let mut first = item.first;
        while self.layout.kind(first) == AT
            && let Some(metadata) = self.metadata_of(first)
            && self.layout.node(metadata).last < item.last
        {
            let last = self.layout.node(metadata).last;
            items.push(self.bracket_item(first, last));
            first = last + 1;
        }
        items.push(self.bracket_item(first, item.last));
    }

    /// Whether the first element is `a => b`.
    fn is_map_item(&self, items: &[Item]) -> bool {
        items.first().is_some_and(|item| {
            (item.first..=item.last).any(|tok| {
                self.layout.kind(tok) == FAT_ARROW
                    && self.layout.node(self.layout.parent(tok)).first == item.first
            })
        })
    }

    /// Brackets that take several lines: the bodies of loops go on lines of their own.
    fn place_comprehension_bodies(&mut self, open: Tok) {
        if self.config.same_line.comprehension_for != SameLinePolicy::Same {
            return;
        }
        let mut node = self.layout.real_children(self.layout.parent(open)).next();
        while let Some(child) = node {
            let policy = match self.layout.node_kind(child) {
                FOR_EXPR => self.config.same_line.for_body,
                WHILE_EXPR => self.config.same_line.while_body,
                _ => return,
            };
            let body = self.body_after_parens(child);
            self.place_body(body, policy, false);
            node = body.and_then(|body| {
                let mut children = self.layout.real_children(child);
                children.find(|&it| self.layout.node(it).first == body)
            });
        }
    }

    /// Elements that are written in rows of equal length stay that way.
    fn wrap_matrix(&mut self, open: Tok, items: &[Item]) -> bool {
        let Some(n_columns) = self.n_columns(items) else {
            return false;
        };
        self.line_end_after(open);
        if self.config.wrapping.array_matrix_wrap == MatrixWrap::MatrixWrapWithAlign {
            let mut widths = vec![0; n_columns];
            for (idx, item) in items.iter().enumerate() {
                let width = &mut widths[idx % n_columns];
                *width = item.first_length.max(*width);
            }
            for (idx, item) in items.iter().enumerate() {
                let mut width = widths[idx % n_columns];
                if idx == items.len() - 1 {
                    // No separator and no space behind the last.
                    let has_comma = self.layout.kind(item.last) == COMMA;
                    width = width.saturating_sub(if has_comma { 1 } else { 2 });
                }
                self.pads[item.first] = width.saturating_sub(item.first_length);
            }
        }
        for row in items.chunks(n_columns) {
            if let Some(item) = row.last() {
                self.line_end_after(item.last);
            }
        }
        true
    }

    fn n_columns(&self, items: &[Item]) -> Option<usize> {
        let mut rows: Vec<usize> = vec![];
        for (idx, item) in items.iter().enumerate() {
            let same_row = idx > 0 && {
                let prev = items[idx - 1].first;
                self.layout.was_same_line(prev, item.first)
            };
            if idx > 0 && item.multiline {
                return None;
            }
            match rows.last_mut() {
                Some(row) if same_row => *row += 1,
                _ => rows.push(1),
            }
        }
        let &n_columns = rows.first()?;
        (rows.len() > 1 && n_columns > 1 && rows.iter().all(|&row| row == n_columns))
            .then_some(n_columns)
    }
}
