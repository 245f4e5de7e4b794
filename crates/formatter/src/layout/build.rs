//! From trees to the list of tokens.

use std::ops::Range;

use syntax::{NodeOrToken, Parse, SyntaxKind, SyntaxKind::*, SyntaxNode, WalkEvent};

use super::errors::mistakes;
use super::{Child, Conditional, Layout, Node, NodeId, Token, is_comment};

/// A token as one of the trees shows it.
struct Seen {
    kind: SyntaxKind,
    start: usize,
    end: usize,
    parent: NodeId,
    /// Which tree; later ones count only where earlier ones show nothing good.
    rank: u32,
}

/// Tokens of a tree whose code is mistaken.
const MISTAKEN: u32 = 1 << 16;
/// Tokens of branches that a tree leaves out.
const LEFT_OUT: u32 = 1 << 17;

impl<'a> Layout<'a> {
    /// The tokens of all trees of one text.
    pub fn new(text: &'a str, parses: &[Parse]) -> Layout<'a> {
        let mut builder = Builder::default();
        for (round, parse) in parses.iter().enumerate() {
            builder.round = round as u32;
            builder.add(parse);
        }
        builder.finish(text)
    }
}

#[derive(Default)]
struct Builder {
    seen: Vec<Seen>,
    nodes: Vec<Node>,
    round: u32,
    /// The nodes that are open.
    open: Vec<NodeId>,
    interpolations: Vec<Range<usize>>,
}

impl Builder {
    fn add(&mut self, parse: &Parse) {
        let mistakes = mistakes(parse);
        let mut left_out = 0;
        let mut walk = parse.syntax_node().preorder_with_tokens();
        while let Some(event) = walk.next() {
            match event {
                // The first tree shows the tokens of all branches that it leaves out.
                WalkEvent::Enter(NodeOrToken::Node(node))
                    if node.kind() == INACTIVE && self.round > 0 =>
                {
                    left_out += 1;
                    self.enter(INACTIVE);
                    walk.skip_subtree();
                }
                WalkEvent::Enter(NodeOrToken::Node(node)) => {
                    left_out += u32::from(node.kind() == INACTIVE);
                    let range = node.text_range();
                    let range = range.start().into()..range.end().into();
                    self.enter(node.kind());
                    if node.kind() == TEMPLATE_EXPR {
                        self.interpolations.extend(interpolations(&node));
                        self.token(STRING, range, left_out, &mistakes);
                        walk.skip_subtree();
                    }
                }
                WalkEvent::Leave(NodeOrToken::Node(node)) => {
                    self.open.pop();
                    left_out -= u32::from(node.kind() == INACTIVE);
                }
                WalkEvent::Enter(NodeOrToken::Token(token)) => {
                    let range = token.text_range();
                    if !range.is_empty() && !matches!(token.kind(), WHITESPACE | BOM) {
                        let range = range.start().into()..range.end().into();
                        self.token(token.kind(), range, left_out, &mistakes);
                    }
                }
                WalkEvent::Leave(NodeOrToken::Token(_)) => {}
            }
        }
        self.open.clear();
    }

    fn enter(&mut self, kind: SyntaxKind) {
        let id = self.nodes.len();
        let parent = self.open.last().copied();
        if let Some(parent) = parent {
            self.nodes[parent].children.push(Child::Node(id));
        }
        self.nodes.push(Node {
            kind,
            parent: parent.unwrap_or(id),
            round: self.round,
            first: usize::MAX,
            last: 0,
            children: vec![],
        });
        self.open.push(id);
    }

    /// Children hold offsets until all tokens are known.
    fn token(
        &mut self,
        kind: SyntaxKind,
        range: Range<usize>,
        left_out: u32,
        mistakes: &[Range<usize>],
    ) {
        let Some(&parent) = self.open.last() else {
            return;
        };
        // `>=` of a condition is two tokens to the parser.
        if self.nodes[parent].kind == DIRECTIVE
            && matches!(kind, EQ | EQ2)
            && let Some(last) = self.seen.last_mut()
            && last.kind == GT
            && last.end == range.start
        {
            last.kind = GT_EQ;
            last.end = range.end;
            return;
        }
        let mistaken = mistakes.iter().any(|it| it.contains(&range.start));
        self.nodes[parent].children.push(Child::Token(range.start));
        self.seen.push(Seen {
            kind,
            start: range.start,
            end: range.end,
            parent,
            rank: self.round
                + if mistaken { MISTAKEN } else { 0 }
                + if left_out > 0 { LEFT_OUT } else { 0 },
        });
    }

    fn finish(mut self, text: &str) -> Layout<'_> {
        if self.round > 0 {
            self.seen.sort_by_key(|it| (it.start, it.rank));
        }
        let line_starts = line_starts(text);
        let mut tokens: Vec<Token> = Vec::with_capacity(self.seen.len());
        for seen in &self.seen {
            let behind = tokens.last().map_or(0, |last: &Token| last.range.end);
            if behind > seen.start {
                continue;
            }
            // The white space at the end of a line comment is none of its text.
            let end = seen.start + text[seen.start..seen.end].trim_end().len();
            if end == seen.start {
                continue;
            }
            tokens.push(Token {
                kind: seen.kind,
                range: seen.start..end,
                parent: seen.parent,
                line: line_of(&line_starts, seen.start),
                end_line: line_of(&line_starts, end - 1),
                frozen: seen.rank >= MISTAKEN,
            });
        }
        self.resolve(&tokens);
        for idx in 0..tokens.len() {
            tokens[idx].parent = self.around_comment(&tokens, idx);
        }
        self.interpolations.sort_by_key(|it| it.start);
        self.interpolations.dedup();
        let mut res = Layout {
            text,
            interpolations: self.interpolations,
            pairs: vec![None; tokens.len()],
            conditional_of: vec![None; tokens.len()],
            tokens,
            nodes: self.nodes,
            conditionals: vec![],
            ends_verbatim: false,
            empty_lines: empty_lines(text, &line_starts),
            line_starts,
        };
        res.find_pairs();
        res.find_conditionals();
        res.forget_lines_in_tokens();
        res
    }

