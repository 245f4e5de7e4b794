//! Places for values: reading a field, argument or static variable of any representation as a word,
//! and storing a word there with the conversions and checks that its declared type asks for.

use crate::abi::{Res, entries};
use crate::core::core;
use crate::desc::{BoxObj, Kind, Ref, Repr};
use crate::exception;
use crate::heap;
use crate::info::Slot;
use crate::load;
use crate::meta::TypeTag;
use crate::table::Core;
use crate::word::{Value, Word};

/// A scalar as a box; `bits` as [`BoxObj`] wants them.
pub fn box_scalar(repr: Repr, bits: u64) -> Ref {
    let object = heap::alloc(core().desc(Core::Boxed(repr)), size_of::<BoxObj>());
    // SAFETY: just allocated with this size.
    unsafe { (*object.0.cast::<BoxObj>()).bits = bits };
    object
}

/// The bits and representation of a box.
pub fn unbox(object: Ref) -> Option<(Repr, u64)> {
    if !object.is(Kind::Boxed) {
        return None;
    }
    // SAFETY: the kind says what the object is.
    Some((object.desc().repr, unsafe {
        (*object.0.cast::<BoxObj>()).bits
    }))
}

/// The number a word holds, boxed scalars included, as an integer.
pub fn to_i64(value: Word) -> Option<i64> {
    match value.value() {
        Value::Int(value) => Some(i64::from(value)),
        Value::Float(value) => Some(value as i64),
        Value::Null => Some(0),
        Value::Bool(_) => None,
        Value::Ref(object) => match unbox(object)? {
            (Repr::F32, bits) => Some(f32::from_bits(bits as u32) as i64),
            (_, bits) => Some(bits as i64),
        },
    }
}

/// The same as a Float.
pub fn to_f64(value: Word) -> Option<f64> {
    match value.value() {
        Value::Int(value) => Some(f64::from(value)),
        Value::Float(value) => Some(value),
        Value::Null => Some(0.0),
        Value::Bool(_) => None,
        Value::Ref(object) => match unbox(object)? {
            (Repr::F32, bits) => Some(f64::from(f32::from_bits(bits as u32))),
            (Repr::U64, bits) => Some(bits as f64),
            (_, bits) => Some(bits as i64 as f64),
        },
    }
}

/// Reads a value of representation `repr` as a word.
///
/// # Safety
/// `place` holds such a value.
pub unsafe fn read(place: *const u8, repr: Repr) -> Word {
    // SAFETY: the caller's promise.
    unsafe {
        match repr {
            Repr::Void => Word::NULL,
            Repr::Bool => Word::bool(*place != 0),
            Repr::I8 => Word::reference(box_scalar(repr, *place.cast::<i8>() as i64 as u64)),
            Repr::U8 => Word::reference(box_scalar(repr, u64::from(*place))),
            Repr::I16 => Word::reference(box_scalar(repr, *place.cast::<i16>() as i64 as u64)),
            Repr::U16 => Word::reference(box_scalar(repr, u64::from(*place.cast::<u16>()))),
            Repr::I32 => Word::int(*place.cast::<i32>()),
            Repr::U32 => Word::reference(box_scalar(repr, u64::from(*place.cast::<u32>()))),
            Repr::I64 | Repr::U64 => Word::reference(box_scalar(repr, *place.cast::<u64>())),
            Repr::F32 => Word::reference(box_scalar(repr, u64::from(*place.cast::<u32>()))),
            Repr::F64 => Word::float(*place.cast::<f64>()),
            Repr::Ref | Repr::Word => *place.cast::<Word>(),
            Repr::Ptr => Word::NULL,
        }
    }
}

/// Field or argument of an object.
pub fn read_field(object: Ref, slot: Slot) -> Word {
    // SAFETY: slots of a type lie within its instances and hold what their tag says.
    unsafe {
        read(
            object.0.cast::<u8>().add(slot.offset as usize),
            slot.tag.repr(),
        )
    }
}

