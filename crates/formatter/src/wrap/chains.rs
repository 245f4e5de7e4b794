//! Lists without brackets: chains of calls and operators, variables, patterns.

use syntax::SyntaxKind::{self, *};

use super::Place;
use super::items::Item;
use crate::config::Config;
use crate::gaps::Formatter;
use crate::layout::{NodeId, Tok, is_comment};
use crate::whitespace::Paren;

impl<'a> Formatter<'a> {
    pub(super) fn chains(&mut self, config: &'a Config, queue: &mut Vec<Place<'a>>) {
        let nodes: Vec<NodeId> = self.layout.own_nodes().collect();
        for &node in &nodes {
            let kind = self.layout.node_kind(node);
            if matches!(kind, CALL_EXPR | FIELD_EXPR | INDEX_EXPR) && self.is_chain_end(node) {
                queue.extend(self.method_chain(node, config));
            }
        }
        for &node in &nodes {
            match self.layout.node_kind(node) {
                VAR_EXPR => queue.extend(self.variables(node, config)),
                CLASS_DECL | INTERFACE_DECL => queue.extend(self.heritage(node, config)),
                _ => {}
            }
        }
        for &node in &nodes {
            if self.layout.node_kind(node) == BINARY_EXPR {
                queue.extend(self.bool_chain(node, config));
            }
        }
        for &node in &nodes {
            if self.layout.node_kind(node) == BINARY_EXPR {
                queue.extend(self.sum(node, config));
            }
        }
        for &node in &nodes {
            if self.layout.node_kind(node) == CASE_CLAUSE {
                queue.extend(self.patterns(node, config));
            }
        }
    }

    /// Whether nothing more is called on the value of an expression.
    fn is_chain_end(&self, node: NodeId) -> bool {
        let parent = self.layout.node_parent(node);
        match self.layout.node_kind(parent) {
            CALL_EXPR | FIELD_EXPR | INDEX_EXPR => {
                self.layout.real_children(parent).next() != Some(node)
            }
            _ => true,
        }
    }

