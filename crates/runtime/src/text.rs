//! Values as text: `Std.string`, what `trace` prints, what `+` appends to a String.
//!
//! Floats print the shortest digits that read back as the same number, laid out as C's `%g` would
//! with 12 (15, 18) digits when that many suffice: `0.1`, `1e+21`, `1e-07`, `100000`.

mod tests;

use crate::abi::{Res, entries};
use crate::anon;
use crate::array::Arr;
use crate::call;
use crate::core::core;
use crate::desc::{BoxObj, BytesObj, Kind, Ref, Repr, TypeObj};
use crate::names;
use crate::slot;
use crate::string::{self, Str};
use crate::table::Core;
use crate::word::{Value, Word};
use std::fmt::Write;

/// Nested containers print this deep, then `<...>`: cyclic data ends.
const MAX_DEPTH: u32 = 5;

/// Appends a Float.
pub fn append_float(out: &mut String, value: f64) {
    if value.is_nan() {
        out.push_str("NaN");
        return;
    }
    if value.is_infinite() {
        out.push_str(if value < 0.0 { "-Infinity" } else { "Infinity" });
        return;
    }
    if value == 0.0 {
        out.push_str(if value.is_sign_negative() { "-0" } else { "0" });
        return;
    }
    if value.fract() == 0.0 && value.abs() < 1e11 {
        let _ = write!(out, "{}", value as i64);
        return;
    }
    // Rust's exponent form has the shortest digits: `d.ddde±x`.
    let shortest = format!("{value:e}");
    let (mantissa, exponent) = shortest.split_once('e').unwrap_or((&shortest, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", mantissa),
    };
    let digits: String = mantissa.chars().filter(|char| *char != '.').collect();
    let precision = match digits.len() {
        0..=12 => 12,
        13..=15 => 15,
        _ => 18,
    };
    out.push_str(sign);
    if exponent < -4 || exponent >= precision {
        let (first, rest) = digits.split_at(1);
        out.push_str(first);
        if !rest.is_empty() {
            out.push('.');
            out.push_str(rest);
        }
        let sign = if exponent < 0 { '-' } else { '+' };
        let _ = write!(out, "e{sign}{:02}", exponent.abs());
    } else if exponent < 0 {
        out.push_str("0.");
        out.extend(std::iter::repeat_n('0', (-exponent - 1) as usize));
        out.push_str(&digits);
    } else {
        let whole = exponent as usize + 1;
        if digits.len() <= whole {
            out.push_str(&digits);
            out.extend(std::iter::repeat_n('0', whole - digits.len()));
        } else {
            out.push_str(&digits[..whole]);
            out.push('.');
            out.push_str(&digits[whole..]);
        }
    }
}

/// Appends `Std.string(value)`; runs `toString` where there is one.
pub fn append(out: &mut String, value: Word) -> Res<()> {
    append_at(out, value, 0)
}

fn append_at(out: &mut String, value: Word, depth: u32) -> Res<()> {
    match value.value() {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if value { "true" } else { "false" }),
        Value::Int(value) => {
            let _ = write!(out, "{value}");
        }
        Value::Float(value) => append_float(out, value),
        Value::Ref(object) => append_object(out, object, depth)?,
    }
    Ok(())
}

