//! What is written after `:`, lowered from syntax but not resolved.
//!
//! `Map<String, ?Int -> Void>` becomes a small tree of [`TypeRef`]s in the arena of
//! the item tree or body that owns it. Ranges are in the owner's source map.

use crate::{Name, arena::Idx};

pub type TypeRefId = Idx<TypeRef>;

/// A dotted path as written: `haxe.ds.StringMap`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct DottedPath(pub Box<[Name]>);

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum TypeRef {
    /// Unparsable or missing where one was required.
    Error,
    /// `a.B.C<T, "const", 1>`
    Path {
        path: DottedPath,
        args: Box<[TypeArgRef]>,
    },
    /// `(a:Int, ?b:T, ...r:T) -> R` and the old `A -> B -> R` (names `None` there).
    Fun {
        params: Box<[FunParamRef]>,
        ret: TypeRefId,
    },
    /// `{ x:Int, ?y:T, > Base, function f():Void; }`
    Anon {
        extends: Box<[TypeRefId]>,
        fields: Box<[AnonFieldRef]>,
    },
    /// `?T`, legal for arguments.
    Optional(TypeRefId),
    /// `A & B`
    Intersection(Box<[TypeRefId]>),
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum TypeArgRef {
    Type(TypeRefId),
    /// A constant argument (`@:const T`), as its source text.
    Const(ConstArg),
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum ConstArg {
    Int(Name),
    Float(Name),
    String(Name),
    Bool(bool),
    /// `[…]` or any other expression, by its text.
    Other(Name),
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct FunParamRef {
    pub name: Option<Name>,
    pub optional: bool,
    pub rest: bool,
    pub ty: TypeRefId,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct AnonFieldRef {
    pub name: Name,
    /// `?x:T` or `@:optional var x:T`.
    pub optional: bool,
    pub kind: AnonFieldKindRef,
    pub meta: Box<[crate::item_tree::Meta]>,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum AnonFieldKindRef {
    Var {
        access: Option<(crate::item_tree::Accessor, crate::item_tree::Accessor)>,
        is_final: bool,
        ty: Option<TypeRefId>,
    },
    Fun {
        type_params: Box<[crate::item_tree::TypeParam]>,
        params: Box<[crate::item_tree::Param]>,
        ret: Option<TypeRefId>,
    },
}
