//! Operations whose operands' types are known only at run time: arithmetic, comparison, equality,
//! fields and calls by name.

mod tests;

use crate::abi::{Res, entries};
use crate::anon;
use crate::array::Arr;
use crate::call;
use crate::desc::{Kind, Ref, TypeDesc, TypeObj};
use crate::exception::{self, Thrown};
use crate::info::{Name, Static};
use crate::load;
use crate::names;
use crate::slot;
use crate::string::{self, Str};
use crate::text;
use crate::word::{Value, Word};
use std::cmp::Ordering;

/// The type a type value stands for.
pub fn type_of_object(object: Ref) -> Option<&'static TypeDesc> {
    // SAFETY: the kind says what the object is, and targets are descriptors.
    object
        .is(Kind::TypeObject)
        .then(|| unsafe { &*(*object.0.cast::<TypeObj>()).target })
}

/// `object.name`, if there is such a field.
pub fn find(object: Ref, name: Name) -> Option<Word> {
    let desc = object.desc();
    match desc.kind {
        Kind::Anon => anon::get(object, name),
        Kind::Instance => {
            let info = desc.info();
            if let Some(slot) = info.fields.get(&name) {
                return Some(slot::read_field(object, *slot));
            }
            bound(object, desc, name)
        }
        Kind::String => match Str::from_ref(object) {
            Some(string) if name == names::length() => Some(Word::int(string.len() as i32)),
            _ => bound(object, desc, name),
        },
        Kind::Array => match Arr::from_ref(object) {
            Some(array) if name == names::length() => Some(Word::int(array.len() as i32)),
            _ => bound(object, desc, name),
        },
        Kind::TypeObject => static_field(type_of_object(object)?, name),
        Kind::Blob
        | Kind::EnumValue
        | Kind::Closure
        | Kind::Cell
        | Kind::Boxed
        | Kind::Native
        | Kind::Map
        | Kind::Bytes
        | Kind::Interface
        | Kind::Enum
        | Kind::Core => None,
    }
}

pub(crate) fn bound(object: Ref, desc: &TypeDesc, name: Name) -> Option<Word> {
    let parts = desc.info().methods.get(&name)?.as_ref()?;
    Some(Word::reference(call::bind(object, parts)))
}

fn static_field(desc: &TypeDesc, name: Name) -> Option<Word> {
    match desc.info().statics.get(&name)? {
        Static::Var(slot) => {
            {
                // SAFETY: statics lie in the block of static variables and hold what their tag says.
                Some(unsafe {
                    slot::read(load::globals().add(slot.offset as usize), slot.tag.repr())
                })
            }
        }
        Static::Method(function) => (!function.is_null()).then(|| Word::reference(*function)),
    }
}

/// `object.name` of a value of any type; a field that is not there reads as null.
pub fn get(object: Word, name: Name) -> Res<Word> {
    match object.value() {
        Value::Null => Err(null_field(name)),
        Value::Ref(object) => Ok(find(object, name).unwrap_or(Word::NULL)),
        Value::Bool(_) | Value::Int(_) | Value::Float(_) => Ok(Word::NULL),
    }
}

fn null_field(_name: Name) -> Thrown {
    exception::null_access()
}

/// `object.name = value`.
pub fn set(object: Word, name: Name, value: Word) -> Res<()> {
    let object = match object.value() {
        Value::Null => return Err(null_field(name)),
        Value::Ref(object) => object,
        Value::Bool(_) | Value::Int(_) | Value::Float(_) => return Err(no_field(object, name)),
    };
    let desc = object.desc();
    match desc.kind {
        Kind::Anon => anon::set(object, name, value),
        Kind::Instance => match desc.info().fields.get(&name) {
            Some(slot) => return slot::write_field(object, *slot, value),
            None => return Err(no_field(Word::reference(object), name)),
        },
        Kind::TypeObject => {
            let statics = type_of_object(object).map(|target| &target.info().statics);
            match statics.and_then(|statics| statics.get(&name)) {
                // SAFETY: as in `static_field`.
                Some(Static::Var(slot)) => unsafe {
                    return slot::write(load::globals().add(slot.offset as usize), slot.tag, value);
                },
                Some(Static::Method(_)) | None => {
                    return Err(no_field(Word::reference(object), name));
                }
            }
        }
        Kind::String
        | Kind::Array
        | Kind::Blob
        | Kind::EnumValue
        | Kind::Closure
        | Kind::Cell
        | Kind::Boxed
        | Kind::Native
        | Kind::Map
        | Kind::Bytes
        | Kind::Interface
        | Kind::Enum
        | Kind::Core => return Err(no_field(Word::reference(object), name)),
    }
    Ok(())
}