/// Stores a word, converted.
///
/// # Safety
/// `place` is a place for a value of this type.
pub unsafe fn write(place: *mut u8, tag: TypeTag, value: Word) -> Res<()> {
    let wrong = exception::cast_error;
    let int = || to_i64(value).ok_or_else(wrong);
    let float = || to_f64(value).ok_or_else(wrong);
    // SAFETY: the caller's promise.
    unsafe {
        match tag.repr() {
            Repr::Void | Repr::Ptr => {}
            Repr::Bool => match value.value() {
                Value::Bool(value) => *place = u8::from(value),
                Value::Null => *place = 0,
                Value::Int(_) | Value::Float(_) | Value::Ref(_) => return Err(wrong()),
            },
            Repr::I8 | Repr::U8 => *place = int()? as u8,
            Repr::I16 | Repr::U16 => *place.cast::<u16>() = int()? as u16,
            // Out of range numbers saturate, as Std.int does.
            Repr::I32 => match value.number() {
                Some(number) => *place.cast::<i32>() = number as i32,
                None => *place.cast::<i32>() = int()? as i32,
            },
            Repr::U32 => *place.cast::<u32>() = int()? as u32,
            Repr::I64 | Repr::U64 => *place.cast::<i64>() = int()?,
            Repr::F32 => *place.cast::<f32>() = float()? as f32,
            Repr::F64 => *place.cast::<f64>() = float()?,
            Repr::Word => *place.cast::<Word>() = value,
            Repr::Ref => {
                if !fits(tag, value) {
                    return Err(wrong());
                }
                *place.cast::<Word>() = value;
            }
        }
    }
    Ok(())
}

pub fn write_field(object: Ref, slot: Slot, value: Word) -> Res<()> {
    // SAFETY: as in `read_field`.
    unsafe {
        write(
            object.0.cast::<u8>().add(slot.offset as usize),
            slot.tag,
            value,
        )
    }
}

/// Whether a word may stand in a reference of this type.
fn fits(tag: TypeTag, value: Word) -> bool {
    let object = match value.value() {
        Value::Null => return true,
        Value::Ref(object) => object,
        Value::Bool(_) | Value::Int(_) | Value::Float(_) => return false,
    };
    match tag {
        TypeTag::String => object.is(Kind::String),
        TypeTag::Array => object.is(Kind::Array),
        TypeTag::Function => object.is(Kind::Closure),
        TypeTag::Class(class) => crate::types::is_instance(object, load::class(class)),
        TypeTag::Enum(enum_) => crate::types::is_instance(object, load::enum_(enum_)),
        TypeTag::Structure | TypeTag::Ref | TypeTag::Word | TypeTag::Scalar(_) => true,
    }
}

/// A word as an Int; Floats out of range saturate.
fn to_i32(value: Word) -> Option<i32> {
    match value.number() {
        Some(number) => Some(number as i32),
        None => to_i64(value).map(|value| value as i32),
    }
}

fn to_bool(value: Word) -> Option<bool> {
    match value.value() {
        Value::Bool(value) => Some(value),
        Value::Null => Some(false),
        Value::Int(_) | Value::Float(_) | Value::Ref(_) => None,
    }
}

