//! The fourth pass: lists that are broken over several lines.
//!
//! Braces and brackets are laid out from the inside out, so that an outer list
//! sees which of its items take several lines. Everything else goes into a queue
//! and is laid out from the outside in. At last lines that are still too long
//! are broken where a break is allowed.

mod arrays;
mod braces;
mod chains;
mod items;
mod layouts;
mod long_lines;

use syntax::SyntaxKind::*;

use crate::config::{Config, WrapCondition, WrapLocation, WrapRule, WrapRules, WrapType};
use crate::gaps::Formatter;
use crate::layout::Tok;
use crate::whitespace::Paren;
use items::Item;

/// A list and the rules for it.
pub(super) struct Place<'a> {
    /// What stands before the first item.
    start: Tok,
    /// What stands behind the last item, where something closes the list.
    end: Option<Tok>,
    items: Vec<Item>,
    rules: &'a WrapRules,
    /// What follows the list counts for its last item.
    trailing: bool,
    /// How much deeper, whatever the rule says.
    indent: Option<i32>,
}

impl<'a> Formatter<'a> {
    pub fn mark_wrapping(&mut self) {
        let config: &'a Config = self.config;
        let mut queue: Vec<Place<'a>> = vec![];
        for tok in (0..self.layout.len()).rev() {
            match self.layout.kind(tok) {
                COMMA | FAT_ARROW | ARROW => self.wrap_after(tok, true),
                PLUS if self.layout.parent_kind(tok) == BINARY_EXPR => self.wrap_after(tok, true),
                LINE_COMMENT => self.wrap_before(tok, false),
                L_CURLY => self.wrap_braces(tok),
                L_BRACK => self.wrap_array(tok),
                L_PAREN => queue.extend(self.parentheses(tok, config)),
                LT if matches!(
                    self.layout.parent_kind(tok),
                    TYPE_PARAM_LIST | TYPE_ARG_LIST
                ) =>
                {
                    let node = self.layout.node(self.layout.parent(tok));
                    let end = node.last;
                    queue.push(Place {
                        start: tok,
                        end: None,
                        items: self.items(tok, end),
                        rules: &config.wrapping.type_parameter,
                        trailing: true,
                        indent: None,
                    });
                }
                _ => {}
            }
        }
        self.chains(config, &mut queue);
        queue.retain(|place| !place.items.is_empty());
        queue.sort_by_key(|place| {
            let end = place.items.last().map_or(place.start, |it| it.last);
            (place.start, std::cmp::Reverse(place.end.unwrap_or(end)))
        });
        for place in &queue {
            // Items were measured before the lists around them were laid out.
            self.wrap_place(place);
        }
    }

