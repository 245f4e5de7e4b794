//! Instructions and terminators.
//!
//! Arithmetic has Haxe's semantics: integers wrap, division never traps (`x / 0` and `x % 0` are 0,
//! `MIN / -1` is `MIN`), shift counts are masked, float to integer truncates and saturates with NaN
//! giving 0. Whatever can throw says so in [`Op::effects`].

use serde::{Deserialize, Serialize};

use crate::function::{BlockId, Slot, SymbolUse, Value};
use crate::types::{ElemKind, Repr, Signature, Symbol, Type};

#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Const {
    /// Any integer type, sign-extended.
    Int(i64),
    F32(u32),
    /// The bits of the number, so that constants compare like code does.
    F64(u64),
    Bool(bool),
    /// Of type `ref`, `word` or `ptr`.
    Null,
    Str(Symbol),
    /// No value at all: a read of a variable that nothing was assigned to. Compiles to zero.
    Undef,
}

macro_rules! op_enum {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
        pub enum $name { $($(#[$vmeta])* $variant,)* }
        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];
            pub fn name(self) -> &'static str {
                match self { $($name::$variant => $text,)* }
            }
            pub fn from_name(name: &str) -> Option<$name> {
                match name { $($text => Some($name::$variant),)* _ => None }
            }
        }
    };
}

op_enum! {
    /// Both operands and the result have one type.
    BinOp {
        IAdd = "iadd", ISub = "isub", IMul = "imul",
        SDiv = "sdiv", UDiv = "udiv", SRem = "srem", URem = "urem",
        And = "and", Or = "or", Xor = "xor",
        Shl = "shl", AShr = "ashr", LShr = "lshr",
        FAdd = "fadd", FSub = "fsub", FMul = "fmul", FDiv = "fdiv", FRem = "frem",
        FMin = "fmin", FMax = "fmax",
    }
}

op_enum! {
    UnOp {
        INeg = "ineg", INot = "inot", BNot = "bnot",
        FNeg = "fneg", FAbs = "fabs", FSqrt = "fsqrt",
        FFloor = "ffloor", FCeil = "fceil", FTrunc = "ftrunc",
    }
}

op_enum! {
    /// `eq` and `ne` compare bits: integers, bools, references (identity), raw words.
    CmpOp {
        Eq = "eq", Ne = "ne",
        SLt = "slt", SLe = "sle", SGt = "sgt", SGe = "sge",
        ULt = "ult", ULe = "ule", UGt = "ugt", UGe = "uge",
        FEq = "feq", FNe = "fne", FLt = "flt", FLe = "fle", FGt = "fgt", FGe = "fge",
    }
}

op_enum! {
    ConvOp {
        /// Integer to a wider integer.
        Sext = "sext",
        /// Integer or bool to a wider integer.
        Zext = "zext",
        Trunc = "trunc",
        SToF = "stof", UToF = "utof",
        /// Truncating, saturating, NaN to 0.
        FToS = "ftos", FToU = "ftou",
        /// Between `f32` and `f64`.
        FConv = "fconv",
        /// Same bits: `f64`/`i64`, `f32`/`i32`, `ptr`/`i64`.
        Bitcast = "bitcast",
    }
}

/// What a new closure runs.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum ClosureTarget {
    /// A function whose first parameter is the closure itself (`ref`), from which it reads captures.
    Lambda(Symbol),
    /// A plain function used as a value; no captures.
    Function(Symbol),
    /// A method bound to its receiver, the only capture; found through the slot.
    Method { class: Symbol, method: Symbol },
}

