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
    let mut builder = TreeBuilder {
        text,
        tokens,
        active,
        raw: 0,
        group: 0,
        token: 0,
        inner: GreenNodeBuilder::new(),
    };
    builder.replay(events);
    builder.inner.finish()
}

struct TreeBuilder<'a> {
    text: &'a str,
    tokens: &'a Tokens,
    active: &'a Active,
    /// The next lexer token to go into the tree.
    raw: usize,
    /// The next group of trivia tokens.
    group: usize,
    /// The next token of the grammar.
    token: usize,
    inner: GreenNodeBuilder<'static>,
}

impl TreeBuilder<'_> {
    fn replay(&mut self, events: &mut [Event]) {
        let mut parents: Vec<SyntaxKind> = vec![];
        let mut depth = 0usize;
        for idx in 0..events.len() {
            match std::mem::replace(&mut events[idx], Event::Tombstone) {
                Event::Tombstone => {}
                Event::Start { kind, parent } => {
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
                        if depth > 0 {
                            self.trivia();
                        }
                        depth += 1;
                        self.inner.start_node(raw_kind(kind));
                    }
                }
                Event::Finish => {
                    depth -= 1;
                    if depth == 0 {
                        self.trivia();
                    }
                    self.inner.finish_node();
                }
                Event::Token { kind, n_raw } => {
                    self.trivia();
                    self.push(kind, n_raw as usize);
                    // A token of several lexer tokens may cover several of the grammar's.
                    while (self.active.raw[self.token] as usize) < self.raw {
                        self.token += 1;
                    }
                }
            }
        }
    }

    /// Everything before the grammar's next token.
    fn trivia(&mut self) {
        let end = self.active.raw[self.token] as usize;
        while self.raw < end {
            match self.active.groups.get(self.group) {
                Some(group) if group.start as usize <= self.raw => {
                    // A group that a token of several lexer tokens has swallowed is over.
                    if (group.end as usize) > self.raw {
                        self.inner.start_node(raw_kind(group.kind));
                        if group.hidden {
                            self.push(UNKNOWN, group.end as usize - self.raw);
                        }
                        while self.raw < group.end as usize {
                            self.push(self.tokens.kinds[self.raw], 1);
                        }
                        self.inner.finish_node();
                    }
                    self.group += 1;
                }
                _ => self.push(self.tokens.kinds[self.raw], 1),
            }
        }
    }

    fn push(&mut self, kind: SyntaxKind, n_raw: usize) {
        let start = self.tokens.starts[self.raw] as usize;
        self.raw += n_raw;
        let end = self.tokens.starts[self.raw] as usize;
        self.inner.token(raw_kind(kind), &self.text[start..end]);
    }
}

fn raw_kind(kind: SyntaxKind) -> rowan::SyntaxKind {
    rowan::SyntaxKind(kind as u16)
}