fn no_field(object: Word, name: Name) -> Thrown {
    let mut message = String::new();
    let _ = text::append(&mut message, object);
    exception::error(&format!("{message} has no field {}", names::text(name)))
}

/// `a == b`.
pub fn equals(a: Word, b: Word) -> bool {
    if a == b {
        return !a.is_float() || !a.as_float().is_nan();
    }
    if a.is_number() && b.is_number() {
        return a.number() == b.number();
    }
    let (Value::Ref(x), Value::Ref(y)) = (a.value(), b.value()) else {
        return mixed_equals(a, b);
    };
    match x.kind() {
        Kind::String => string::equals(x, y),
        Kind::Boxed => numeric_equals(a, b),
        Kind::Closure => call::same_method(x, y),
        // Enum values without arguments are one object each; two equal ones may still come from
        // a constructor called through reflection.
        Kind::EnumValue => std::ptr::eq(x.desc(), y.desc()) && x.desc().info().args.is_empty(),
        Kind::Array
        | Kind::Blob
        | Kind::Anon
        | Kind::Instance
        | Kind::Cell
        | Kind::TypeObject
        | Kind::Native
        | Kind::Map
        | Kind::Bytes
        | Kind::Interface
        | Kind::Enum
        | Kind::Core => false,
    }
}

/// A box compared with a plain number.
fn mixed_equals(a: Word, b: Word) -> bool {
    let is_boxed = |word: Word| word.is_ref() && word.as_ref().is(Kind::Boxed);
    (is_boxed(a) && b.is_number() || a.is_number() && is_boxed(b)) && numeric_equals(a, b)
}

fn numeric_equals(a: Word, b: Word) -> bool {
    let is_boxed = |word: Word| word.is_ref() && word.as_ref().is(Kind::Boxed);
    if !(is_boxed(a) || a.is_number()) || !(is_boxed(b) || b.is_number()) {
        return false;
    }
    slot::to_f64(a) == slot::to_f64(b)
        && (a.is_float() || b.is_float() || slot::to_i64(a) == slot::to_i64(b))
}

/// Order of two values for `<` and friends; `None` when neither is before the other.
pub fn order(a: Word, b: Word) -> Option<Ordering> {
    if a.is_int() && b.is_int() {
        return Some(a.as_int().cmp(&b.as_int()));
    }
    if a.is_null() || b.is_null() {
        // Only `null <= null` and `null >= null` hold.
        return (a == b).then_some(Ordering::Equal);
    }
    match (a.value(), b.value()) {
        (Value::Ref(x), Value::Ref(y)) if x.is(Kind::String) && y.is(Kind::String) => {
            Some(string::compare(x, y))
        }
        (Value::Bool(x), Value::Bool(y)) => Some(x.cmp(&y)),
        _ => {
            let is_i64 = |word: Word| word.is_ref() || word.is_int();
            if is_i64(a)
                && is_i64(b)
                && let (Some(x), Some(y)) = (slot::to_i64(a), slot::to_i64(b))
            {
                return Some(x.cmp(&y));
            }
            slot::to_f64(a)?.partial_cmp(&slot::to_f64(b)?)
        }
    }
}

fn invalid(a: Word, op: &str, b: Word) -> Thrown {
    let mut message = String::from("Invalid operation: ");
    let _ = text::append(&mut message, a);
    message.push_str(op);
    let _ = text::append(&mut message, b);
    exception::error(&message)
}