#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Op {
    Const(Const),
    Binary(BinOp, Value, Value),
    Unary(UnOp, Value),
    Compare(CmpOp, Value, Value),
    Convert(ConvOp, Value),
    /// `cond ? a : b` without branching.
    Select(Value, Value, Value),
    /// A value into the uniform word.
    Box(Repr, Value),
    /// A word into a value. Null gives zero; `i32` takes a float by truncation and `f64` an integer.
    /// When `checked`, anything else throws a cast error; when not, the word is known to fit, and
    /// code for one that does not is only promised to be harmless.
    Unbox {
        repr: Repr,
        value: Value,
        checked: bool,
    },

    Call {
        func: Symbol,
        args: Vec<Value>,
    },
    /// A function of the runtime, by ABI symbol. `malloc`, `realloc`, `free` mean the runtime's.
    CallRt {
        symbol: Symbol,
        args: Vec<Value>,
    },
    /// Through the slot `method` of `class`; receiver first. The receiver must not be null.
    CallVirtual {
        class: Symbol,
        method: Symbol,
        args: Vec<Value>,
    },
    CallInterface {
        interface: Symbol,
        method: Symbol,
        args: Vec<Value>,
    },
    /// The callee must not be null. Goes through the typed entry when the closure's signature is
    /// `sig`, otherwise through the uniform one, boxing and unboxing as `sig` says.
    CallClosure {
        callee: Value,
        sig: Signature,
        args: Vec<Value>,
    },
    /// A `Dynamic` value called with words; throws when it is no function.
    CallDyn {
        callee: Value,
        args: Vec<Value>,
    },
    /// `obj.name(args)` on a `Dynamic`.
    CallField {
        object: Value,
        name: Symbol,
        args: Vec<Value>,
    },

    /// A zeroed instance; the constructor is a call of its own.
    NewObject {
        class: Symbol,
    },
    /// The object must not be null (see [`Op::NullCheck`]), here and below.
    FieldGet {
        object: Value,
        class: Symbol,
        field: Symbol,
    },
    FieldSet {
        object: Value,
        class: Symbol,
        field: Symbol,
        value: Value,
    },
    GlobalGet {
        global: Symbol,
    },
    GlobalSet {
        global: Symbol,
        value: Value,
    },

    /// An empty array of a starting kind, with room for `capacity` (an `i32`) elements if given.
    ArrayNew {
        kind: ElemKind,
        capacity: Option<Value>,
    },
    ArrayLit {
        kind: ElemKind,
        values: Vec<Value>,
    },
    /// The result's type is the static element type: `i32`, `f64`, `bool`, `ref` or `word`. Outside
    /// the bounds: zero, false, null.
    ArrayGet {
        array: Value,
        index: Value,
    },
    /// At or beyond the length grows and fills; a negative index throws.
    ArraySet {
        array: Value,
        index: Value,
        value: Value,
    },
    ArrayLen {
        array: Value,
    },
    /// Appends and gives the new length.
    ArrayPush {
        array: Value,
        value: Value,
    },

    EnumNew {
        enum_: Symbol,
        ctor: Symbol,
        args: Vec<Value>,
    },
    EnumTag {
        value: Value,
    },
    EnumArg {
        value: Value,
        enum_: Symbol,
        ctor: Symbol,
        index: u32,
    },

    ClosureNew {
        target: ClosureTarget,
        captures: Vec<Value>,
    },
    /// In a lambda's own body: capture number `index` of `closure`.
    CaptureGet {
        closure: Value,
        index: u32,
    },
    CellNew {
        init: Value,
    },
    CellGet {
        cell: Value,
    },
    CellSet {
        cell: Value,
        value: Value,
    },
    SlotGet {
        slot: Slot,
    },
    SlotSet {
        slot: Slot,
        value: Value,
    },

    /// A structure; values are words, in source order.
    AnonNew {
        fields: Vec<(Symbol, Value)>,
    },
    /// A field of something whose static type is a structure (which at run time may be a class
    /// instance): `object` is a `ref` that is not null, the result a word.
    AnonGet {
        object: Value,
        name: Symbol,
    },
    AnonSet {
        object: Value,
        name: Symbol,
        value: Value,
    },
    /// A field of a `Dynamic` word; null throws.
    DynGet {
        object: Value,
        name: Symbol,
    },
    DynSet {
        object: Value,
        name: Symbol,
        value: Value,
    },

    /// `Std.isOfType` of a ref or word with `Int`, `Float`, `Bool`, `Dynamic` or the path of a class,
    /// interface or enum; null is of no type.
    IsType {
        value: Value,
        ty: Symbol,
    },
    /// The checked cast: throws when the value is neither null nor of the type. Same type as `value`.
    CastType {
        value: Value,
        ty: Symbol,
    },
    /// The `Class<T>` or `Enum<T>` value of a type.
    TypeValue {
        ty: Symbol,
    },
    /// Throws `Null Access` when the ref, word or ptr is null.
    NullCheck {
        value: Value,
    },

    /// Raw memory.
    Load {
        ptr: Value,
        offset: i32,
    },
    Store {
        ptr: Value,
        offset: i32,
        value: Value,
    },
    /// `ptr + offset` with `offset` an `i64` count of bytes.
    PtrAdd {
        ptr: Value,
        offset: Value,
    },
}

