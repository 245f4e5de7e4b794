//! The tokens of a file in one list, and the nodes they stand in.
//!
//! The list holds every token of the text but white space: those of all
//! branches of `#if`, comments, directives. A string with code inside counts as
//! one token. Each token belongs to the tree in which it was seen first without
//! a mistake around it; tokens that only mistaken code holds are *frozen*: the
//! text between them stays what it is.

mod build;
mod errors;

use std::ops::Range;

use syntax::SyntaxKind::{self, *};

/// A place in the list of tokens.
pub(crate) type Tok = usize;

/// A place in the list of nodes. A root is its own parent.
pub(crate) type NodeId = usize;

/// One token.
#[derive(Debug)]
pub(crate) struct Token {
    pub kind: SyntaxKind,
    pub range: Range<usize>,
    pub parent: NodeId,
    /// The line it starts on in the text.
    pub line: usize,
    /// The line it ends on in the text.
    pub end_line: usize,
    pub frozen: bool,
}

/// One node.
#[derive(Debug)]
pub(crate) struct Node {
    pub kind: SyntaxKind,
    pub parent: NodeId,
    /// Which tree it is of.
    pub round: u32,
    /// Its first token.
    pub first: Tok,
    /// Its last token.
    pub last: Tok,
    pub children: Vec<Child>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Child {
    Node(NodeId),
    Token(Tok),
}

/// One `#if … #end`.
#[derive(Debug, Default)]
pub(crate) struct Conditional {
    /// `#if`, `#elseif`, `#else` and `#end`, as far as they are there.
    pub directives: Vec<Tok>,
    /// The one around.
    pub parent: Option<usize>,
    pub has_end: bool,
}

/// A whole file.
pub(crate) struct Layout<'a> {
    pub text: &'a str,
    pub tokens: Vec<Token>,
    pub nodes: Vec<Node>,
    /// For a bracket its other end.
    pairs: Vec<Option<Tok>>,
    pub conditionals: Vec<Conditional>,
    /// The innermost conditional that a token is in or whose directive it is.
    pub conditional_of: Vec<Option<usize>>,
    /// Code inside of strings: what stands between `${` and `}`.
    pub interpolations: Vec<Range<usize>>,
    /// Whether the text ends in a region that stays as it is.
    pub ends_verbatim: bool,
    /// Lines with nothing on them, by number.
    pub empty_lines: Vec<usize>,
    pub line_starts: Vec<usize>,
}

