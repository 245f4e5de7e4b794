//! Events and tokens to a rowan tree.
//!
//! Trivia goes as high up in the tree as it can: a node starts with its first
//! token and ends with its last one, and what lies between two nodes belongs to
//! the node around both. So the documentation of a declaration stands in front
//! of it, not inside.

use rowan::{GreenNode, GreenNodeBuilder};

use crate::SyntaxKind::{self, *};
use crate::event::Event;
use crate::lexer::Tokens;
use crate::preprocessor::Active;

/// Builds the tree. `events` is used up.
pub(crate) fn build(
    text: &str,
    tokens: &Tokens,
    active: &Active,
    events: &mut [Event],
) -> GreenNode {
    let mut sink = GreenNodeBuilder::new();
    TreeBuilder::new(text, tokens, active).replay(events, &mut sink);
    sink.finish()
}

/// Where nodes and tokens go.
pub(crate) trait Sink {
    fn start_node(&mut self, kind: rowan::SyntaxKind);
    fn token(&mut self, kind: rowan::SyntaxKind, text: &str);
    fn finish_node(&mut self);
}

impl Sink for GreenNodeBuilder<'_> {
    fn start_node(&mut self, kind: rowan::SyntaxKind) {
        GreenNodeBuilder::start_node(self, kind);
    }
    fn token(&mut self, kind: rowan::SyntaxKind, text: &str) {
        GreenNodeBuilder::token(self, kind, text);
    }
    fn finish_node(&mut self) {
        GreenNodeBuilder::finish_node(self);
    }
}

/// How far the text has gone into the tree.
pub(crate) struct TreeBuilder<'a> {
    text: &'a str,
    tokens: &'a Tokens,
    active: &'a Active,
    /// The next lexer token to go into the tree.
    pub(crate) raw: usize,
    /// The next group of trivia tokens.
    pub(crate) group: usize,
    /// The next token of the grammar.
    pub(crate) token: usize,
    /// How many nodes are open.
    pub(crate) depth: usize,
    /// The kinds of the nodes that one event begins; empty between events.
    parents: Vec<SyntaxKind>,
}

impl<'a> TreeBuilder<'a> {
    pub(crate) fn new(text: &'a str, tokens: &'a Tokens, active: &'a Active) -> TreeBuilder<'a> {
        TreeBuilder {
            text,
            tokens,
            active,
            raw: 0,
            group: 0,
            token: 0,
            depth: 0,
            parents: vec![],
        }
    }

    pub(crate) fn replay(&mut self, events: &mut [Event], sink: &mut impl Sink) {
        for idx in 0..events.len() {
            self.event(events, idx, sink);
        }
    }

    pub(crate) fn event(&mut self, events: &mut [Event], idx: usize, sink: &mut impl Sink) {
        match std::mem::replace(&mut events[idx], Event::Tombstone) {
            Event::Tombstone => {}
            Event::Start { kind, parent } => {
                let mut parents = std::mem::take(&mut self.parents);
                parents.push(kind);
                let (mut at, mut parent) = (idx, parent);
                while parent != 0 {
                    at += parent as usize;
                    parent = match std::mem::replace(&mut events[at], Event::Tombstone) {
                        Event::Start { kind, parent } => {
                            parents.push(kind);
                            parent
                        }
                        _ => 0,
                    };
                }
                for kind in parents.drain(..).rev() {
                    if kind == TOMBSTONE {
                        continue;
                    }
                    if self.depth > 0 {
                        self.trivia(sink);
                    }
                    self.depth += 1;
                    sink.start_node(raw_kind(kind));
                }
                self.parents = parents;
            }
            Event::Finish => {
                self.depth -= 1;
                if self.depth == 0 {
                    self.trivia(sink);
                }
                sink.finish_node();
            }
            Event::Token { kind, n_raw } => {
                self.trivia(sink);
                self.push(kind, n_raw as usize, sink);
                // A token of several lexer tokens may cover several of the grammar's.
                while (self.active.raw[self.token] as usize) < self.raw {
                    self.token += 1;
                }
            }
        }
    }

    /// Everything before the grammar's next token.
    pub(crate) fn trivia(&mut self, sink: &mut impl Sink) {
        let end = self.active.raw[self.token] as usize;
        while self.raw < end {
            match self.active.groups.get(self.group) {
                Some(group) if group.start as usize <= self.raw => {
                    // A group that a token of several lexer tokens has swallowed is over.
                    if (group.end as usize) > self.raw {
                        sink.start_node(raw_kind(group.kind));
                        if group.hidden {
                            self.push(UNKNOWN, group.end as usize - self.raw, sink);
                        }
                        while self.raw < group.end as usize {
                            self.push(self.tokens.kinds[self.raw], 1, sink);
                        }
                        sink.finish_node();
                    }
                    self.group += 1;
                }
                _ => self.push(self.tokens.kinds[self.raw], 1, sink),
            }
        }
    }

    fn push(&mut self, kind: SyntaxKind, n_raw: usize, sink: &mut impl Sink) {
        let start = self.tokens.starts[self.raw] as usize;
        self.raw += n_raw;
        let end = self.tokens.starts[self.raw] as usize;
        sink.token(raw_kind(kind), &self.text[start..end]);
    }
}

fn raw_kind(kind: SyntaxKind) -> rowan::SyntaxKind {
    rowan::SyntaxKind(kind as u16)
}
