//! Types: hints lowered to [`ty::Ty`], unification, inference of bodies, abstracts,
//! patterns, and the diagnostics of all of it.
//!
//! Invariants:
//! - Every query returns a value and its diagnostics, also for broken code.
//!   [`ty::Ty::Unknown`] absorbs: one mistake, one message.
//! - No monomorph leaves the query that made it.
//! - [`typed_body::TypedBody`] guesses nothing: conversions, resolved callees, desugared
//!   loops and property calls are explicit, so that lowering to MIR needs no language rules.

pub mod abstracts;
pub mod cast;
pub mod check;
pub mod core;
pub mod decl;
pub mod diagnostics;
mod extension;
pub mod fold;
pub mod lower;
pub mod member;
pub mod null_safety;
pub mod print;
pub mod signature;
pub mod suggest;
pub mod table;
pub mod ty;
pub mod type_xml;
pub mod typed_body;
pub mod unify;

pub mod infer;

#[cfg(test)]
mod tests;
