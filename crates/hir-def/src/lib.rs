//! Names: what a file declares, what an import or a path means, and function
//! bodies as arenas free of positions.
//!
//! Invariants:
//! - No types here: a type hint is a [`type_ref::TypeRef`], lowered to a type by `hir-ty`.
//! - [`item_tree::ItemTree`] and [`body::Body`] hold no text offsets. Positions
//!   live in their source maps, which only diagnostics and editor features ask for.
//! - Nobody looks at the syntax tree of another file: ask its item tree.

pub mod arena;
pub mod ids;
pub mod type_ref;

pub mod data;
pub mod item_tree;
pub mod source;

pub mod diagnostics;
pub mod module;
pub mod resolve;
pub mod scope;

pub mod body;

pub use body::{body, body_source_map, expr_range};
pub use data::{
    all_fields, ctor_named, ctors_of, enum_ctor_data, field_data, field_named, fields_named,
    fields_of, fields_of_owner_named, module_field_named, module_fields, module_type_named,
    module_types, source_path, type_decl_data, type_params_of, type_path,
};
pub use item_tree::item_tree;
pub use module::{is_package, module_at, module_name, module_path, package_of};
pub use resolve::{
    PathPrefix, ScopeValue, TypeResolution, ctor_in_scope, ctor_of_type, follow_typedef,
    imported_value, module_value, resolve_module_value, resolve_path_prefix, resolve_type_path,
    similar_names, static_of, suggest_types, type_by_path,
};
pub use scope::usings_of;

/// A name as written in the source (`$` of a dollar identifier included).
pub type Name = smol_str::SmolStr;
