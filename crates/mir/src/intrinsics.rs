//! Raw memory and a growable row of bytes, as MIR made with the builder.
//!
//! This is the library the rest stands on: `malloc`, `realloc` and `free` are the runtime's
//! (`rayzor_malloc` …, see `Op::CallRt`); `allocate`, `reallocate`, `deallocate` answer with an option
//! instead of a null; the nine operations of a byte vector grow from 16 bytes by doubling and check
//! their bounds. The options are enums of one representation each, so nothing is boxed.

use crate::builder::{Built, FunctionBuilder};
use crate::function::Value;
use crate::inst::{BinOp, CmpOp, ConvOp, Op};
use crate::program::{ClassLayout, CtorLayout, EnumLayout, FieldLayout, Program};
use crate::types::{Repr, Signature, Symbol, Type};

pub const OPTION_PTR: &str = "rayzor.memory.OptionPtr";
pub const OPTION_U8: &str = "rayzor.memory.OptionU8";
pub const VEC_U8: &str = "rayzor.memory.VecU8";

/// Bytes of a vector's first allocation.
pub const FIRST_CAPACITY: i32 = 16;

/// All functions with the layouts they use.
pub fn program() -> Program {
    let mut program = Program::default();
    program.add_enum(option(OPTION_PTR, Repr::Ptr));
    program.add_enum(option(OPTION_U8, Repr::U8));
    program.add_class(vec_layout());
    for built in functions() {
        program.add_function(built.function);
    }
    program
}

/// The functions as the builder gives them.
pub fn functions() -> Vec<Built> {
    vec![
        allocate(),
        reallocate(),
        deallocate(),
        vec_new(),
        vec_push(),
        vec_pop(),
        vec_get(),
        vec_set(),
        vec_field("len", "len"),
        vec_field("capacity", "capacity"),
        vec_clear(),
        vec_free(),
    ]
}

fn option(name: &str, repr: Repr) -> EnumLayout {
    let none = CtorLayout {
        name: "None".into(),
        args: Vec::new(),
    };
    let some = CtorLayout {
        name: "Some".into(),
        args: vec![("v".into(), repr)],
    };
    EnumLayout {
        name: name.into(),
        ctors: vec![none, some],
    }
}

fn vec_layout() -> ClassLayout {
    let field = |name: &str, repr, hint: &str| FieldLayout {
        name: name.into(),
        repr,
        hint: hint.into(),
        visible: false,
    };
    let fields = vec![
        field("data", Repr::Ptr, "rayzor.Ptr<rayzor.u8>"),
        field("len", Repr::I32, "Int"),
        field("capacity", Repr::I32, "Int"),
    ];
    ClassLayout {
        fields,
        ..ClassLayout::new(VEC_U8)
    }
}

fn builder(name: &str, params: &[Repr], ret: Repr) -> FunctionBuilder {
    FunctionBuilder::new(name, Signature::new(params, ret))
}

fn vec_builder(name: &str, params: &[Repr], ret: Repr) -> FunctionBuilder {
    let mut all = vec![Repr::Ref];
    all.extend(params);
    builder(&format!("{VEC_U8}.{name}"), &all, ret)
}

fn none(b: &mut FunctionBuilder, enum_: &str) -> Value {
    let op = Op::EnumNew {
        enum_: enum_.into(),
        ctor: "None".into(),
        args: Vec::new(),
    };
    b.ins(op, Type::Ref)
}

fn some(b: &mut FunctionBuilder, enum_: &str, value: Value) -> Value {
    let op = Op::EnumNew {
        enum_: enum_.into(),
        ctor: "Some".into(),
        args: vec![value],
    };
    b.ins(op, Type::Ref)
}

/// Returns `Some(ptr)`, or `None` when it is null.
fn return_option_ptr(b: &mut FunctionBuilder, ptr: Value) {
    let null = b.null(Type::Ptr);
    let is_null = b.compare(CmpOp::Eq, ptr, null);
    let (failed, given) = (b.create_block(), b.create_block());
    b.branch(is_null, failed, given);
    b.switch_to_block(failed);
    let answer = none(b, OPTION_PTR);
    b.ret(Some(answer));
    b.switch_to_block(given);
    let answer = some(b, OPTION_PTR, ptr);
    b.ret(Some(answer));
}