/// Two numbers for an operator; null counts as 0 next to a number.
fn floats(a: Word, op: &str, b: Word) -> Res<(f64, f64)> {
    match (slot::to_f64(a), slot::to_f64(b)) {
        (Some(x), Some(y)) => Ok((x, y)),
        _ => Err(invalid(a, op, b)),
    }
}

fn ints(a: Word, op: &str, b: Word) -> Res<(i32, i32)> {
    let int = |word: Word| match word.number() {
        Some(number) => Some(number as i32),
        None => slot::to_i64(word).map(|value| value as i32),
    };
    match (int(a), int(b)) {
        (Some(x), Some(y)) => Ok((x, y)),
        _ => Err(invalid(a, op, b)),
    }
}

/// Int if both are, else Float; boxed Int64s stay so.
fn arithmetic(
    a: Word,
    op: &str,
    b: Word,
    int: fn(i32, i32) -> i32,
    long: fn(i64, i64) -> i64,
    float: fn(f64, f64) -> f64,
) -> Res<Word> {
    if a.is_int() && b.is_int() {
        return Ok(Word::int(int(a.as_int(), b.as_int())));
    }
    if is_int_or_null(a) && is_int_or_null(b) && !(a.is_null() && b.is_null()) {
        let int_of = |word: Word| if word.is_null() { 0 } else { word.as_int() };
        return Ok(Word::int(int(int_of(a), int_of(b))));
    }
    if !a.is_float()
        && !b.is_float()
        && (is_long(a) || is_long(b))
        && let (Some(x), Some(y)) = (slot::to_i64(a), slot::to_i64(b))
    {
        let boxed = slot::box_scalar(crate::desc::Repr::I64, long(x, y) as u64);
        return Ok(Word::reference(boxed));
    }
    let (x, y) = floats(a, op, b)?;
    Ok(Word::float(float(x, y)))
}

fn is_int_or_null(word: Word) -> bool {
    word.is_int() || word.is_null()
}

fn is_long(word: Word) -> bool {
    word.is_ref()
        && word.as_ref().is(Kind::Boxed)
        && word.as_ref().desc().repr != crate::desc::Repr::F32
}

/// `a + b`: concatenation when either is a String.
pub fn add(a: Word, b: Word) -> Res<Word> {
    if a.is_int() && b.is_int() {
        return Ok(Word::int(a.as_int().wrapping_add(b.as_int())));
    }
    let is_string = |word: Word| word.is_ref() && word.as_ref().is(Kind::String);
    if is_string(a) || is_string(b) {
        let (x, y) = (text::to_string(a)?, text::to_string(b)?);
        return match (Str::from_ref(x), Str::from_ref(y)) {
            (Some(x), Some(y)) => Ok(Word::reference(string::concat(x, y)?)),
            _ => Err(invalid(a, " + ", b)),
        };
    }
    if a.is_null() && b.is_null() {
        return Err(invalid(a, " + ", b));
    }
    arithmetic(a, " + ", b, i32::wrapping_add, i64::wrapping_add, |x, y| {
        x + y
    })
}

/// `a % b` of Ints: 0 when b is 0.
pub fn int_rem(a: i32, b: i32) -> i32 {
    if b == 0 { 0 } else { a.wrapping_rem(b) }
}

