//! The types of Haxe (`haxe-manual`, "Types"): small copyable values over interned lists.
//!
//! The four basic types, `Void`, `Null<T>` and `Dynamic` are cases of their own because every
//! stage asks for them; their declarations in `StdTypes` are found by name when hover wants them.

use hir_def::{
    Name,
    ids::{TypeDeclId, TypeParamId},
};

/// Index of a monomorph in the inference context that made it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct MonoId(pub u32);

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, salsa::SalsaValue)]
pub enum Ty<'db> {
    /// Could not be typed, or lies behind something not seen (a build macro, an absent library):
    /// unifies with anything in silence.
    Unknown,
    /// To be solved; lives inside one inference only.
    Mono(MonoId),
    Void,
    Bool,
    Int,
    Float,
    /// `Null<T>` with T not itself `Null`.
    Null(BoxTy<'db>),
    /// `Dynamic` (`None`) or `Dynamic<T>`.
    Dynamic(Option<BoxTy<'db>>),
    /// Class or interface.
    Class(TypeDeclId<'db>, Tys<'db>),
    Enum(TypeDeclId<'db>, Tys<'db>),
    Abstract(TypeDeclId<'db>, Tys<'db>),
    /// Kept for messages; `follow` sees through it.
    Typedef(TypeDeclId<'db>, Tys<'db>),
    Fun(FunTy<'db>),
    Anon(AnonTy<'db>),
    Param(TypeParamId<'db>),
    /// The pseudo-type of a type name used as a value (`Math`): its statics; unifies with
    /// `Class<T>` or `Enum<T>`.
    TypeValue(TypeDeclId<'db>),
    /// A constant as type argument (`C<"lit">`).
    Const(ConstTy<'db>),
}

/// One interned type, so that [`Ty`] stays two words.
#[salsa::interned(debug)]
pub struct BoxTy<'db> {
    #[returns(copy)]
    pub ty: Ty<'db>,
}

/// Interned type arguments.
#[salsa::interned(debug)]
pub struct Tys<'db> {
    #[returns(deref)]
    pub list: Box<[Ty<'db>]>,
}

#[salsa::interned(debug)]
pub struct ConstTy<'db> {
    #[returns(ref)]
    pub text: Name,
}

#[salsa::interned(debug)]
pub struct FunTy<'db> {
    #[returns(deref)]
    pub params: Box<[FunParam<'db>]>,
    #[returns(copy)]
    pub ret: Ty<'db>,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug, salsa::SalsaValue)]
pub struct FunParam<'db> {
    /// Empty when the type was written without names.
    pub name: Name,
    /// `?x:Int` has the type `Null<Int>` here; `x:Int = 5` is optional with the type `Int`.
    pub optional: bool,
    /// `...x:T`: `ty` is `haxe.Rest<T>`.
    pub rest: bool,
    pub ty: Ty<'db>,
}

#[salsa::interned(debug)]
pub struct AnonTy<'db> {
    #[returns(deref)]
    pub fields: Box<[AnonField<'db>]>,
    #[returns(copy)]
    pub status: AnonStatus,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum AnonStatus {
    /// A written structure type, or the type of a stored literal.
    Closed,
    /// A literal not yet given to anyone: may omit optional fields, may have no extra ones.
    Const,
    /// The statics of a type seen as a structure.
    Statics,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug, salsa::SalsaValue)]
pub struct AnonField<'db> {
    pub name: Name,
    pub ty: Ty<'db>,
    pub optional: bool,
    pub kind: AnonFieldKind,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum AnonFieldKind {
    Var {
        read: hir_def::item_tree::Accessor,
        write: hir_def::item_tree::Accessor,
    },
    Final,
    Method,
}
