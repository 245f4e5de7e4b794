//! Haxe text to a lossless syntax tree.
//!
//! ```text
//! text ─ lexer ─ preprocessor (#if) ─ grammar ─ events ─ tree builder ─ rowan tree
//! ```
//!
//! A [`Reparser`] makes the same tree after an edit and takes over the fields that it leaves as they were.
//!
//! A tree is a function of the text and the [`Defines`] alone. It holds every
//! byte of the text: comments and whitespace are tokens, a branch of `#if` that
//! is not taken is an `Inactive` node full of tokens. Parsing never fails; it
//! returns a tree and a list of errors in the words of Haxe's own compiler.
//!
//! Invariants:
//! - `parse(text, defines).syntax_node().to_string() == text`, for any text.
//! - No input makes the parser panic, recurse without bound or take more than
//!   linear time: nesting deeper than [`MAX_DEPTH`] is an error.
//! - This crate knows nothing of files, paths, types or the database.

#![warn(missing_docs)]

pub mod ast;
mod defines;
mod error;
mod event;
pub mod fuzz;
mod grammar;
mod lexer;
mod parser;
mod preprocessor;
mod reparse;
mod syntax_kind;
mod token_set;
mod tree_builder;
mod walk;

use preprocessor::Branches;

pub use ast::{AstNode, AstPtr, SyntaxNodePtr};
pub use defines::Defines;
pub use error::{SyntaxError, codes};
pub use reparse::Reparser;
pub use rowan::{Direction, GreenNode, NodeOrToken, TextRange, TextSize, TokenAtOffset, WalkEvent};
pub use syntax_kind::{KEYWORDS, SyntaxKind};
pub use walk::{Step, Walk};

/// How deep brackets, blocks and expressions may nest.
pub const MAX_DEPTH: usize = 256;

/// The language marker of our trees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HaxeLanguage {}

impl rowan::Language for HaxeLanguage {
    type Kind = SyntaxKind;

    fn kind_from_raw(raw: rowan::SyntaxKind) -> SyntaxKind {
        SyntaxKind::from_raw(raw.0)
    }

    fn kind_to_raw(kind: SyntaxKind) -> rowan::SyntaxKind {
        rowan::SyntaxKind(kind as u16)
    }
}

/// A node of a Haxe tree.
pub type SyntaxNode = rowan::SyntaxNode<HaxeLanguage>;
/// A token of a Haxe tree.
pub type SyntaxToken = rowan::SyntaxToken<HaxeLanguage>;
/// A node or a token of a Haxe tree.
pub type SyntaxElement = rowan::SyntaxElement<HaxeLanguage>;

/// The tree of one text and the errors found while making it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Parse {
    green: rowan::GreenNode,
    errors: std::sync::Arc<[SyntaxError]>,
}

impl Parse {
    /// The typed root.
    pub fn tree(&self) -> ast::SourceFile {
        ast::SourceFile {
            syntax: self.syntax_node(),
        }
    }

    /// The untyped root.
    pub fn syntax_node(&self) -> SyntaxNode {
        SyntaxNode::new_root(self.green.clone())
    }

    /// Every node and token, cheaply.
    pub fn walk(&self) -> Walk<'_> {
        Walk::new(&self.green)
    }

    /// What is wrong with the text, in the order of the text.
    pub fn errors(&self) -> &[SyntaxError] {
        &self.errors
    }
}

/// The tokens that touch an offset: like rowan's `token_at_offset`, which makes every child of every node on the way, in a
/// time that grows with the logarithm of their number.
pub fn tokens_at(root: &SyntaxNode, offset: TextSize) -> TokenAtOffset<SyntaxToken> {
    let one = TextSize::new(1);
    let holding = |start: TextSize| {
        let range = TextRange::at(start, one);
        let mut at = NodeOrToken::Node(root.clone());
        loop {
            match at {
                NodeOrToken::Token(token) => return Some(token),
                NodeOrToken::Node(node) if !node.text_range().contains_range(range) => return None,
                NodeOrToken::Node(node) => at = node.child_or_token_at_range(range)?,
            }
        }
    };
    let right = holding(offset);
    let left = offset.checked_sub(one).and_then(holding);
    match (left, right) {
        (Some(left), Some(right)) if left != right => TokenAtOffset::Between(left, right),
        (Some(token), _) | (None, Some(token)) => TokenAtOffset::Single(token),
        (None, None) => TokenAtOffset::None,
    }
}

/// Makes the tree of a text under these defines.
pub fn parse(text: &str, defines: &Defines) -> Parse {
    parse_with(
        text,
        defines,
        Branches::Conditions(defines),
        &mut tree_builder::build,
    )
}

/// Makes the tree of a text in which the branch of an `#if` or `#elseif` is taken
/// if `taken` says so of the place where its directive starts, whatever its condition.
/// The text in the ranges `hidden`, which are in order, is left out as if it were a branch
/// that is not taken; no `#if` may have only one end in such a range.
///
/// For tools that must see all branches one after the other, such as a formatter.
pub fn parse_branches(
    text: &str,
    defines: &Defines,
    taken: &dyn Fn(TextSize) -> bool,
    hidden: &[TextRange],
) -> Parse {
    let branches = Branches::Places { taken, hidden };
    parse_with(text, defines, branches, &mut tree_builder::build)
}

/// Makes a tree of the events, which it uses up.
type Build<'a> =
    dyn FnMut(&str, &lexer::Tokens, &preprocessor::Active, &mut [event::Event]) -> GreenNode + 'a;

fn parse_with(
    text: &str,
    defines: &Defines,
    branches: Branches<'_>,
    build: &mut Build<'_>,
) -> Parse {
    // Inline markup whose text is no Haxe is found by the parser and given to
    // the lexer in another round. Nearly all files need one round.
    let mut markup: Vec<TextRange> = vec![];
    let dialect = parser::Dialect::new(defines);
    loop {
        let tokens = lexer::lex(text, dialect.is_haxe5, &markup);
        let active = preprocessor::preprocess(text, &tokens, branches);
        let mut parser = parser::Parser::new(text, &tokens, &active, dialect);
        grammar::source_file(&mut parser);
        let mut output = parser.finish();
        if let Some(range) = output.markup
            && markup.len() < MAX_MARKUP_ROUNDS
            && markup.len() * text.len() < MAX_MARKUP_WORK
        {
            markup.push(range);
            markup.sort_by_key(|range| range.start());
            continue;
        }
        let green = build(text, &tokens, &active, &mut output.events);
        // A parser error at a token that is wrong in itself is the same mistake.
        if !tokens.errors.is_empty() {
            output
                .errors
                .retain(|error| !tokens.has_error_in(error.range));
        }
        let mut errors = tokens.errors;
        errors.extend(active.errors);
        errors.extend(output.errors);
        errors.sort_by_key(|error| error.range.start());
        errors.truncate(parser::MAX_ERRORS);
        return Parse {
            green,
            errors: errors.into(),
        };
    }
}

/// How often a text may be parsed again because of inline markup.
const MAX_MARKUP_ROUNDS: usize = 64;
/// How many bytes may be parsed again because of inline markup.
const MAX_MARKUP_WORK: usize = 4 << 20;

/// The tokens of a text with their ranges, all branches of `#if` included.
///
/// For tools that need no tree, such as measuring the lexer.
pub fn tokens(text: &str) -> Vec<(SyntaxKind, TextRange)> {
    let tokens = lexer::lex(text, false, &[]);
    (0..tokens.len())
        .map(|idx| (tokens.kinds[idx], tokens.range(idx)))
        .collect()
}

#[cfg(test)]
mod tests;