    /// `a.b().c()`: items start with dots. What is written to the right of a chain in the same
    /// expression counts for it, with the chains in there.
    fn method_chain(&mut self, end: NodeId, config: &'a Config) -> Option<Place<'a>> {
        let first = self.layout.node(end).first;
        let chained = (first..=self.layout.node(end).last)
            .find(|&tok| self.is_chained_dot(tok) && self.is_dot_of(tok, end))?;
        if self.is_right_of_chain(end) {
            return None;
        }
        self.wrap_before(chained, true);
        let last = self.right_end(end);
        let mut starts: Vec<Tok> = self.called_before(chained).into_iter().collect();
        let mut tok = chained;
        while tok <= last {
            if self.is_chained_dot(tok) {
                starts.push(tok);
            }
            tok = match self.layout.pair(tok) {
                Some(close) if close > tok => close,
                _ => tok + 1,
            };
        }
        let items: Vec<Item> = starts
            .iter()
            .enumerate()
            .map(|(idx, &dot)| {
                let end = starts.get(idx + 1).map_or(last, |&next| next - 1);
                self.chain_item(dot, end)
            })
            .collect();
        Some(Place {
            start: self.layout.prev(*starts.first()?)?,
            end: None,
            items,
            rules: &config.wrapping.method_chain,
            trailing: false,
            indent: None,
        })
    }

    fn is_chained_dot(&self, tok: Tok) -> bool {
        matches!(self.layout.kind(tok), DOT | QUESTION_DOT) && self.is_behind_call(tok)
    }

    /// Whether a dot is one of a chain and not of something in its brackets.
    fn is_dot_of(&self, dot: Tok, end: NodeId) -> bool {
        let mut node = self.layout.parent(dot);
        while node != end {
            let parent = self.layout.node_parent(node);
            if parent == node || self.layout.real_children(parent).next() != Some(node) {
                return false;
            }
            node = parent;
        }
        true
    }

    /// `.b()` in front of `.c()`: the call that a chain starts from is a part of it.
    fn called_before(&self, dot: Tok) -> Option<Tok> {
        let close = self.before_comments(dot)?;
        let name = self.layout.prev(self.layout.pair(close)?)?;
        let before = self.layout.prev(name)?;
        (self.layout.kind(before) == DOT && self.layout.kind(name) == IDENT).then_some(before)
    }

    /// Where the expression ends that goes on to the right of a part of it.
    fn right_end(&self, node: NodeId) -> Tok {
        let mut node = node;
        let mut last = self.layout.node(node).last;
        loop {
            let parent = self.layout.node_parent(node);
            let goes_on = match self.layout.node_kind(parent) {
                BINARY_EXPR | IS_EXPR => true,
                TERNARY_EXPR => self.layout.real_children(parent).next() == Some(node),
                _ => false,
            };
            if !goes_on || parent == node {
                return last;
            }
            node = parent;
            last = last.max(self.layout.node(node).last);
        }
    }

    /// Whether a chain to the left takes this one along.
    fn is_right_of_chain(&self, node: NodeId) -> bool {
        let first = self.layout.node(node).first;
        let mut outer = node;
        loop {
            let parent = self.layout.node_parent(outer);
            let goes_on = matches!(
                self.layout.node_kind(parent),
                BINARY_EXPR | IS_EXPR | TERNARY_EXPR
            );
            if !goes_on || parent == outer {
                break;
            }
            outer = parent;
        }
        let mut tok = self.layout.node(outer).first;
        while tok < first {
            if self.is_chained_dot(tok) {
                return true;
            }
            tok = match self.layout.pair(tok) {
                Some(close) if close > tok => close,
                _ => tok + 1,
            };
        }
        false
    }

    fn before_comments(&self, tok: Tok) -> Option<Tok> {
        let mut prev = self.layout.prev(tok);
        while let Some(tok) = prev
            && is_comment(self.layout.kind(tok))
        {
            prev = self.layout.prev(tok);
        }
        prev
    }

    fn is_behind_call(&self, dot: Tok) -> bool {
        self.before_comments(dot)
            .is_some_and(|prev| self.layout.kind(prev) == R_PAREN)
    }

    /// `var a = 1, b = 2`
    fn variables(&self, node: NodeId, config: &'a Config) -> Option<Place<'a>> {
        let start = self.layout.child_token(node, VAR_KW)?;
        let items: Vec<Item> = self
            .layout
            .child_nodes(node)
            .filter(|&it| self.layout.node_kind(it) == VAR_DECLARATOR)
            .map(|it| self.with_comma(it))
            .collect();
        (items.len() > 1).then_some(Place {
            start,
            end: Some(self.layout.node(node).last),
            items,
            rules: &config.wrapping.multi_var,
            trailing: false,
            indent: None,
        })
    }

    fn with_comma(&self, node: NodeId) -> Item {
        let (first, mut last) = (self.layout.node(node).first, self.layout.node(node).last);
        if matches!(self.layout.next_kind(last), COMMA | SEMICOLON) {
            last += 1;
        }
        self.chain_item(first, last)
    }

    /// `extends A implements B`
    fn heritage(&self, node: NodeId, config: &'a Config) -> Option<Place<'a>> {
        let items: Vec<Item> = self
            .layout
            .child_nodes(node)
            .filter(|&it| self.layout.node_kind(it) == HERITAGE_CLAUSE)
            .map(|it| self.chain_item(self.layout.node(it).first, self.layout.node(it).last))
            .collect();
        let start = self.layout.prev(items.first()?.first)?;
        Some(Place {
            start,
            end: items.last().map(|it| it.last),
            items,
            rules: &config.wrapping.implements_extends,
            trailing: false,
            indent: None,
        })
    }

    /// The operators of a chain, if the node is the whole chain.
    fn operators(&self, node: NodeId, kinds: &[SyntaxKind]) -> Vec<Tok> {
        let operator = |node: NodeId| {
            let mut tokens = self.layout.child_tokens(node);
            tokens.find(|&tok| kinds.contains(&self.layout.kind(tok)))
        };
        let parent = self.layout.node_parent(node);
        let is_part = self.layout.node_kind(parent) == BINARY_EXPR && operator(parent).is_some();
        if is_part || operator(node).is_none() {
            return vec![];
        }
        let mut res = vec![];
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            if let Some(operator) = operator(node) {
                res.push(operator);
                let operands = self.layout.real_children(node);
                open.extend(operands.filter(|&it| self.layout.node_kind(it) == BINARY_EXPR));
            }
        }
        res.sort_unstable();
        res
    }

    /// Items that end with operators, but for the last.
    fn operands(&self, first: Tok, operators: &[Tok], last: Tok) -> Vec<Item> {
        let mut res = vec![];
        let mut first = first;
        for &operator in operators {
            res.push(self.chain_item(first, operator));
            first = operator + 1;
        }
        res.push(self.chain_item(first, last));
        res
    }

    fn bool_chain(&self, node: NodeId, config: &'a Config) -> Option<Place<'a>> {
        let operators = self.operators(node, &[AMP2, PIPE2]);
        if operators.is_empty() {
            return None;
        }
        let (first, last) = (self.layout.node(node).first, self.right_end(node));
        let end = match self.layout.next(last) {
            Some(next) if self.layout.kind(last) != R_PAREN => next,
            _ => last,
        };
        Some(Place {
            start: self.layout.prev(first)?,
            end: Some(end),
            items: self.operands(first, &operators, last),
            rules: &config.wrapping.op_bool_chain,
            trailing: false,
            indent: None,
        })
    }

    /// `a + b - c`, from the bracket or operator that starts the expression around.
    fn sum(&self, node: NodeId, config: &'a Config) -> Option<Place<'a>> {
        let operators = self.operators(node, &[PLUS, MINUS]);
        if operators.is_empty() {
            return None;
        }
        let start = self.start_of_sum(node)?;
        if self.layout.kind(start) == L_PAREN && self.layout.paren(start) == Paren::Metadata {
            return None;
        }
        let last = self.right_end(node);
        Some(Place {
            start,
            end: None,
            items: self.operands(start + 1, &operators, last),
            rules: &config.wrapping.op_add_sub_chain,
            trailing: false,
            indent: None,
        })
    }

    fn start_of_sum(&self, node: NodeId) -> Option<Tok> {
        let first = self.layout.node(node).first;
        for outer in self.layout.ancestors(node).skip(1) {
            let opener = match self.layout.node_kind(outer) {
                ARG_LIST | PAREN_EXPR | CHECK_TYPE_EXPR => self.layout.child_token(outer, L_PAREN),
                ARRAY_EXPR | INDEX_EXPR => self.layout.child_token(outer, L_BRACK),
                OBJECT_EXPR => self.layout.child_token(outer, L_CURLY),
                INITIALIZER => self.layout.child_token(outer, EQ),
                BINARY_EXPR => {
                    let mut tokens = self.layout.child_tokens(outer);
                    tokens.find(|&tok| self.is_assignment(tok))
                }
                RETURN_EXPR | THROW_EXPR | IF_EXPR | WHILE_EXPR | FOR_EXPR => {
                    let keyword = self.layout.node(outer).first;
                    match self.layout.child_token(outer, L_PAREN) {
                        Some(open) if self.layout.pair(open).is_some_and(|it| it > first) => {
                            Some(open)
                        }
                        _ => Some(keyword),
                    }
                }
                BLOCK_EXPR | CASE_BODY => break,
                _ => None,
            };
            if let Some(opener) = opener.filter(|&it| it < first) {
                return Some(opener);
            }
        }
        self.layout.prev(first)
    }

    /// `case a, b | c:`
    fn patterns(&self, node: NodeId, config: &'a Config) -> Option<Place<'a>> {
        let start = self.layout.child_token(node, CASE_KW)?;
        let end = self.layout.child_token(node, COLON)?;
        let mut items: Vec<Item> = vec![];
        let mut first = start + 1;
        let mut tok = first;
        while tok < end {
            let comment = is_comment(self.layout.kind(tok)) && tok == first;
            if comment || self.ends_pattern(tok, node) {
                items.push(self.chain_item(first, tok));
                first = tok + 1;
            }
            tok = match self.layout.pair(tok) {
                Some(close) if close > tok && close < end => close,
                _ => tok + 1,
            };
        }
        if first < end {
            items.push(self.chain_item(first, end - 1));
        }
        Some(Place {
            start,
            end: Some(end),
            items,
            rules: &config.wrapping.case_pattern,
            trailing: false,
            indent: None,
        })
    }

    /// Whether a token is the `,` or `|` between two patterns of a `case`.
    fn ends_pattern(&self, tok: Tok, clause: NodeId) -> bool {
        match self.layout.kind(tok) {
            COMMA => self.layout.parent(tok) == clause,
            PIPE => {
                let mut around = self.layout.ancestors(self.layout.parent(tok));
                around.find(|&it| self.layout.node_kind(it) != BINARY_EXPR) == Some(clause)
            }
            _ => false,
        }
    }
}
