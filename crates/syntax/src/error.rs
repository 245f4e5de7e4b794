//! Syntax errors as values.

use rowan::TextRange;

/// One mistake in the text.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct SyntaxError {
    /// A stable kebab-case word with a page under `docs/diagnostics`.
    pub code: &'static str,
    /// What is wrong, in Haxe's own words where it has some.
    pub message: String,
    /// The place a person would point to.
    pub range: TextRange,
}