    /// From offsets to tokens.
    fn resolve(&mut self, tokens: &[Token]) {
        for id in (0..self.nodes.len()).rev() {
            let mut children = std::mem::take(&mut self.nodes[id].children);
            children.retain_mut(|child| match child {
                Child::Token(offset) => {
                    let found = tokens.binary_search_by_key(offset, |it| it.range.start);
                    *offset = found.unwrap_or(0);
                    found.is_ok()
                }
                Child::Node(node) => self.nodes[*node].first != usize::MAX,
            });
            let (mut first, mut last) = (usize::MAX, 0);
            for child in &children {
                let (child_first, child_last) = match *child {
                    Child::Token(tok) => (tok, tok),
                    Child::Node(node) => (self.nodes[node].first, self.nodes[node].last),
                };
                first = first.min(child_first);
                last = last.max(child_last);
            }
            let node = &mut self.nodes[id];
            (node.children, node.first, node.last) = (children, first, last);
        }
        if let Some(root) = self.nodes.first_mut() {
            root.first = 0;
            root.last = tokens.len().saturating_sub(1);
        }
    }

    /// Where a comment belongs. What stands behind a `case` without statements is its
    /// body, not a part of the `switch`.
    fn around_comment(&self, tokens: &[Token], idx: usize) -> NodeId {
        let token = &tokens[idx];
        if !is_comment(token.kind) || self.nodes[token.parent].kind != CASE_LIST {
            return token.parent;
        }
        let mut before = self.nodes[token.parent].children.iter().rev();
        let clause = before.find_map(|child| match *child {
            Child::Node(node) => (self.nodes[node].kind == CASE_CLAUSE
                && self.nodes[node].last < idx)
                .then_some(node),
            Child::Token(_) => None,
        });
        let clause = clause.filter(|&it| tokens[self.nodes[it].last].kind == COLON);
        clause.unwrap_or(token.parent)
    }
}

/// Where code stands in a string, inner strings aside.
fn interpolations(string: &SyntaxNode) -> impl Iterator<Item = Range<usize>> {
    string.children().filter_map(|it| {
        let token = |kind| {
            let mut tokens = it.children_with_tokens().filter_map(|it| it.into_token());
            tokens.find(|it| it.kind() == kind)
        };
        let open = token(TEMPLATE_OPEN)?.text_range().end();
        let close = token(TEMPLATE_CLOSE)?.text_range().start();
        Some(open.into()..close.into())
    })
}

fn line_of(line_starts: &[usize], offset: usize) -> usize {
    line_starts.partition_point(|&start| start <= offset) - 1
}

fn line_starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut res = vec![0];
    for (idx, &byte) in bytes.iter().enumerate() {
        if byte == b'\n' || (byte == b'\r' && bytes.get(idx + 1) != Some(&b'\n')) {
            res.push(idx + 1);
        }
    }
    res
}

fn empty_lines(text: &str, line_starts: &[usize]) -> Vec<usize> {
    (0..line_starts.len())
        .filter(|&line| {
            let end = line_starts.get(line + 1).copied().unwrap_or(text.len());
            text[line_starts[line]..end].trim().is_empty()
        })
        .collect()
}

impl Layout<'_> {
    fn find_pairs(&mut self) {
        for node in 0..self.nodes.len() {
            let mut open: Vec<usize> = vec![];
            for child in &self.nodes[node].children {
                let &Child::Token(tok) = child else { continue };
                match self.tokens[tok].kind {
                    L_PAREN | L_BRACK | L_CURLY => open.push(tok),
                    R_PAREN | R_BRACK | R_CURLY => {
                        if let Some(start) = open.pop() {
                            self.pairs[start] = Some(tok);
                            self.pairs[tok] = Some(start);
                        }
                    }
                    _ => {}
                }
            }
        }
    }

    fn find_conditionals(&mut self) {
        let mut open: Vec<usize> = vec![];
        for tok in 0..self.tokens.len() {
            let kind = self.tokens[tok].kind;
            if kind == HASH_IF {
                self.conditionals.push(Conditional {
                    directives: vec![],
                    parent: open.last().copied(),
                    has_end: false,
                });
                open.push(self.conditionals.len() - 1);
            }
            self.conditional_of[tok] = open.last().copied();
            if matches!(kind, HASH_IF | HASH_ELSEIF | HASH_ELSE | HASH_END)
                && let Some(&conditional) = open.last()
            {
                self.conditionals[conditional].directives.push(tok);
                if kind == HASH_END {
                    self.conditionals[conditional].has_end = true;
                    open.pop();
                }
            }
        }
    }

    /// Lines inside of strings and comments are not empty.
    fn forget_lines_in_tokens(&mut self) {
        let inside: Vec<(usize, usize)> = self
            .tokens
            .iter()
            .filter(|token| token.line != token.end_line)
            .map(|token| (token.line, token.end_line))
            .collect();
        if !inside.is_empty() {
            self.empty_lines.retain(|line| {
                let idx = inside.partition_point(|(first, _)| first <= line);
                idx == 0 || inside[idx - 1].1 <= *line
            });
        }
    }
}
