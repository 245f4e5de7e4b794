//! The facade over names and types for editor features: what stands at an offset, and what can be
//! said about it.
//!
//! Invariant: nothing is computed here but the way from syntax to ids and back; the answers
//! are those of `hir-def` and `hir-ty`.

pub mod definition;
mod expected;
pub mod scope;
pub mod semantics;
pub mod structure;

pub use definition::{Definition, LocalDef};
pub use semantics::{ExprAt, NameClass, Semantics, Usage};
