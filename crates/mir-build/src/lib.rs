//! From typed bodies to the middle representation.
//!
//! Invariants:
//! - Nothing is guessed: a fact that is missing is a bug of the stage before, reported as an
//!   internal problem of the function, which then does not run.
//! - [`lower::mir`] of one item depends on its own body and on signatures, never on another body
//!   or on a position in the text; a program is put together from items by [`program::reachable`].
//! - Every function handed out passed the verifier.

mod captures;
pub mod checks;
mod decls;
pub mod layout;
pub mod lower;
pub mod program;
mod repr;
mod symbols;
mod this_assign;

#[cfg(test)]
mod tests;

pub use checks::mir_diagnostics;
pub use lower::{Dep, MirItem, MirOwner, MirResult, Problem, ProblemKind, query::mir};
pub use repr::repr;
