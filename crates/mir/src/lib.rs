//! The middle representation: what a Haxe function means, spelled out for the code generator.
//!
//! A function is typed SSA. Blocks take parameters and end in exactly one terminator; checks, casts,
//! allocations and calls are written out; everything a function mentions (functions, classes, enums,
//! globals) is named by symbol, so that a function can be made, remembered and compared alone, and a
//! [`Program`] put together from whatever is reachable.
//!
//! Invariant of the crate: a [`Function`] that [`verify::verify_function`] accepts can be printed,
//! parsed back to an equal function, transformed by any pass and compiled; passes keep it so. The
//! crate knows neither Haxe's types nor Cranelift.

pub mod builder;
pub mod cfg;
pub mod function;
pub mod inst;
pub mod intrinsics;
pub mod loops;
pub mod parse;
pub mod passes;
pub mod pretty;
pub mod program;
pub mod safepoints;
pub mod types;
pub mod verify;

pub use builder::FunctionBuilder;
pub use function::{Block, BlockId, Function, InlinedSpans, Inst, Loc, Slot, Span, Value};
pub use inst::{BinOp, BlockCall, ClosureTarget, CmpOp, Const, ConvOp, Op, Terminator, UnOp};
pub use program::{
    ClassKind, ClassLayout, CtorLayout, EnumLayout, FieldLayout, GlobalLayout, MethodLayout,
    Program, StaticLayout, StaticMember,
};
pub use types::{ElemKind, Repr, Signature, Symbol, Type};

#[cfg(test)]
mod tests;
