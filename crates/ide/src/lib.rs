//! What an editor asks, answered with plain structs over files and offsets.
//!
//! - [`AnalysisHost`] owns the database and takes changes; [`Analysis`] is a snapshot that answers and dies.
//! - One file per feature, each a function of the database, a [`base_db::Config`] and a position.
//!
//! Invariants: no LSP types, no serde, no async, no IO here. Every feature works on broken code and while the rest of
//! the project does not build. A feature computes nothing that `hir` already knows.

mod diagnostics;
mod document_symbols;
mod dump;
mod host;
mod run_lenses;

pub use diagnostics::diagnostics;
pub use document_symbols::{DocumentSymbol, SymbolKind, document_symbols};
pub use dump::dump;
pub use host::{Analysis, AnalysisHost, Build};
pub use run_lenses::{RunLens, run_lenses};
pub use salsa::{CancellationToken, Cancelled};
