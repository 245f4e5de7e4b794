//! The parser's output: a list of events that the tree builder replays.
//!
//! A node that turns out to be part of another (`a` in `a + b`) gets its parent
//! afterwards: the parent's `Start` stands later in the list and the child's
//! `Start` points to it.

use crate::SyntaxKind;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Event {
    /// A node begins. `parent` is the distance to the `Start` of the node around
    /// it when that was decided later, otherwise 0.
    Start { kind: SyntaxKind, parent: u32 },
    /// The innermost node ends.
    Finish,
    /// A token, made of this many tokens of the lexer.
    Token { kind: SyntaxKind, n_raw: u32 },
    /// Nothing; what an abandoned node leaves behind.
    Tombstone,
}