/// What an instruction may do besides giving its result.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Effects {
    pub throws: bool,
    /// Reads memory that something else may write.
    pub reads: bool,
    /// Writes memory, does output, calls unknown code.
    pub writes: bool,
}

impl Effects {
    pub const NONE: Effects = Effects {
        throws: false,
        reads: false,
        writes: false,
    };
    pub const READS: Effects = Effects {
        throws: false,
        reads: true,
        writes: false,
    };
    pub const WRITES: Effects = Effects {
        throws: false,
        reads: false,
        writes: true,
    };
    pub const THROWS: Effects = Effects {
        throws: true,
        reads: false,
        writes: false,
    };
    pub const ALL: Effects = Effects {
        throws: true,
        reads: true,
        writes: true,
    };

    /// Whether an unused instruction may be dropped.
    pub fn removable(self) -> bool {
        !self.throws && !self.writes
    }
}

impl Op {
    pub fn effects(&self) -> Effects {
        match self {
            Op::Const(_)
            | Op::Binary(..)
            | Op::Unary(..)
            | Op::Compare(..)
            | Op::Convert(..)
            | Op::Select(..)
            | Op::TypeValue { .. }
            | Op::EnumTag { .. }
            | Op::EnumArg { .. }
            | Op::CaptureGet { .. }
            | Op::PtrAdd { .. }
            | Op::IsType { .. } => Effects::NONE,
            // A fresh object nobody looks at need not be made; running out of memory is no effect.
            Op::Box(..)
            | Op::NewObject { .. }
            | Op::ArrayNew { .. }
            | Op::ArrayLit { .. }
            | Op::EnumNew { .. }
            | Op::CellNew { .. }
            | Op::AnonNew { .. } => Effects::NONE,
            Op::ClosureNew { target, .. } => match target {
                ClosureTarget::Lambda(_) | ClosureTarget::Function(_) => Effects::NONE,
                ClosureTarget::Method { .. } => Effects::READS,
            },
            Op::Unbox { checked, .. } => Effects {
                throws: *checked,
                ..Effects::NONE
            },
            Op::FieldGet { .. }
            | Op::GlobalGet { .. }
            | Op::ArrayGet { .. }
            | Op::ArrayLen { .. }
            | Op::CellGet { .. }
            | Op::SlotGet { .. }
            | Op::Load { .. } => Effects::READS,
            Op::FieldSet { .. }
            | Op::GlobalSet { .. }
            | Op::CellSet { .. }
            | Op::SlotSet { .. }
            | Op::ArrayPush { .. }
            | Op::Store { .. } => Effects::WRITES,
            Op::NullCheck { .. } | Op::CastType { .. } => Effects::THROWS,
            Op::ArraySet { .. } => Effects {
                throws: true,
                ..Effects::WRITES
            },
            Op::Call { .. }
            | Op::CallRt { .. }
            | Op::CallVirtual { .. }
            | Op::CallInterface { .. }
            | Op::CallClosure { .. }
            | Op::CallDyn { .. }
            | Op::CallField { .. }
            | Op::AnonGet { .. }
            | Op::AnonSet { .. }
            | Op::DynGet { .. }
            | Op::DynSet { .. } => Effects::ALL,
        }
    }

    pub fn visit_values(&self, mut f: impl FnMut(Value)) {
        // One list of operands for reading and rewriting; the clone is of small data.
        let mut op = self.clone();
        op.visit_values_mut(|value| f(*value));
    }