impl Layout<'_> {
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    pub fn kind(&self, tok: Tok) -> SyntaxKind {
        self.tokens[tok].kind
    }

    pub fn text_of(&self, tok: Tok) -> &str {
        &self.text[self.tokens[tok].range.clone()]
    }

    pub fn node(&self, node: NodeId) -> &Node {
        &self.nodes[node]
    }

    pub fn node_kind(&self, node: NodeId) -> SyntaxKind {
        self.nodes[node].kind
    }

    /// The node that a token stands in.
    pub fn parent(&self, tok: Tok) -> NodeId {
        self.tokens[tok].parent
    }

    pub fn parent_kind(&self, tok: Tok) -> SyntaxKind {
        self.node_kind(self.parent(tok))
    }

    pub fn node_parent(&self, node: NodeId) -> NodeId {
        self.nodes[node].parent
    }

    pub fn grand_kind(&self, tok: Tok) -> SyntaxKind {
        self.node_kind(self.node_parent(self.parent(tok)))
    }

    pub fn prev(&self, tok: Tok) -> Option<Tok> {
        tok.checked_sub(1)
    }

    pub fn next(&self, tok: Tok) -> Option<Tok> {
        (tok + 1 < self.len()).then_some(tok + 1)
    }

    pub fn prev_kind(&self, tok: Tok) -> SyntaxKind {
        self.prev(tok).map_or(EOF, |it| self.kind(it))
    }

    pub fn next_kind(&self, tok: Tok) -> SyntaxKind {
        self.next(tok).map_or(EOF, |it| self.kind(it))
    }

    /// The other end of a pair of brackets.
    pub fn pair(&self, tok: Tok) -> Option<Tok> {
        self.pairs[tok]
    }

    /// The node and all nodes around it.
    pub fn ancestors(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        let mut next = Some(node);
        std::iter::from_fn(move || {
            let node = next?;
            let parent = self.nodes[node].parent;
            next = (parent != node).then_some(parent);
            Some(node)
        })
    }

    pub fn child_tokens(&self, node: NodeId) -> impl Iterator<Item = Tok> {
        self.nodes[node]
            .children
            .iter()
            .filter_map(|child| match child {
                Child::Token(tok) => Some(*tok),
                Child::Node(_) => None,
            })
    }

    pub fn child_nodes(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        self.nodes[node]
            .children
            .iter()
            .filter_map(|child| match child {
                Child::Node(node) => Some(*node),
                Child::Token(_) => None,
            })
    }

    /// The first token of this kind that is a child of the node.
    pub fn child_token(&self, node: NodeId, kind: SyntaxKind) -> Option<Tok> {
        self.child_tokens(node).find(|&tok| self.kind(tok) == kind)
    }

    /// The first child of this kind.
    pub fn child_node(&self, node: NodeId, kind: SyntaxKind) -> Option<NodeId> {
        self.child_nodes(node)
            .find(|&child| self.node_kind(child) == kind)
    }

    /// The first child after a token.
    pub fn child_after(&self, node: NodeId, tok: Tok) -> Option<NodeId> {
        self.child_nodes(node)
            .find(|&child| self.nodes[child].first > tok && !self.is_trivia_node(child))
    }

    /// Children that are neither directives nor branches left out.
    pub fn real_children(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        self.child_nodes(node)
            .filter(|&child| !self.is_trivia_node(child))
    }

    pub fn is_trivia_node(&self, node: NodeId) -> bool {
        matches!(self.node_kind(node), DIRECTIVE | INACTIVE)
    }

    /// Nodes that show a token for the first time: others are the same code seen again.
    pub fn own_nodes(&self) -> impl Iterator<Item = NodeId> {
        (0..self.nodes.len()).filter(|&node| self.is_own(node))
    }

    pub fn is_own(&self, node: NodeId) -> bool {
        let first = self.nodes[node].first;
        first < self.len() && self.nodes[self.parent(first)].round == self.nodes[node].round
    }

    /// Whether two tokens were on one line: where the first ends and the second starts.
    pub fn was_same_line(&self, first: Tok, second: Tok) -> bool {
        self.tokens[first].end_line == self.tokens[second].line
    }

    /// Whether there was a line end before a token.
    pub fn was_newline_before(&self, tok: Tok) -> bool {
        self.prev(tok)
            .is_some_and(|prev| !self.was_same_line(prev, tok))
    }

    /// How many lines further down a token starts.
    pub fn lines_between(&self, first: Tok, second: Tok) -> usize {
        self.tokens[second]
            .line
            .saturating_sub(self.tokens[first].line)
    }

    /// Whether only white space stands before a token on its line.
    pub fn is_first_on_line(&self, tok: Tok) -> bool {
        let start = self.line_starts[self.tokens[tok].line];
        self.text[start..self.tokens[tok].range.start]
            .trim()
            .is_empty()
    }

    /// Whether only white space or a line comment stands after a token on its line.
    pub fn is_last_on_line(&self, tok: Tok) -> bool {
        let rest = &self.text[self.tokens[tok].range.end..];
        let rest = rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())].trim_start();
        rest.is_empty() || rest.starts_with("//")
    }

    /// Whether a node contains a token.
    pub fn contains(&self, node: NodeId, tok: Tok) -> bool {
        (self.nodes[node].first..=self.nodes[node].last).contains(&tok)
    }

    /// The directive node of a token that stands in one.
    pub fn directive(&self, tok: Tok) -> Option<NodeId> {
        let node = self.parent(tok);
        self.ancestors(node)
            .find(|&it| self.node_kind(it) == DIRECTIVE)
    }

    /// The directive whose last token this is, as in the `)` of `#if (a)`.
    pub fn directive_ended_by(&self, tok: Tok) -> Option<NodeId> {
        self.directive(tok).filter(|&it| self.nodes[it].last == tok)
    }
}

/// Whether a token is a comment.
pub(crate) fn is_comment(kind: SyntaxKind) -> bool {
    matches!(kind, LINE_COMMENT | BLOCK_COMMENT | DOC_COMMENT)
}

/// Whether a token is a comment that may end on its line.
pub(crate) fn is_block_comment(kind: SyntaxKind) -> bool {
    matches!(kind, BLOCK_COMMENT | DOC_COMMENT)
}

/// Whether a token starts a directive.
pub(crate) fn is_hash(kind: SyntaxKind) -> bool {
    matches!(
        kind,
        HASH_IF | HASH_ELSEIF | HASH_ELSE | HASH_END | HASH_ERROR | HASH_LINE | HASH_UNKNOWN
    )
}
