//! The names and written type hints of one file, without bodies and without
//! positions: the wall between typing in a body and everything behind it.
//!
//! `item_tree(db, config, file)` re-executes on every edit of the file, but its value
//! changes only when a declaration changed. Positions of items come back through
//! [`AstId`]: the n-th declaration of the file, resolved by `ast_id_map(file)`.

use crate::{
    Name,
    arena::Arena,
    type_ref::{DottedPath, TypeRef, TypeRefId},
};

/// Ordinal of a declaration's syntax node (type, field, constructor, type parameter,
/// import) among all such nodes of the file, in source order.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct AstId(pub u32);

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ItemTree {
    /// `package a.b;`; `None` when the line is absent.
    pub package: Option<DottedPath>,
    /// `import` and `using`, in source order.
    pub imports: Box<[Import]>,
    pub types: Box<[TypeDecl]>,
    /// Module-level functions and variables.
    pub fields: Box<[Field]>,
    pub type_refs: Arena<TypeRef>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Import {
    pub path: DottedPath,
    pub kind: ImportKind,
    pub ast: AstId,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ImportKind {
    Plain,
    /// `as C` / `in C`
    Alias(Name),
    /// `.*`
    Wildcard,
    Using,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TypeDecl {
    pub name: Name,
    pub kind: TypeDeclKind,
    pub is_private: bool,
    pub is_extern: bool,
    pub is_final: bool,
    pub params: Box<[TypeParam]>,
    pub meta: Box<[Meta]>,
    pub fields: Box<[Field]>,
    pub ast: AstId,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TypeDeclKind {
    Class {
        extends: Option<TypeRefId>,
        implements: Box<[TypeRefId]>,
        is_abstract: bool,
    },
    Interface {
        extends: Box<[TypeRefId]>,
    },
    Enum {
        ctors: Box<[EnumCtor]>,
    },
    Typedef {
        ty: Option<TypeRefId>,
    },
    /// `abstract A(U) from X to Y`; `is_enum` also for `@:enum abstract`.
    Abstract {
        underlying: Option<TypeRefId>,
        from: Box<[TypeRefId]>,
        to: Box<[TypeRefId]>,
        is_enum: bool,
    },
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EnumCtor {
    pub name: Name,
    pub params: Box<[Param]>,
    pub type_params: Box<[TypeParam]>,
    /// Explicit result type of a GADT constructor.
    pub ret: Option<TypeRefId>,
    pub meta: Box<[Meta]>,
    pub ast: AstId,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct TypeParam {
    pub name: Name,
    pub constraints: Box<[TypeRefId]>,
    pub default: Option<TypeRefId>,
    pub meta: Box<[Meta]>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
    pub name: Name,
    pub kind: FieldKind,
    pub flags: FieldFlags,
    pub meta: Box<[Meta]>,
    pub ast: AstId,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FieldKind {
    /// `var x(get, set):T = e;` / `final x = e;` (`flags.is_final`)
    Var {
        access: Option<(Accessor, Accessor)>,
        ty: Option<TypeRefId>,
        has_init: bool,
    },
    /// `function new` has the name `new`.
    Fun {
        type_params: Box<[TypeParam]>,
        params: Box<[Param]>,
        ret: Option<TypeRefId>,
        has_body: bool,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Accessor {
    Default,
    Null,
    /// `get` in the read position, `set` in the write position (also written `get_x`/`set_x`).
    Call,
    Dynamic,
    Never,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct FieldFlags {
    /// `public` / `private` written, or neither.
    pub visibility: Option<Visibility>,
    pub is_static: bool,
    pub is_override: bool,
    pub is_dynamic: bool,
    pub is_inline: bool,
    pub is_macro: bool,
    pub is_final: bool,
    pub is_extern: bool,
    pub is_abstract: bool,
    pub is_overload: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Visibility {
    Public,
    Private,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Param {
    pub name: Name,
    /// Written `?x`.
    pub optional: bool,
    /// Written `...x`.
    pub rest: bool,
    pub ty: Option<TypeRefId>,
    /// `= e`; the expression is part of the field's body.
    pub has_default: bool,
    pub meta: Box<[Meta]>,
}

/// `@name(args)` / `@:name(args)`. Arguments are kept as constants where they are, else as text.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Meta {
    /// With the colon when there is one: `:forward`, `author`.
    pub name: Name,
    pub args: Box<[MetaArg]>,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum MetaArg {
    /// A string literal's value.
    String(Name),
    Int(i64),
    Float(Name),
    Bool(bool),
    /// An identifier or dotted path: `x`, `a.b.C`.
    Path(DottedPath),
    /// Operator forms of `@:op`: `A + B`, `-A`, `A++`, `[]`, `a.b`, `a()`, and everything else, as normalised text.
    Text(Name),
}

pub fn has_meta(meta: &[Meta], name: &str) -> bool {
    meta.iter().any(|m| m.name == name)
}
pub fn find_meta<'a>(meta: &'a [Meta], name: &str) -> Option<&'a Meta> {
    meta.iter().find(|m| m.name == name)
}