fn call_rt(b: &mut FunctionBuilder, symbol: &str, args: Vec<Value>, ret: Type) -> Value {
    match b.call_rt(symbol, args, ret) {
        Some(value) => value,
        None => unreachable!("{symbol} gives a value"),
    }
}

fn allocate() -> Built {
    let mut b = builder("rayzor.memory.allocate", &[Repr::I64], Repr::Ref);
    let size = b.param(0);
    let ptr = call_rt(&mut b, "malloc", vec![size], Type::Ptr);
    return_option_ptr(&mut b, ptr);
    b.finish()
}

/// `None` leaves the old memory as it was.
fn reallocate() -> Built {
    let mut b = builder(
        "rayzor.memory.reallocate",
        &[Repr::Ptr, Repr::I64],
        Repr::Ref,
    );
    let (ptr, size) = (b.param(0), b.param(1));
    let ptr = call_rt(&mut b, "realloc", vec![ptr, size], Type::Ptr);
    return_option_ptr(&mut b, ptr);
    b.finish()
}

/// `Some(null)`, the pointer to go on with, or `None` when there was nothing to free.
fn deallocate() -> Built {
    let mut b = builder("rayzor.memory.deallocate", &[Repr::Ptr], Repr::Ref);
    let ptr = b.param(0);
    let null = b.null(Type::Ptr);
    let is_null = b.compare(CmpOp::Eq, ptr, null);
    let (nothing, something) = (b.create_block(), b.create_block());
    b.branch(is_null, nothing, something);
    b.switch_to_block(nothing);
    let answer = none(&mut b, OPTION_PTR);
    b.ret(Some(answer));
    b.switch_to_block(something);
    b.call_rt("free", vec![ptr], Type::Void);
    let answer = some(&mut b, OPTION_PTR, null);
    b.ret(Some(answer));
    b.finish()
}

fn get(b: &mut FunctionBuilder, field: &str, ty: Type) -> Value {
    let object = b.param(0);
    let op = Op::FieldGet {
        object,
        class: VEC_U8.into(),
        field: field.into(),
    };
    b.ins(op, ty)
}

fn set(b: &mut FunctionBuilder, field: &str, value: Value) {
    let object = b.param(0);
    b.ins_void(Op::FieldSet {
        object,
        class: VEC_U8.into(),
        field: field.into(),
        value,
    });
}

/// The address of element `index`.
fn element(b: &mut FunctionBuilder, index: Value) -> Value {
    let data = get(b, "data", Type::Ptr);
    let offset = b.convert(ConvOp::Zext, index, Type::I64);
    b.ins(Op::PtrAdd { ptr: data, offset }, Type::Ptr)
}

fn vec_new() -> Built {
    let mut b = builder(&format!("{VEC_U8}.new"), &[], Repr::Ref);
    let vec = b.ins(
        Op::NewObject {
            class: VEC_U8.into(),
        },
        Type::Ref,
    );
    b.ret(Some(vec));
    b.finish()
}

fn vec_push() -> Built {
    let mut b = vec_builder("push", &[Repr::U8], Repr::Void);
    let value = b.param(1);
    let len = get(&mut b, "len", Type::I32);
    let capacity = get(&mut b, "capacity", Type::I32);
    let is_full = b.compare(CmpOp::Eq, len, capacity);
    let (grow, grown, failed, store) = (
        b.create_block(),
        b.create_block(),
        b.create_block(),
        b.create_block(),
    );
    b.branch(is_full, grow, store);

    b.switch_to_block(grow);
    let zero = b.const_i32(0);
    let is_first = b.compare(CmpOp::Eq, capacity, zero);
    let first = b.const_i32(FIRST_CAPACITY);
    let one = b.const_i32(1);
    let doubled = b.binary(BinOp::Shl, capacity, one);
    let wanted = b.ins(Op::Select(is_first, first, doubled), Type::I32);
    // Doubling past 2^31 gives a size that no allocator has.
    let size = b.convert(ConvOp::Sext, wanted, Type::I64);
    let old = get(&mut b, "data", Type::Ptr);
    let data = call_rt(&mut b, "realloc", vec![old, size], Type::Ptr);
    let null = b.null(Type::Ptr);
    let is_null = b.compare(CmpOp::Eq, data, null);
    b.branch(is_null, failed, grown);

    b.switch_to_block(failed);
    let message = b.const_str("Out of memory");
    let message = b.box_(Repr::Ref, message);
    b.throw(message);

    b.switch_to_block(grown);
    set(&mut b, "data", data);
    set(&mut b, "capacity", wanted);
    b.jump(store);

    b.switch_to_block(store);
    let at = element(&mut b, len);
    b.ins_void(Op::Store {
        ptr: at,
        offset: 0,
        value,
    });
    let one = b.const_i32(1);
    let len = b.binary(BinOp::IAdd, len, one);
    set(&mut b, "len", len);
    b.ret(None);
    b.finish()
}

