//! 64-bit integers for `haxe.Int64`, where compiled code has no instruction of its own.

use crate::abi::entries;
use crate::desc::{Kind, Ref, Repr};
use crate::exception;
use crate::string;
use crate::word::Word;

/// `Int64.parseString`: digits with an optional minus, all 64 bits of them.
/// The error is what Haxe throws.
fn parse(text: &str) -> Result<i64, &'static str> {
    let text = text.trim();
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("NumberFormatError");
    }
    let out_of_range = if text.starts_with('-') {
        "NumberFormatError: Underflow"
    } else {
        "NumberFormatError: Overflow"
    };
    text.parse().map_err(|_| out_of_range)
}

entries! {
    leaf fn rayzor_i64_make(high: i32, low: i32) -> i64 { i64::from(high) << 32 | i64::from(low as u32) }
    leaf fn rayzor_i64_high(x: i64) -> i32 { (x >> 32) as i32 }
    leaf fn rayzor_i64_low(x: i64) -> i32 { x as i32 }
    leaf fn rayzor_i64_of_int(x: i32) -> i64 { i64::from(x) }
    leaf fn rayzor_i64_add(a: i64, b: i64) -> i64 { a.wrapping_add(b) }
    leaf fn rayzor_i64_sub(a: i64, b: i64) -> i64 { a.wrapping_sub(b) }
    leaf fn rayzor_i64_mul(a: i64, b: i64) -> i64 { a.wrapping_mul(b) }

    throws fn rayzor_i64_div(a: i64, b: i64) -> i64 {
        if b == 0 { Err(exception::error("divide by zero")) } else { Ok(a.wrapping_div(b)) }
    }

    throws fn rayzor_i64_mod(a: i64, b: i64) -> i64 {
        if b == 0 { Err(exception::error("divide by zero")) } else { Ok(a.wrapping_rem(b)) }
    }

    leaf fn rayzor_i64_neg(a: i64) -> i64 { a.wrapping_neg() }
    leaf fn rayzor_i64_not(a: i64) -> i64 { !a }
    leaf fn rayzor_i64_and(a: i64, b: i64) -> i64 { a & b }
    leaf fn rayzor_i64_or(a: i64, b: i64) -> i64 { a | b }
    leaf fn rayzor_i64_xor(a: i64, b: i64) -> i64 { a ^ b }
    leaf fn rayzor_i64_shl(a: i64, b: i32) -> i64 { a.wrapping_shl(b as u32) }
    leaf fn rayzor_i64_shr(a: i64, b: i32) -> i64 { a.wrapping_shr(b as u32) }
    leaf fn rayzor_i64_ushr(a: i64, b: i32) -> i64 { (a as u64).wrapping_shr(b as u32) as i64 }
    leaf fn rayzor_i64_compare(a: i64, b: i64) -> i32 { a.cmp(&b) as i32 }
    leaf fn rayzor_i64_ucompare(a: i64, b: i64) -> i32 { (a as u64).cmp(&(b as u64)) as i32 }
    leaf fn rayzor_i64_to_float(a: i64) -> f64 { a as f64 }
    leaf fn rayzor_i64_of_float(x: f64) -> i64 { x as i64 }

    alloc fn rayzor_i64_to_string(a: i64) -> Ref {
        string::new(&a.to_string())
    }

    throws fn rayzor_i64_parse(s: Ref) -> i64 {
        let text = string::receiver(s)?.text();
        parse(text).map_err(exception::error)
    }

    /// Whether a Dynamic is an Int64.
    leaf fn rayzor_i64_is(value: Word) -> bool {
        value.is_ref() && value.as_ref().is(Kind::Boxed) && value.as_ref().desc().repr == Repr::I64
    }

    /// Unsigned division, for `u64`; by 0 it is 0.
    leaf fn rayzor_u64_div(a: i64, b: i64) -> i64 { (a as u64).checked_div(b as u64).unwrap_or(0) as i64 }
    leaf fn rayzor_u64_mod(a: i64, b: i64) -> i64 { (a as u64).checked_rem(b as u64).unwrap_or(0) as i64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_and_extremes() {
        let x = rayzor_i64_make(-1, -2);
        assert_eq!((x, rayzor_i64_high(x), rayzor_i64_low(x)), (-2, -1, -2));
        assert_eq!(rayzor_i64_make(1, -1), 0x1_FFFF_FFFF);
        assert_eq!(rayzor_i64_div(i64::MIN, -1), i64::MIN);
        assert_eq!(rayzor_i64_mod(i64::MIN, -1), 0);
        assert_eq!(rayzor_i64_ushr(-1, 63), 1);
        assert_eq!(rayzor_i64_shl(1, 65), 2);
        assert!(rayzor_i64_ucompare(-1, 1) > 0);
    }

    #[test]
    fn numbers_are_parsed_whole() {
        assert_eq!(parse("-9223372036854775808"), Ok(i64::MIN));
        assert_eq!(parse(" 42 "), Ok(42));
        for text in ["", "-", "1x", "+1", "0x10"] {
            assert_eq!(parse(text), Err("NumberFormatError"), "{text}");
        }
        let above = parse("9223372036854775808");
        assert_eq!(above, Err("NumberFormatError: Overflow"));
        let below = parse("-9223372036854775809");
        assert_eq!(below, Err("NumberFormatError: Underflow"));
    }
}
