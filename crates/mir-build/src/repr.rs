//! How values of a Haxe type are represented.
//!
//! `Int`, `Float`, `Bool` and the native scalars are themselves; strings, objects, arrays, enum
//! values, functions and structures are references; everything whose static type does not fix
//! that (`Dynamic`, type parameters, `Null<Int>`) is the uniform word. An abstract is its
//! underlying type.

use base_db::Db;
use hir_def::ids::TypeDeclId;
use hir_ty::{
    decl::{abstract_info, expand_typedef, underlying_type},
    ty::Ty,
};
use mir::{ElemKind, Repr, Type};

/// Abstracts over abstracts end somewhere, unless the program is wrong.
const MAX_DEPTH: u32 = 32;

pub fn repr<'db>(db: &'db dyn Db, ty: Ty<'db>) -> Repr {
    repr_at(db, ty, 0)
}

fn repr_at<'db>(db: &'db dyn Db, ty: Ty<'db>, depth: u32) -> Repr {
    if depth > MAX_DEPTH {
        return Repr::Word;
    }
    match ty {
        Ty::Void => Repr::Void,
        Ty::Bool => Repr::Bool,
        Ty::Int => Repr::I32,
        Ty::Float => Repr::F64,
        Ty::Null(inner) => optional_repr(repr_at(db, inner.ty(db), depth + 1)),
        Ty::Class(..) | Ty::Enum(..) | Ty::Fun(_) | Ty::Anon(_) | Ty::TypeValue(_) => Repr::Ref,
        Ty::Typedef(decl, args) => repr_at(db, expand_typedef(db, decl, args.list(db)), depth + 1),
        Ty::Abstract(decl, args) => {
            if let Some(repr) = core_repr(db, decl) {
                return repr;
            }
            match underlying_type(db, decl, args.list(db)) {
                Some(underlying) => repr_at(db, underlying, depth + 1),
                None => Repr::Word,
            }
        }
        Ty::Unknown | Ty::Mono(_) | Ty::Dynamic(_) | Ty::Param(_) | Ty::Const(_) => Repr::Word,
    }
}

/// `@:coreType` abstracts are known by name.
fn core_repr<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>) -> Option<Repr> {
    if !abstract_info(db, decl).core_type {
        return None;
    }
    Some(match decl.name(db).as_str() {
        "Void" => Repr::Void,
        "Bool" => Repr::Bool,
        "Int" => Repr::I32,
        "Float" => Repr::F64,
        "Single" | "f32" => Repr::F32,
        "i8" => Repr::I8,
        "i16" => Repr::I16,
        "i64" | "NativeInt64" => Repr::I64,
        "u8" => Repr::U8,
        "u16" => Repr::U16,
        "u32" => Repr::U32,
        "u64" => Repr::U64,
        "Ptr" | "RawPtr" => Repr::Ptr,
        "Class" | "Enum" => Repr::Ref,
        _ => Repr::Word,
    })
}

/// Of something that is a value whatever its type says: an argument of type `Void` is null.
pub(crate) fn value_repr(repr: Repr) -> Repr {
    if repr == Repr::Void { Repr::Word } else { repr }
}

/// Of a variable of the type.
pub(crate) fn var_repr<'db>(db: &'db dyn Db, ty: Ty<'db>) -> Repr {
    value_repr(repr(db, ty))
}

/// With room for null.
pub(crate) fn optional_repr(repr: Repr) -> Repr {
    match repr {
        Repr::Void | Repr::Ref | Repr::Word | Repr::Ptr => repr,
        Repr::Bool
        | Repr::I32
        | Repr::F64
        | Repr::I8
        | Repr::U8
        | Repr::I16
        | Repr::U16
        | Repr::U32
        | Repr::I64
        | Repr::U64
        | Repr::F32 => Repr::Word,
    }
}

/// What an array of such elements starts as.
pub(crate) fn elem_kind(repr: Repr) -> ElemKind {
    match repr {
        Repr::I32 => ElemKind::I32,
        Repr::F64 => ElemKind::F64,
        Repr::Bool => ElemKind::Bool,
        _ => ElemKind::Word,
    }
}

/// The representation in which elements go in and out of an array: scalars without an element
/// kind of their own travel as words.
pub(crate) fn elem_repr(repr: Repr) -> Repr {
    match repr {
        Repr::I32 | Repr::F64 | Repr::Bool | Repr::Ref => repr,
        _ => Repr::Word,
    }
}

pub(crate) fn is_unsigned(repr: Repr) -> bool {
    matches!(
        repr,
        Repr::U8 | Repr::U16 | Repr::U32 | Repr::U64 | Repr::Bool
    )
}

pub(crate) fn is_scalar(repr: Repr) -> bool {
    !matches!(repr, Repr::Void | Repr::Ref | Repr::Word | Repr::Ptr)
}

pub(crate) fn nullable(ty: Type) -> bool {
    matches!(ty, Type::Ref | Type::Word | Type::Ptr)
}
