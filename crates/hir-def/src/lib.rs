//! Names: what a file declares, what an import or a path means, and function
//! bodies as arenas free of positions.
//!
//! Invariants:
//! - No types here: a type hint is a [`type_ref::TypeRef`], lowered to a type by `hir-ty`.
//! - [`item_tree::ItemTree`] and [`body::Body`] hold no text offsets. Positions
//!   live in their source maps, which only diagnostics and editor features ask for.
//! - Nobody looks at the syntax tree of another file: ask its item tree.

pub mod arena;
pub mod body;
pub mod ids;
pub mod item_tree;
pub mod type_ref;

/// A name as written in the source (`$` of a dollar identifier included).
pub type Name = smol_str::SmolStr;