    pub fn visit_values_mut(&mut self, mut f: impl FnMut(&mut Value)) {
        match self {
            Op::Const(_)
            | Op::NewObject { .. }
            | Op::GlobalGet { .. }
            | Op::SlotGet { .. }
            | Op::TypeValue { .. } => {}
            Op::Binary(_, a, b) | Op::Compare(_, a, b) => {
                f(a);
                f(b);
            }
            Op::Select(a, b, c) => {
                f(a);
                f(b);
                f(c);
            }
            Op::Unary(_, value)
            | Op::Convert(_, value)
            | Op::Box(_, value)
            | Op::Unbox { value, .. }
            | Op::GlobalSet { value, .. }
            | Op::EnumTag { value }
            | Op::EnumArg { value, .. }
            | Op::CellNew { init: value }
            | Op::SlotSet { value, .. }
            | Op::IsType { value, .. }
            | Op::CastType { value, .. }
            | Op::NullCheck { value } => f(value),
            Op::Call { args, .. }
            | Op::CallRt { args, .. }
            | Op::CallVirtual { args, .. }
            | Op::CallInterface { args, .. }
            | Op::EnumNew { args, .. }
            | Op::ArrayLit { values: args, .. }
            | Op::ClosureNew { captures: args, .. } => args.iter_mut().for_each(f),
            Op::CallClosure { callee, args, .. } | Op::CallDyn { callee, args } => {
                f(callee);
                args.iter_mut().for_each(f);
            }
            Op::CallField { object, args, .. } => {
                f(object);
                args.iter_mut().for_each(f);
            }
            Op::FieldGet { object, .. }
            | Op::AnonGet { object, .. }
            | Op::DynGet { object, .. } => {
                f(object);
            }
            Op::FieldSet { object, value, .. }
            | Op::AnonSet { object, value, .. }
            | Op::DynSet { object, value, .. } => {
                f(object);
                f(value);
            }
            Op::ArrayNew { capacity, .. } => {
                if let Some(capacity) = capacity {
                    f(capacity);
                }
            }
            Op::ArrayGet { array, index } => {
                f(array);
                f(index);
            }
            Op::ArraySet {
                array,
                index,
                value,
            } => {
                f(array);
                f(index);
                f(value);
            }
            Op::ArrayLen { array } => f(array),
            Op::ArrayPush { array, value } => {
                f(array);
                f(value);
            }
            Op::CaptureGet { closure, .. } => f(closure),
            Op::CellGet { cell } => f(cell),
            Op::CellSet { cell, value } => {
                f(cell);
                f(value);
            }
            Op::AnonNew { fields } => fields.iter_mut().for_each(|(_, value)| f(value)),
            Op::Load { ptr, .. } => f(ptr),
            Op::Store { ptr, value, .. } => {
                f(ptr);
                f(value);
            }
            Op::PtrAdd { ptr, offset } => {
                f(ptr);
                f(offset);
            }
        }
    }

    pub fn visit_symbols<'a>(&'a self, mut f: impl FnMut(SymbolUse<'a>)) {
        match self {
            Op::Call { func, .. } => f(SymbolUse::Function(func)),
            Op::CallRt { symbol, .. } => f(SymbolUse::Runtime(symbol)),
            Op::CallVirtual { class, method, .. } => f(SymbolUse::Method(class, method)),
            Op::CallInterface {
                interface, method, ..
            } => f(SymbolUse::Method(interface, method)),
            Op::NewObject { class } => f(SymbolUse::Class(class)),
            Op::FieldGet { class, .. } | Op::FieldSet { class, .. } => f(SymbolUse::Class(class)),
            Op::GlobalGet { global } | Op::GlobalSet { global, .. } => f(SymbolUse::Global(global)),
            Op::EnumNew { enum_, .. } | Op::EnumArg { enum_, .. } => f(SymbolUse::Enum(enum_)),
            Op::ClosureNew { target, .. } => match target {
                ClosureTarget::Lambda(func) | ClosureTarget::Function(func) => {
                    f(SymbolUse::Function(func));
                }
                ClosureTarget::Method { class, method } => f(SymbolUse::Method(class, method)),
            },
            Op::IsType { ty, .. } | Op::CastType { ty, .. } | Op::TypeValue { ty } => {
                f(SymbolUse::Type(ty));
            }
            Op::Const(_)
            | Op::Binary(..)
            | Op::Unary(..)
            | Op::Compare(..)
            | Op::Convert(..)
            | Op::Select(..)
            | Op::Box(..)
            | Op::Unbox { .. }
            | Op::CallClosure { .. }
            | Op::CallDyn { .. }
            | Op::CallField { .. }
            | Op::ArrayNew { .. }
            | Op::ArrayLit { .. }
            | Op::ArrayGet { .. }
            | Op::ArraySet { .. }
            | Op::ArrayLen { .. }
            | Op::ArrayPush { .. }
            | Op::EnumTag { .. }
            | Op::CaptureGet { .. }
            | Op::CellNew { .. }
            | Op::CellGet { .. }
            | Op::CellSet { .. }
            | Op::SlotGet { .. }
            | Op::SlotSet { .. }
            | Op::AnonNew { .. }
            | Op::AnonGet { .. }
            | Op::AnonSet { .. }
            | Op::DynGet { .. }
            | Op::DynSet { .. }
            | Op::NullCheck { .. }
            | Op::Load { .. }
            | Op::Store { .. }
            | Op::PtrAdd { .. } => {}
        }
    }
}

