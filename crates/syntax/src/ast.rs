//! The typed view of a syntax tree.
//!
//! Each node type wraps a [`SyntaxNode`] of the right kind and has accessors
//! for its children. Every accessor returns an `Option` or an iterator: a tree
//! may come from half-typed code, so any child can be missing. The types come
//! from `haxe.ungram`; accessors that need thought are in `node_ext`, those
//! about the text of tokens in `token_ext`.

mod node_ext;
mod nodes;
mod token_ext;

pub use node_ext::{
    BinaryOp, HasMetadata, HasModifiers, HasName, HasTypeParams, PostfixOp, PrefixOp,
};
pub use nodes::*;
pub use rowan::ast::AstNode;
pub use token_ext::{IntError, LiteralKind, StringError, unescape};

use crate::HaxeLanguage;

/// The children of a node that have one type.
pub type AstChildren<N> = rowan::ast::AstChildren<N>;
/// A stable pointer to a typed node: kind and range, resolved against a tree of the same text.
pub type AstPtr<N> = rowan::ast::AstPtr<N>;
/// A stable pointer to any node.
pub type SyntaxNodePtr = rowan::ast::SyntaxNodePtr<HaxeLanguage>;

/// What generated accessors are made of.
pub mod support {
    use super::{AstChildren, AstNode};
    use crate::{HaxeLanguage, SyntaxKind, SyntaxNode, SyntaxToken};

    /// The first child node of this type.
    pub fn child<N: AstNode<Language = HaxeLanguage>>(parent: &SyntaxNode) -> Option<N> {
        rowan::ast::support::child(parent)
    }

    /// All child nodes of this type.
    pub fn children<N: AstNode<Language = HaxeLanguage>>(parent: &SyntaxNode) -> AstChildren<N> {
        rowan::ast::support::children(parent)
    }

    /// The first child token of this kind.
    pub fn token(parent: &SyntaxNode, kind: SyntaxKind) -> Option<SyntaxToken> {
        rowan::ast::support::token(parent, kind)
    }
}
