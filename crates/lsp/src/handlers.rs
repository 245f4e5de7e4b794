//! Answers to requests, from a snapshot. Each handler is: positions in, one feature of `ide`, structs out.

pub(crate) mod code_actions;
pub(crate) mod completion;
mod diagnostics;
pub(crate) mod dump;
mod hxml;
pub(crate) mod lenses;
pub(crate) mod links;
pub(crate) mod navigation;
pub(crate) mod rename;
pub(crate) mod structure;
mod symbols;
pub(crate) mod tokens;

pub(crate) use diagnostics::{diagnostic, file_diagnostics, workspace_diagnostic};
pub(crate) use lenses::code_lens;
pub(crate) use symbols::document_symbol;