entries! {
    /// Boxes of the scalars that a word cannot hold itself.
    alloc fn rayzor_box_i64(value: i64) -> Ref {
        box_scalar(Repr::I64, value as u64)
    }

    alloc fn rayzor_box_u64(value: i64) -> Ref {
        box_scalar(Repr::U64, value as u64)
    }

    alloc fn rayzor_box_u32(value: i32) -> Ref {
        box_scalar(Repr::U32, u64::from(value as u32))
    }

    alloc fn rayzor_box_i8(value: i32) -> Ref {
        box_scalar(Repr::I8, i64::from(value as i8) as u64)
    }

    alloc fn rayzor_box_u8(value: i32) -> Ref {
        box_scalar(Repr::U8, u64::from(value as u8))
    }

    alloc fn rayzor_box_i16(value: i32) -> Ref {
        box_scalar(Repr::I16, i64::from(value as i16) as u64)
    }

    alloc fn rayzor_box_u16(value: i32) -> Ref {
        box_scalar(Repr::U16, u64::from(value as u16))
    }

    alloc fn rayzor_box_f32(value: f32) -> Ref {
        box_scalar(Repr::F32, u64::from(value.to_bits()))
    }

    /// A word as a scalar: numbers convert (Floats to Ints towards zero), boxes are opened, null is 0.
    /// The `checked` ones throw for anything else, the others give 0. Narrow ones are extended.
    throws fn rayzor_unbox_checked_i64(value: Word) -> i64 {
        to_i64(value).ok_or_else(exception::cast_error)
    }

    leaf fn rayzor_unbox_i64(value: Word) -> i64 {
        to_i64(value).unwrap_or(0)
    }

    throws fn rayzor_unbox_checked_u64(value: Word) -> i64 {
        to_i64(value).ok_or_else(exception::cast_error)
    }

    leaf fn rayzor_unbox_u64(value: Word) -> i64 {
        to_i64(value).unwrap_or(0)
    }

    throws fn rayzor_unbox_checked_f64(value: Word) -> f64 {
        to_f64(value).ok_or_else(exception::cast_error)
    }

    leaf fn rayzor_unbox_f64(value: Word) -> f64 {
        to_f64(value).unwrap_or(0.0)
    }

    throws fn rayzor_unbox_checked_f32(value: Word) -> f32 {
        to_f64(value).map(|value| value as f32).ok_or_else(exception::cast_error)
    }

    leaf fn rayzor_unbox_f32(value: Word) -> f32 {
        to_f64(value).map(|value| value as f32).unwrap_or(0.0)
    }

    throws fn rayzor_unbox_checked_i32(value: Word) -> i32 {
        to_i32(value).ok_or_else(exception::cast_error)
    }

    leaf fn rayzor_unbox_i32(value: Word) -> i32 {
        to_i32(value).unwrap_or(0)
    }

    throws fn rayzor_unbox_checked_u32(value: Word) -> i32 {
        to_i64(value).map(|value| value as i32).ok_or_else(exception::cast_error)
    }

    leaf fn rayzor_unbox_u32(value: Word) -> i32 {
        to_i64(value).map(|value| value as i32).unwrap_or(0)
    }

    throws fn rayzor_unbox_checked_i8(value: Word) -> i32 {
        to_i64(value).map(|value| i32::from(value as i8)).ok_or_else(exception::cast_error)
    }

    leaf fn rayzor_unbox_i8(value: Word) -> i32 {
        to_i64(value).map(|value| i32::from(value as i8)).unwrap_or(0)
    }

    throws fn rayzor_unbox_checked_u8(value: Word) -> i32 {
        to_i64(value).map(|value| i32::from(value as u8)).ok_or_else(exception::cast_error)
    }

    leaf fn rayzor_unbox_u8(value: Word) -> i32 {
        to_i64(value).map(|value| i32::from(value as u8)).unwrap_or(0)
    }

    throws fn rayzor_unbox_checked_i16(value: Word) -> i32 {
        to_i64(value).map(|value| i32::from(value as i16)).ok_or_else(exception::cast_error)
    }

    leaf fn rayzor_unbox_i16(value: Word) -> i32 {
        to_i64(value).map(|value| i32::from(value as i16)).unwrap_or(0)
    }

    throws fn rayzor_unbox_checked_u16(value: Word) -> i32 {
        to_i64(value).map(|value| i32::from(value as u16)).ok_or_else(exception::cast_error)
    }

    leaf fn rayzor_unbox_u16(value: Word) -> i32 {
        to_i64(value).map(|value| i32::from(value as u16)).unwrap_or(0)
    }

    throws fn rayzor_unbox_checked_bool(value: Word) -> bool {
        to_bool(value).ok_or_else(exception::cast_error)
    }

    leaf fn rayzor_unbox_bool(value: Word) -> bool {
        to_bool(value).unwrap_or(false)
    }
}