fn append_object(out: &mut String, object: Ref, depth: u32) -> Res<()> {
    if let Some(string) = Str::from_ref(object) {
        out.push_str(string.text());
        return Ok(());
    }
    let desc = object.desc();
    if depth > MAX_DEPTH && matches!(desc.kind, Kind::Array | Kind::Anon | Kind::EnumValue) {
        out.push_str("<...>");
        return Ok(());
    }
    match desc.kind {
        Kind::Array => {
            let Some(array) = Arr::from_ref(object) else {
                return Ok(());
            };
            out.push('[');
            let mut i = 0;
            // Elements may run toString, which may change the array.
            while i < array.len() {
                if i > 0 {
                    out.push(',');
                }
                append_at(out, array.get(i), depth + 1)?;
                i += 1;
            }
            out.push(']');
        }
        Kind::Anon => append_anon(out, object, depth)?,
        Kind::Instance => match desc.info().methods.get(&names::to_string()) {
            Some(Some(parts)) => {
                let text = call::method(object, parts, &[])?;
                append_result(out, text);
            }
            _ => out.push_str(&desc.info().name),
        },
        Kind::EnumValue => {
            out.push_str(&desc.info().name);
            if !desc.info().args.is_empty() {
                out.push('(');
                for (i, arg) in desc.info().args.iter().enumerate() {
                    if i > 0 {
                        out.push(',');
                    }
                    append_at(out, slot::read_field(object, *arg), depth + 1)?;
                }
                out.push(')');
            }
        }
        Kind::Closure => {
            let is_method = std::ptr::eq(desc, core().desc(Core::Method));
            let is_bound = is_method && call::receiver_of(object).is_some();
            out.push_str(if is_bound { "#closure" } else { "#fun" });
        }
        Kind::Boxed => append_boxed(out, object),
        Kind::TypeObject => {
            // SAFETY: the kind says what the object is; targets are descriptors.
            let target = unsafe { &*(*object.0.cast::<TypeObj>()).target };
            let what = if target.kind == Kind::Enum {
                "Enum"
            } else {
                "Class"
            };
            let _ = write!(out, "{what}<{}>", target.info().name);
        }
        Kind::Bytes => {
            // SAFETY: the kind says what the object is, and its data holds `len` bytes.
            let bytes = unsafe {
                let bytes = object.0.cast::<BytesObj>();
                std::slice::from_raw_parts((*bytes).data.get(), (*bytes).len.get() as usize)
            };
            out.push_str(&String::from_utf8_lossy(bytes));
        }
        Kind::String
        | Kind::Blob
        | Kind::Cell
        | Kind::Native
        | Kind::Map
        | Kind::Interface
        | Kind::Enum
        | Kind::Core => out.push_str("<native>"),
    }
    Ok(())
}

/// What a `toString` gave: a String, or whatever a wrong one gave.
fn append_result(out: &mut String, text: Word) {
    match text.value() {
        Value::Ref(object) => out.push_str(string::text_or_null(object)),
        Value::Null => out.push_str("null"),
        Value::Bool(_) | Value::Int(_) | Value::Float(_) => {
            let _ = append(out, text);
        }
    }
}

fn append_anon(out: &mut String, object: Ref, depth: u32) -> Res<()> {
    if let Some(to_string) = anon::get(object, names::to_string())
        && to_string.is_ref()
        && to_string.as_ref().is(Kind::Closure)
    {
        let text = call::closure(to_string.as_ref(), &[])?;
        append_result(out, text);
        return Ok(());
    }
    out.push('{');
    for (i, &name) in object.desc().info().shape.iter().enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        out.push_str(names::text(name));
        out.push_str(": ");
        let value = anon::get(object, name).unwrap_or(Word::NULL);
        append_at(out, value, depth + 1)?;
    }
    out.push('}');
    Ok(())
}

fn append_boxed(out: &mut String, object: Ref) {
    // SAFETY: only called for boxes.
    let bits = unsafe { (*object.0.cast::<BoxObj>()).bits };
    match object.desc().repr {
        Repr::F32 => append_float(out, f64::from(f32::from_bits(bits as u32))),
        Repr::U64 => {
            let _ = write!(out, "{bits}");
        }
        _ => {
            let _ = write!(out, "{}", bits as i64);
        }
    }
}

/// `Std.string(value)` as a Haxe string.
pub fn to_string(value: Word) -> Res<Ref> {
    match value.value() {
        Value::Null => Ok(core().null_text),
        Value::Bool(value) => Ok(if value {
            core().true_text
        } else {
            core().false_text
        }),
        Value::Int(value) => Ok(string::decimal(value)),
        Value::Ref(object) if object.is(Kind::String) => Ok(object),
        Value::Float(_) | Value::Ref(_) => {
            let mut text = String::new();
            append(&mut text, value)?;
            Ok(string::new(&text))
        }
    }
}

entries! {
    /// `Std.string(value)`.
    throws fn rayzor_to_string(value: Word) -> Ref {
        to_string(value)
    }

    throws fn rayzor_std_string(value: Word) -> Ref {
        to_string(value)
    }

    alloc fn rayzor_string_of_float(value: f64) -> Ref {
        let mut text = String::new();
        append_float(&mut text, value);
        string::new(&text)
    }

    alloc fn rayzor_string_of_i64(value: i64) -> Ref {
        string::new(&value.to_string())
    }

    alloc fn rayzor_string_of_u64(value: i64) -> Ref {
        string::new(&(value as u64).to_string())
    }
}