entries! {
    throws fn rayzor_dyn_add(a: Word, b: Word) -> Word {
        add(a, b)
    }

    throws fn rayzor_dyn_sub(a: Word, b: Word) -> Word {
        arithmetic(a, " - ", b, i32::wrapping_sub, i64::wrapping_sub, |x, y| x - y)
    }

    throws fn rayzor_dyn_mul(a: Word, b: Word) -> Word {
        arithmetic(a, " * ", b, i32::wrapping_mul, i64::wrapping_mul, |x, y| x * y)
    }

    /// `/` is Float.
    throws fn rayzor_dyn_div(a: Word, b: Word) -> Word {
        let (x, y) = floats(a, " / ", b)?;
        Ok(Word::float(x / y))
    }

    throws fn rayzor_dyn_mod(a: Word, b: Word) -> Word {
        let long = |x: i64, y: i64| if y == 0 { 0 } else { x.wrapping_rem(y) };
        arithmetic(a, " % ", b, int_rem, long, |x, y| x % y)
    }

    throws fn rayzor_dyn_neg(a: Word) -> Word {
        arithmetic(Word::int(0), " - ", a, i32::wrapping_sub, i64::wrapping_sub, |_, y| -y)
    }

    throws fn rayzor_dyn_not(a: Word) -> Word {
        let (x, _) = ints(a, " ~ ", a)?;
        Ok(Word::int(!x))
    }

    throws fn rayzor_dyn_and(a: Word, b: Word) -> Word {
        let (x, y) = ints(a, " & ", b)?;
        Ok(Word::int(x & y))
    }

    throws fn rayzor_dyn_or(a: Word, b: Word) -> Word {
        let (x, y) = ints(a, " | ", b)?;
        Ok(Word::int(x | y))
    }

    throws fn rayzor_dyn_xor(a: Word, b: Word) -> Word {
        let (x, y) = ints(a, " ^ ", b)?;
        Ok(Word::int(x ^ y))
    }

    throws fn rayzor_dyn_shl(a: Word, b: Word) -> Word {
        let (x, y) = ints(a, " << ", b)?;
        Ok(Word::int(x.wrapping_shl(y as u32)))
    }

    throws fn rayzor_dyn_shr(a: Word, b: Word) -> Word {
        let (x, y) = ints(a, " >> ", b)?;
        Ok(Word::int(x.wrapping_shr(y as u32)))
    }

    throws fn rayzor_dyn_ushr(a: Word, b: Word) -> Word {
        let (x, y) = ints(a, " >>> ", b)?;
        Ok(Word::int((x as u32).wrapping_shr(y as u32) as i32))
    }

    /// `receiver.name` as a function value, for a receiver that has such a method.
    throws fn rayzor_method_closure(receiver: Ref, name: i32) -> Ref {
        let method = get(Word::reference(receiver), name as Name)?;
        if method.is_ref() { Ok(method.as_ref()) } else { Err(exception::error("Method is not part of the program")) }
    }

    leaf fn rayzor_dyn_eq(a: Word, b: Word) -> bool {
        equals(a, b)
    }

    leaf fn rayzor_dyn_lt(a: Word, b: Word) -> bool {
        order(a, b) == Some(Ordering::Less)
    }

    leaf fn rayzor_dyn_le(a: Word, b: Word) -> bool {
        matches!(order(a, b), Some(Ordering::Less | Ordering::Equal))
    }

    leaf fn rayzor_dyn_gt(a: Word, b: Word) -> bool {
        order(a, b) == Some(Ordering::Greater)
    }

    leaf fn rayzor_dyn_ge(a: Word, b: Word) -> bool {
        matches!(order(a, b), Some(Ordering::Greater | Ordering::Equal))
    }

    /// `object[index]` of a Dynamic.
    throws fn rayzor_dyn_index_get(object: Word, index: Word) -> Word {
        match (object.is_ref().then(|| Arr::from_ref(object.as_ref())).flatten(), slot::to_i64(index)) {
            (Some(array), Some(index)) => Ok(array.get_or_default(index as i32)),
            _ if object.is_null() => Err(exception::null_access()),
            _ => Err(exception::error("Not an array")),
        }
    }

    throws fn rayzor_dyn_index_set(object: Word, index: Word, value: Word) {
        if object.is_null() {
            return Err(exception::null_access());
        }
        if !object.is_ref() || !object.as_ref().is(Kind::Array) {
            return Err(exception::error("Not an array"));
        }
        let index = slot::to_i64(index).ok_or_else(exception::cast_error)? as i32;
        crate::array::store(crate::array::receiver(object.as_ref())?, index, value)
    }
}