fn vec_pop() -> Built {
    let mut b = vec_builder("pop", &[], Repr::Ref);
    let len = get(&mut b, "len", Type::I32);
    let zero = b.const_i32(0);
    let is_empty = b.compare(CmpOp::Eq, len, zero);
    let (empty, take) = (b.create_block(), b.create_block());
    b.branch(is_empty, empty, take);
    b.switch_to_block(empty);
    let answer = none(&mut b, OPTION_U8);
    b.ret(Some(answer));
    b.switch_to_block(take);
    let one = b.const_i32(1);
    let last = b.binary(BinOp::ISub, len, one);
    set(&mut b, "len", last);
    let at = element(&mut b, last);
    let value = b.ins(Op::Load { ptr: at, offset: 0 }, Type::I8);
    let answer = some(&mut b, OPTION_U8, value);
    b.ret(Some(answer));
    b.finish()
}

/// Branches on `index < len`, unsigned, so that negative indices are outside too; continues inside
/// and returns the block for outside.
fn check_bounds(b: &mut FunctionBuilder, index: Value) -> crate::BlockId {
    let len = get(b, "len", Type::I32);
    let is_inside = b.compare(CmpOp::ULt, index, len);
    let (inside, outside) = (b.create_block(), b.create_block());
    b.branch(is_inside, inside, outside);
    b.switch_to_block(inside);
    outside
}

fn vec_get() -> Built {
    let mut b = vec_builder("get", &[Repr::I32], Repr::Ref);
    let index = b.param(1);
    let outside = check_bounds(&mut b, index);
    let at = element(&mut b, index);
    let value = b.ins(Op::Load { ptr: at, offset: 0 }, Type::I8);
    let answer = some(&mut b, OPTION_U8, value);
    b.ret(Some(answer));
    b.switch_to_block(outside);
    let answer = none(&mut b, OPTION_U8);
    b.ret(Some(answer));
    b.finish()
}

/// Whether the index was inside.
fn vec_set() -> Built {
    let mut b = vec_builder("set", &[Repr::I32, Repr::U8], Repr::Bool);
    let (index, value) = (b.param(1), b.param(2));
    let outside = check_bounds(&mut b, index);
    let at = element(&mut b, index);
    b.ins_void(Op::Store {
        ptr: at,
        offset: 0,
        value,
    });
    let done = b.const_bool(true);
    b.ret(Some(done));
    b.switch_to_block(outside);
    let done = b.const_bool(false);
    b.ret(Some(done));
    b.finish()
}

fn vec_field(name: &str, field: &str) -> Built {
    let mut b = vec_builder(name, &[], Repr::I32);
    let value = get(&mut b, field, Type::I32);
    b.ret(Some(value));
    b.finish()
}

/// Forgets the elements, keeps the memory.
fn vec_clear() -> Built {
    let mut b = vec_builder("clear", &[], Repr::Void);
    let zero = b.const_i32(0);
    set(&mut b, "len", zero);
    b.ret(None);
    b.finish()
}

/// Gives the memory back; the vector is empty and usable again.
fn vec_free() -> Built {
    let mut b = vec_builder("free", &[], Repr::Void);
    let data = get(&mut b, "data", Type::Ptr);
    b.call_rt("free", vec![data], Type::Void);
    let null = b.null(Type::Ptr);
    set(&mut b, "data", null);
    let zero = b.const_i32(0);
    set(&mut b, "len", zero);
    set(&mut b, "capacity", zero);
    b.ret(None);
    b.finish()
}

/// The symbol of an operation on the byte vector.
pub fn vec_symbol(operation: &str) -> Symbol {
    format!("{VEC_U8}.{operation}").into()
}