/// An edge: the block it leads to and the values for that block's parameters.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct BlockCall {
    pub block: BlockId,
    pub args: Vec<Value>,
}

impl BlockCall {
    pub fn new(block: BlockId, args: impl Into<Vec<Value>>) -> BlockCall {
        BlockCall {
            block,
            args: args.into(),
        }
    }
}

#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Terminator {
    Jump(BlockCall),
    Branch {
        cond: Value,
        then: BlockCall,
        else_: BlockCall,
    },
    /// On an `i32`; a case value appears once.
    Switch {
        value: Value,
        cases: Vec<(i32, BlockCall)>,
        default: BlockCall,
    },
    Return(Option<Value>),
    /// The thrown value, a word.
    Throw(Value),
    /// Control cannot come here: after a call that never returns, a match proved exhaustive.
    Unreachable,
}

impl Terminator {
    pub fn successors(&self) -> impl Iterator<Item = &BlockCall> {
        let (first, second, cases): (_, _, &[(i32, BlockCall)]) = match self {
            Terminator::Jump(call) => (Some(call), None, &[]),
            Terminator::Branch { then, else_, .. } => (Some(then), Some(else_), &[]),
            Terminator::Switch { cases, default, .. } => (None, Some(default), cases),
            Terminator::Return(_) | Terminator::Throw(_) | Terminator::Unreachable => {
                (None, None, &[])
            }
        };
        first
            .into_iter()
            .chain(cases.iter().map(|(_, call)| call))
            .chain(second)
    }

    pub fn successors_mut(&mut self) -> impl Iterator<Item = &mut BlockCall> {
        let (first, second, cases): (_, _, &mut [(i32, BlockCall)]) = match self {
            Terminator::Jump(call) => (Some(call), None, &mut []),
            Terminator::Branch { then, else_, .. } => (Some(then), Some(else_), &mut []),
            Terminator::Switch { cases, default, .. } => (None, Some(default), cases),
            Terminator::Return(_) | Terminator::Throw(_) | Terminator::Unreachable => {
                (None, None, &mut [])
            }
        };
        first
            .into_iter()
            .chain(cases.iter_mut().map(|(_, call)| call))
            .chain(second)
    }

    /// The terminator's own operands and every edge argument.
    pub fn visit_values_mut(&mut self, mut f: impl FnMut(&mut Value)) {
        match self {
            Terminator::Branch { cond: value, .. }
            | Terminator::Switch { value, .. }
            | Terminator::Return(Some(value))
            | Terminator::Throw(value) => f(value),
            Terminator::Jump(_) | Terminator::Return(None) | Terminator::Unreachable => {}
        }
        for call in self.successors_mut() {
            call.args.iter_mut().for_each(&mut f);
        }
    }

    pub fn visit_values(&self, mut f: impl FnMut(Value)) {
        match self {
            Terminator::Branch { cond: value, .. }
            | Terminator::Switch { value, .. }
            | Terminator::Return(Some(value))
            | Terminator::Throw(value) => f(*value),
            Terminator::Jump(_) | Terminator::Return(None) | Terminator::Unreachable => {}
        }
        for call in self.successors() {
            call.args.iter().copied().for_each(&mut f);
        }
    }
}

impl Const {
    pub fn f64(value: f64) -> Const {
        Const::F64(value.to_bits())
    }

    pub fn f32(value: f32) -> Const {
        Const::F32(value.to_bits())
    }

    /// Whether a constant can have this type.
    pub fn fits(&self, ty: Type) -> bool {
        match self {
            Const::Int(value) => match ty {
                Type::I8 => i8::try_from(*value).is_ok(),
                Type::I16 => i16::try_from(*value).is_ok(),
                Type::I32 => i32::try_from(*value).is_ok(),
                Type::I64 => true,
                _ => false,
            },
            Const::F32(_) => ty == Type::F32,
            Const::F64(_) => ty == Type::F64,
            Const::Bool(_) => ty == Type::Bool,
            Const::Null => matches!(ty, Type::Ref | Type::Word | Type::Ptr),
            Const::Str(_) => ty == Type::Ref,
            Const::Undef => ty != Type::Void,
        }
    }
}
