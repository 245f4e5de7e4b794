//! What an editor asks, answered with plain structs over files and offsets.
//!
//! - [`AnalysisHost`] owns the database and takes changes; [`Analysis`] is a snapshot that answers and dies.
//! - One file per feature, each a function of the database, a [`base_db::Config`] and a position.
//!
//! Invariants: no LSP types, no serde, no async, no IO here. Every feature works on broken code and while the rest of
//! the project does not build. A feature computes nothing that `hir` already knows.

mod call_hierarchy;
mod code_actions;
mod completion;
mod diagnostics;
mod docs;
mod document_symbols;
mod dump;
mod goto_definition;
mod host;
mod hover;
mod inlay_hints;
mod metadata;
mod move_files;
mod navigation;
mod prime;
mod references;
mod rename;
mod render;
mod run;
mod run_lenses;
mod search;
mod signature_help;
mod type_hierarchy;
mod type_text;
mod unused_imports;
mod unused_locals;
mod workspace_symbols;

pub use call_hierarchy::{Call, call_hierarchy, incoming_calls, outgoing_calls};
pub use code_actions::{CodeAction, CodeActionKind, code_actions, source_actions};
pub use completion::{
    CompletionItem, CompletionKind, Completions, DocsKey, completion, completion_docs,
};
pub use diagnostics::{diagnostics, workspace_diagnostics};
pub use document_symbols::{DocumentSymbol, SymbolKind, document_symbols};
pub use dump::{STAGES, dump, field_at};
pub use goto_definition::{Targets, goto_definition, goto_implementation, goto_type_definition};
pub use hir::Usage;
pub use host::{Analysis, AnalysisHost, Build};
pub use hover::{Hover, hover};
pub use inlay_hints::{InlayHint, InlayHintsConfig, InlayKind, inlay_hints};
pub use move_files::{move_files, package_line};
pub use navigation::NavigationTarget;
pub use prime::{PrimeProgress, prime};
pub use references::{Reference, highlights, linked_ranges, references};
pub use rename::{Renaming, prepare_rename, rename};
pub use run::{
    CALLER_FIELD, Runnable, caller, compilable, entry_named, file_of_type, find_field, runnable,
};
pub use run_lenses::{RunLens, run_lenses};
pub use salsa::{CancellationToken, Cancelled};
pub use signature_help::{SignatureHelp, SignatureInfo, signature_help};
pub use type_hierarchy::{subtypes, supertypes, type_hierarchy};
pub use workspace_symbols::workspace_symbols;

// From syntax alone.
mod control_flow_highlights;
mod document_colors;
mod document_links;
mod folding_ranges;
mod formatting;
mod inactive_regions;
mod on_type;
mod selection_ranges;
mod semantic_tokens;

pub use control_flow_highlights::control_flow_highlights;
pub use document_colors::{Color, DocumentColor, color_text, document_colors};
pub use document_links::{DocumentLink, document_links};
pub use folding_ranges::{FoldingKind, FoldingRange, folding_ranges};
pub use formatting::format;
pub use inactive_regions::inactive_regions;
pub use on_type::{IndentStyle, ON_TYPE_TRIGGERS, on_type};
pub use selection_ranges::selection_ranges;
pub use semantic_tokens::{
    SemanticToken, TokenKind, TokenModifiers, resolved_semantic_tokens, semantic_tokens,
};

#[cfg(test)]
mod test_support;
