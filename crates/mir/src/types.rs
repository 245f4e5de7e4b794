//! Machine-level types.
//!
//! [`Type`] is what an SSA value has; [`Repr`] is a type together with how it is boxed into a word,
//! which is where signedness of the small integers matters (`u8` 200 boxes as 200, `i8` -56 as -56
//! though both are `i8` values).

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// The name of a function, class, enum, global, field: `pack.Class.field`.
pub type Symbol = SmolStr;

#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Type {
    Void,
    Bool,
    I8,
    I16,
    I32,
    I64,
    F32,
    F64,
    /// A pointer into the collected heap, or null.
    Ref,
    /// The uniform word: any Haxe value, NaN-boxed.
    Word,
    /// Raw memory.
    Ptr,
}

impl Type {
    pub const ALL: [Type; 11] = [
        Type::Void,
        Type::Bool,
        Type::I8,
        Type::I16,
        Type::I32,
        Type::I64,
        Type::F32,
        Type::F64,
        Type::Ref,
        Type::Word,
        Type::Ptr,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Type::Void => "void",
            Type::Bool => "bool",
            Type::I8 => "i8",
            Type::I16 => "i16",
            Type::I32 => "i32",
            Type::I64 => "i64",
            Type::F32 => "f32",
            Type::F64 => "f64",
            Type::Ref => "ref",
            Type::Word => "word",
            Type::Ptr => "ptr",
        }
    }

    pub fn from_name(name: &str) -> Option<Type> {
        Type::ALL.into_iter().find(|ty| ty.name() == name)
    }

    pub fn is_int(self) -> bool {
        matches!(self, Type::I8 | Type::I16 | Type::I32 | Type::I64)
    }

    pub fn is_float(self) -> bool {
        matches!(self, Type::F32 | Type::F64)
    }

    /// Size in memory, in bytes; also its alignment.
    pub fn size(self) -> u32 {
        match self {
            Type::Void => 0,
            Type::Bool | Type::I8 => 1,
            Type::I16 => 2,
            Type::I32 | Type::F32 => 4,
            Type::I64 | Type::F64 | Type::Ref | Type::Word | Type::Ptr => 8,
        }
    }

    /// Whether the collector must look at a slot of this type.
    pub fn is_traced(self) -> bool {
        matches!(self, Type::Ref | Type::Word)
    }
}

/// How a Haxe type is represented: the value's [`Type`], and how it enters and leaves a word.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Repr {
    Void,
    Bool,
    /// Haxe's `Int`.
    I32,
    /// Haxe's `Float`.
    F64,
    Ref,
    Word,
    I8,
    U8,
    I16,
    U16,
    U32,
    I64,
    U64,
    F32,
    Ptr,
}

impl Repr {
    pub const ALL: [Repr; 15] = [
        Repr::Void,
        Repr::Bool,
        Repr::I32,
        Repr::F64,
        Repr::Ref,
        Repr::Word,
        Repr::I8,
        Repr::U8,
        Repr::I16,
        Repr::U16,
        Repr::U32,
        Repr::I64,
        Repr::U64,
        Repr::F32,
        Repr::Ptr,
    ];

    pub fn ty(self) -> Type {
        match self {
            Repr::Void => Type::Void,
            Repr::Bool => Type::Bool,
            Repr::I32 | Repr::U32 => Type::I32,
            Repr::F64 => Type::F64,
            Repr::Ref => Type::Ref,
            Repr::Word => Type::Word,
            Repr::I8 | Repr::U8 => Type::I8,
            Repr::I16 | Repr::U16 => Type::I16,
            Repr::I64 | Repr::U64 => Type::I64,
            Repr::F32 => Type::F32,
            Repr::Ptr => Type::Ptr,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Repr::Void => "void",
            Repr::Bool => "bool",
            Repr::I32 => "i32",
            Repr::F64 => "f64",
            Repr::Ref => "ref",
            Repr::Word => "word",
            Repr::I8 => "i8",
            Repr::U8 => "u8",
            Repr::I16 => "i16",
            Repr::U16 => "u16",
            Repr::U32 => "u32",
            Repr::I64 => "i64",
            Repr::U64 => "u64",
            Repr::F32 => "f32",
            Repr::Ptr => "ptr",
        }
    }

    pub fn from_name(name: &str) -> Option<Repr> {
        Repr::ALL.into_iter().find(|repr| repr.name() == name)
    }
}

/// The natural signature of a function: the representations of its declared types, receiver first.
/// Two closures can be called through each other's typed entry exactly when these are equal.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Signature {
    pub params: Vec<Repr>,
    pub ret: Repr,
}

impl Signature {
    pub fn new(params: impl Into<Vec<Repr>>, ret: Repr) -> Signature {
        Signature {
            params: params.into(),
            ret,
        }
    }
}

/// What an `Array` holds. A store that does not fit turns the array into a `Word` one at run time, so
/// this is a start, never a promise.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum ElemKind {
    I32,
    F64,
    Bool,
    Word,
}

impl ElemKind {
    pub const ALL: [ElemKind; 4] = [ElemKind::I32, ElemKind::F64, ElemKind::Bool, ElemKind::Word];

    pub fn name(self) -> &'static str {
        match self {
            ElemKind::I32 => "i32",
            ElemKind::F64 => "f64",
            ElemKind::Bool => "bool",
            ElemKind::Word => "word",
        }
    }

    pub fn from_name(name: &str) -> Option<ElemKind> {
        ElemKind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether a literal's or a store's value of type `ty` fits without a conversion.
    pub fn accepts(self, ty: Type) -> bool {
        match self {
            ElemKind::I32 => ty == Type::I32,
            ElemKind::F64 => ty == Type::F64,
            ElemKind::Bool => ty == Type::Bool,
            ElemKind::Word => ty == Type::Word || ty == Type::Ref,
        }
    }
}