    fn parentheses(&self, open: Tok, config: &'a Config) -> Option<Place<'a>> {
        let wrapping = &config.wrapping;
        let kind = self.layout.paren(open);
        let node = self.layout.parent_kind(open);
        let rules = match kind {
            Paren::Metadata => &wrapping.metadata_call_parameter,
            Paren::Parameters if node == FUNCTION_TYPE_PARAM_LIST => return None,
            Paren::Parameters if self.layout.grand_kind(open) == ENUM_CTOR => {
                &wrapping.call_parameter
            }
            Paren::Parameters
                if !self.has_name(open) && self.layout.grand_kind(open) == FUNCTION_EXPR =>
            {
                &wrapping.anon_function_signature
            }
            Paren::Parameters => &wrapping.function_signature,
            Paren::Call if node == ARG_LIST || node == CAST_EXPR => &wrapping.call_parameter,
            _ => return None,
        };
        let close = self.layout.pair(open)?;
        let no_body = kind == Paren::Parameters && self.has_no_body(open);
        Some(Place {
            start: open,
            end: Some(close),
            items: self.items(open, close),
            rules,
            trailing: kind != Paren::Metadata,
            indent: no_body.then_some(0),
        })
    }

    /// Whether a function has no body or one with nothing in it.
    fn has_no_body(&self, open: Tok) -> bool {
        let params = self.layout.parent(open);
        let function = self.layout.node_parent(params);
        let after = self.layout.node(params).last;
        let body = self.layout.real_children(function).find(|&it| {
            self.layout.node(it).first > after && self.layout.node_kind(it) != TYPE_HINT
        });
        match body {
            Some(body) if self.layout.node_kind(body) == BLOCK_EXPR => {
                self.layout.next_kind(self.layout.node(body).first) == R_CURLY
            }
            Some(_) => false,
            None => true,
        }
    }

    pub(super) fn wrap_place(&mut self, place: &Place<'_>) {
        let mut rule = self.rule(place.rules, place.start, &place.items);
        if let Some(indent) = place.indent {
            rule.additional_indent = indent;
        }
        self.apply_rule(&rule, place);
    }

    /// The rule that counts for a list.
    fn rule(&self, rules: &WrapRules, start: Tok, items: &[Item]) -> WrapRule {
        let default = WrapRule {
            conditions: vec![],
            wrap: rules.default_wrap,
            location: rules.default_location,
            additional_indent: rules.default_additional_indent,
        };
        if items.is_empty() {
            return default;
        }
        let measures = Measures::new(items, self.indented_line_length(start));
        self.matching(rules, &measures).cloned().unwrap_or(default)
    }

    fn matching<'r>(&self, rules: &'r WrapRules, measures: &Measures) -> Option<&'r WrapRule> {
        let max = self.config.wrapping.max_line_length;
        rules.rules.iter().find(|rule| {
            rule.conditions
                .iter()
                .all(|&condition| measures.hold(condition, max))
        })
    }

    /// The line of a token with its indentation.
    fn indented_line_length(&self, tok: Tok) -> usize {
        self.indentation_width(self.indent(tok)) + self.line_length(tok)
    }

    fn apply_rule(&mut self, rule: &WrapRule, place: &Place<'_>) {
        let indent = rule.additional_indent;
        match (rule.wrap, rule.location) {
            (WrapType::OnePerLine, location) => self.one_per_line(place, indent, location, false),
            (WrapType::OnePerLineAfterFirst, location) => {
                self.one_per_line(place, indent, location, true);
            }
            (WrapType::Keep, _) => self.keep(place, indent),
            (WrapType::EqualNumber, _) => {}
            (WrapType::FillLine, WrapLocation::AfterLast) => self.fill_lines(place, indent),
            (WrapType::FillLineWithLeadingBreak, WrapLocation::AfterLast) => {
                self.fill_lines_after_break(place, indent);
            }
            (_, WrapLocation::BeforeLast) if rule.wrap != WrapType::NoWrap => {
                self.fill_lines_before(place, indent);
            }
            _ => {
                if let Some(end) = place.end {
                    let start = match self.is_case_colon(place.start) {
                        true => place.start + 1,
                        false => place.start,
                    };
                    self.no_wrapping_between(start, end, false);
                }
            }
        }
    }
}

/// What conditions are about.
struct Measures {
    n_items: usize,
    shortest: usize,
    longest: usize,
    total: usize,
    line: usize,
    has_multiline: bool,
    equal: bool,
}

impl Measures {
    fn new(items: &[Item], line: usize) -> Measures {
        let lengths: Vec<usize> = items
            .iter()
            .map(|item| item.first_length.max(item.last_length))
            .collect();
        let first = lengths.first().copied().unwrap_or(0);
        // The last has no separator behind it.
        let last = lengths.len().saturating_sub(1);
        let equal = lengths
            .iter()
            .enumerate()
            .all(|(idx, &length)| length == first || (idx == last && length + 2 == first));
        Measures {
            n_items: items.len(),
            shortest: lengths.iter().copied().min().unwrap_or(0),
            longest: lengths.iter().copied().max().unwrap_or(0),
            total: items
                .iter()
                .map(|it| it.first_length + it.last_length)
                .sum(),
            line,
            has_multiline: items.iter().any(|it| it.multiline),
            equal,
        }
    }

    fn hold(&self, condition: WrapCondition, max_line_length: usize) -> bool {
        use WrapCondition::*;
        match condition {
            ItemCountFrom(n) => self.n_items >= n,
            ItemCountTo(n) => self.n_items <= n,
            AnyItemLengthFrom(n) => self.longest >= n,
            AnyItemLengthTo(n) => self.shortest <= n,
            AllItemLengthsFrom(n) => self.shortest >= n,
            AllItemLengthsTo(n) => self.longest <= n,
            TotalItemLengthFrom(n) => self.total >= n,
            TotalItemLengthTo(n) => self.total <= n,
            LineLengthFrom(n) => self.line >= n,
            LineLengthTo(n) => self.line <= n,
            HasMultilineItems(yes) => self.has_multiline == yes,
            ExceedsMaxLineLength(yes) => (self.line > max_line_length) == yes,
            EqualItemLengths(yes) => self.equal == yes,
        }
    }
}
