//! The types of Haxe (`haxe-manual`, "Types"): small copyable values over interned lists.
//!
//! The four basic types, `Void`, `Null<T>` and `Dynamic` are cases of their own because every
//! stage asks for them; their declarations in `StdTypes` are found by name when hover wants them.

use base_db::Db;
use hir_def::{
    Name,
    ids::{TypeDeclId, TypeParamId},
    item_tree::Accessor,
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

/// One interned type, so that [`Ty`] stays small.
#[salsa::interned(debug, revisions = usize::MAX)]
pub struct BoxTy<'db> {
    #[returns(copy)]
    pub ty: Ty<'db>,
}

/// Interned type arguments.
#[salsa::interned(debug, revisions = usize::MAX, constructor = intern)]
pub struct Tys<'db> {
    #[returns(deref)]
    pub list: Box<[Ty<'db>]>,
    #[returns(copy)]
    pub flags: TyFlags,
}

#[salsa::interned(debug, revisions = usize::MAX)]
pub struct ConstTy<'db> {
    #[returns(ref)]
    pub text: Name,
}

#[salsa::interned(debug, revisions = usize::MAX, constructor = intern)]
pub struct FunTy<'db> {
    #[returns(deref)]
    pub params: Box<[FunParam<'db>]>,
    #[returns(copy)]
    pub ret: Ty<'db>,
    #[returns(copy)]
    pub flags: TyFlags,
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

#[salsa::interned(debug, revisions = usize::MAX, constructor = intern)]
pub struct AnonTy<'db> {
    /// Sorted by name, so that equal structures are one value.
    #[returns(deref)]
    pub fields: Box<[AnonField<'db>]>,
    #[returns(copy)]
    pub status: AnonStatus,
    #[returns(copy)]
    pub flags: TyFlags,
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
    /// Written `private`: a class may satisfy it by a private field.
    pub is_private: bool,
    pub kind: AnonFieldKind,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum AnonFieldKind {
    Var { read: Accessor, write: Accessor },
    Final,
    Method,
}

/// What occurs inside a type, so that a walk can stop early.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct TyFlags {
    pub mono: bool,
    pub param: bool,
    pub unknown: bool,
}

impl TyFlags {
    pub fn or(self, other: TyFlags) -> TyFlags {
        TyFlags {
            mono: self.mono || other.mono,
            param: self.param || other.param,
            unknown: self.unknown || other.unknown,
        }
    }

    fn of_list<'db>(db: &'db dyn Db, list: impl IntoIterator<Item = Ty<'db>>) -> TyFlags {
        list.into_iter()
            .fold(TyFlags::default(), |flags, ty| flags.or(ty.flags(db)))
    }
}

impl<'db> Tys<'db> {
    pub fn new(db: &'db dyn Db, list: impl Into<Box<[Ty<'db>]>>) -> Tys<'db> {
        let list = list.into();
        let flags = TyFlags::of_list(db, list.iter().copied());
        Tys::intern(db, list, flags)
    }

    pub fn empty(db: &'db dyn Db) -> Tys<'db> {
        Tys::new(db, Vec::new())
    }
}

impl<'db> FunTy<'db> {
    pub fn new(
        db: &'db dyn Db,
        params: impl Into<Box<[FunParam<'db>]>>,
        ret: Ty<'db>,
    ) -> FunTy<'db> {
        let params = params.into();
        let flags = TyFlags::of_list(db, params.iter().map(|p| p.ty)).or(ret.flags(db));
        FunTy::intern(db, params, ret, flags)
    }
}

impl<'db> AnonTy<'db> {
    /// A later field of the same name wins.
    pub fn new(
        db: &'db dyn Db,
        fields: impl Into<Box<[AnonField<'db>]>>,
        status: AnonStatus,
    ) -> AnonTy<'db> {
        let mut fields: Vec<AnonField<'db>> = fields.into().into_vec();
        if !fields.is_sorted_by(|a, b| a.name < b.name) {
            fields.reverse();
            fields.sort_by(|a, b| a.name.cmp(&b.name));
            fields.dedup_by(|later, first| later.name == first.name);
        }
        let flags = TyFlags::of_list(db, fields.iter().map(|f| f.ty));
        AnonTy::intern(db, fields.into_boxed_slice(), status, flags)
    }

    pub fn field(self, db: &'db dyn Db, name: &str) -> Option<&'db AnonField<'db>> {
        let fields = self.fields(db);
        let at = fields
            .binary_search_by(|f| f.name.as_str().cmp(name))
            .ok()?;
        Some(&fields[at])
    }
}

impl<'db> AnonField<'db> {
    /// `var name:ty`, readable and writable.
    pub fn var(name: Name, ty: Ty<'db>) -> Self {
        AnonField {
            name,
            ty,
            optional: false,
            is_private: false,
            kind: AnonFieldKind::Var {
                read: Accessor::Default,
                write: Accessor::Default,
            },
        }
    }
}

impl<'db> Ty<'db> {
    pub fn flags(self, db: &'db dyn Db) -> TyFlags {
        match self {
            Ty::Unknown => TyFlags {
                unknown: true,
                ..TyFlags::default()
            },
            Ty::Mono(_) => TyFlags {
                mono: true,
                ..TyFlags::default()
            },
            Ty::Param(_) => TyFlags {
                param: true,
                ..TyFlags::default()
            },
            Ty::Void | Ty::Bool | Ty::Int | Ty::Float | Ty::TypeValue(_) | Ty::Const(_) => {
                TyFlags::default()
            }
            Ty::Dynamic(None) => TyFlags::default(),
            Ty::Null(inner) | Ty::Dynamic(Some(inner)) => inner.ty(db).flags(db),
            Ty::Class(_, args)
            | Ty::Enum(_, args)
            | Ty::Abstract(_, args)
            | Ty::Typedef(_, args) => args.flags(db),
            Ty::Fun(fun) => fun.flags(db),
            Ty::Anon(anon) => anon.flags(db),
        }
    }

    /// `Dynamic` without a parameter.
    pub const DYNAMIC: Ty<'static> = Ty::Dynamic(None);

    pub fn is_unknown(self) -> bool {
        matches!(self, Ty::Unknown)
    }
    pub fn is_dynamic(self) -> bool {
        matches!(self, Ty::Dynamic(None))
    }

    /// `Null<T>`; `Null<Null<T>>` is `Null<T>`.
    pub fn null(db: &'db dyn Db, inner: Ty<'db>) -> Ty<'db> {
        match inner {
            Ty::Null(_) | Ty::Unknown => inner,
            _ => Ty::Null(BoxTy::new(db, inner)),
        }
    }

    pub fn dynamic_of(db: &'db dyn Db, inner: Ty<'db>) -> Ty<'db> {
        match inner {
            Ty::Dynamic(None) => inner,
            _ => Ty::Dynamic(Some(BoxTy::new(db, inner))),
        }
    }

    pub fn fun(db: &'db dyn Db, params: impl Into<Box<[FunParam<'db>]>>, ret: Ty<'db>) -> Ty<'db> {
        Ty::Fun(FunTy::new(db, params, ret))
    }

    pub fn anon(db: &'db dyn Db, fields: Vec<AnonField<'db>>) -> Ty<'db> {
        Ty::Anon(AnonTy::new(db, fields, AnonStatus::Closed))
    }

    /// Declaration and arguments of a named type; the basic types have none here.
    pub fn decl(self, db: &'db dyn Db) -> Option<(TypeDeclId<'db>, &'db [Ty<'db>])> {
        match self {
            Ty::Class(id, args)
            | Ty::Enum(id, args)
            | Ty::Abstract(id, args)
            | Ty::Typedef(id, args) => Some((id, args.list(db))),
            _ => None,
        }
    }
}
