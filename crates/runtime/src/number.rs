//! Numbers: what `Std` and `Math` do with them, and the operators whose Haxe meaning differs from
//! the processor's.

use crate::abi::entries;
use crate::desc::Ref;
use crate::dynamic::int_rem;
use crate::string::Str;
use crate::word::Word;
use std::cell::Cell;

/// `Std.parseInt`: leading space, a sign, decimal or `0x`; stops at the first character that does not
/// belong. A decimal number out of range is none.
pub fn parse_int(text: &str) -> Option<i32> {
    let text = text.trim_start_matches(|char: char| char.is_ascii_whitespace() || char == '\u{b}');
    let (negative, digits) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    let (radix, digits) = match digits.get(..2) {
        Some("0x" | "0X") => (16, &digits[2..]),
        _ => (10, digits),
    };
    let end = digits
        .find(|char: char| !char.is_digit(radix))
        .unwrap_or(digits.len());
    let value = i64::from_str_radix(&digits[..end], radix).ok()?;
    let value = if negative { -value } else { value };
    if radix == 16 {
        // Hexadecimal numbers may use all 32 bits.
        return (value.unsigned_abs() <= u64::from(u32::MAX)).then_some(value as i32);
    }
    i32::try_from(value).ok()
}

/// `Std.parseFloat`: NaN if there is no number at the start.
pub fn parse_float(text: &str) -> f64 {
    let text = text.trim_start_matches(|char: char| char.is_ascii_whitespace() || char == '\u{b}');
    let bytes = text.as_bytes();
    let digits = |from: usize| {
        bytes[from..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count()
    };
    let sign = usize::from(matches!(bytes.first(), Some(b'-' | b'+')));
    let whole = digits(sign);
    let mut end = sign + whole;
    let mut n_digits = whole;
    if bytes.get(end) == Some(&b'.') {
        let fraction = digits(end + 1);
        n_digits += fraction;
        end += 1 + fraction;
    }
    if n_digits == 0 {
        return f64::NAN;
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(end + 1), Some(b'-' | b'+')));
        let exponent = digits((end + 1 + sign).min(bytes.len()));
        if exponent > 0 {
            end += 1 + sign + exponent;
        }
    }
    text[..end]
        .trim_end_matches('.')
        .parse()
        .unwrap_or(f64::NAN)
}

thread_local! {
    static SEED: Cell<u64> = Cell::new(first_seed());
}

fn first_seed() -> u64 {
    use std::hash::{BuildHasher, Hasher};
    std::collections::hash_map::RandomState::new()
        .build_hasher()
        .finish()
}

/// SplitMix64.
fn random() -> u64 {
    SEED.with(|seed| {
        let state = seed.get().wrapping_add(0x9E37_79B9_7F4A_7C15);
        seed.set(state);
        let mut bits = state;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    })
}

fn text_of<'a>(s: Ref) -> Option<&'a str> {
    Str::from_ref(s).map(Str::text)
}

/// Haxe's round: halves go up.
fn round(value: f64) -> f64 {
    let floor = value.floor();
    if value - floor < 0.5 {
        floor
    } else {
        floor + 1.0
    }
}

entries! {
    leaf fn rayzor_std_parse_int(s: Ref) -> Word {
        text_of(s).and_then(parse_int).map_or(Word::NULL, Word::int)
    }

    leaf fn rayzor_std_parse_float(s: Ref) -> f64 {
        text_of(s).map_or(f64::NAN, parse_float)
    }

    /// `Std.random(n)`: 0 for n ≤ 1.
    leaf fn rayzor_std_random(n: i32) -> i32 {
        if n <= 1 { 0 } else { ((u128::from(random()) * n as u128) >> 64) as i32 }
    }

    /// `Std.int`: towards zero; out of range saturates, NaN is 0.
    leaf fn rayzor_std_int(value: f64) -> i32 {
        value as i32
    }

    leaf fn rayzor_math_random() -> f64 {
        (random() >> 11) as f64 / (1u64 << 53) as f64
    }

    leaf fn rayzor_math_sin(x: f64) -> f64 { x.sin() }
    leaf fn rayzor_math_cos(x: f64) -> f64 { x.cos() }
    leaf fn rayzor_math_tan(x: f64) -> f64 { x.tan() }
    leaf fn rayzor_math_asin(x: f64) -> f64 { x.asin() }
    leaf fn rayzor_math_acos(x: f64) -> f64 { x.acos() }
    leaf fn rayzor_math_atan(x: f64) -> f64 { x.atan() }
    leaf fn rayzor_math_atan2(y: f64, x: f64) -> f64 { y.atan2(x) }
    leaf fn rayzor_math_exp(x: f64) -> f64 { x.exp() }
    leaf fn rayzor_math_log(x: f64) -> f64 { x.ln() }
    leaf fn rayzor_math_pow(x: f64, y: f64) -> f64 { x.powf(y) }
    leaf fn rayzor_math_sqrt(x: f64) -> f64 { x.sqrt() }
    leaf fn rayzor_math_abs(x: f64) -> f64 { x.abs() }
    /// NaN if either is.
    leaf fn rayzor_math_min(a: f64, b: f64) -> f64 {
        if a.is_nan() || b.is_nan() { f64::NAN } else { a.min(b) }
    }

    leaf fn rayzor_math_max(a: f64, b: f64) -> f64 {
        if a.is_nan() || b.is_nan() { f64::NAN } else { a.max(b) }
    }

    leaf fn rayzor_math_floor(x: f64) -> f64 { x.floor() }
    leaf fn rayzor_math_ceil(x: f64) -> f64 { x.ceil() }
    leaf fn rayzor_math_round(x: f64) -> f64 { round(x) }
    leaf fn rayzor_math_trunc(x: f64) -> f64 { x.trunc() }

    /// `a % b` of Floats.
    leaf fn rayzor_f64_rem(a: f64, b: f64) -> f64 { a % b }

    /// `a % b` of Ints.
    leaf fn rayzor_i32_rem(a: i32, b: i32) -> i32 { int_rem(a, b) }

    /// Bits of a Float, and back.
    leaf fn rayzor_f64_to_bits(x: f64) -> i64 { x.to_bits() as i64 }
    leaf fn rayzor_f64_of_bits(bits: i64) -> f64 { f64::from_bits(bits as u64) }
    leaf fn rayzor_f32_to_bits(x: f64) -> i32 { (x as f32).to_bits() as i32 }
    leaf fn rayzor_f32_of_bits(bits: i32) -> f64 { f64::from(f32::from_bits(bits as u32)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    // What the reference's interpreter answers; decimal numbers out of range included.
    #[test]
    fn ints_are_parsed_as_haxe_does() {
        let cases = [
            ("12abc", Some(12)),
            ("0x1F", Some(31)),
            (" -5", Some(-5)),
            ("abc", None),
            ("", None),
            ("-", None),
            ("-0x10", Some(-16)),
            ("+7", Some(7)),
            ("99999999999", None),
            ("0xFFFFFFFF", Some(-1)),
            ("1e3", Some(1)),
            ("0x", None),
            ("2147483647", Some(i32::MAX)),
            ("-2147483648", Some(i32::MIN)),
            ("é", None),
        ];
        for (text, value) in cases {
            assert_eq!(parse_int(text), value, "{text}");
        }
    }

    #[test]
    fn floats_are_parsed_as_far_as_they_go() {
        let cases = [
            ("1.5abc", 1.5),
            (" -.5e3", -500.0),
            ("1e", 1.0),
            ("1e+", 1.0),
            ("0x10", 0.0),
            ("5.", 5.0),
            ("1_000", 1.0),
            ("+5", 5.0),
            ("1e5x", 1e5),
            ("-0", -0.0),
        ];
        for (text, value) in cases {
            assert_eq!(parse_float(text).to_bits(), f64::to_bits(value), "{text}");
        }
        for text in ["abc", "", ".", "-", "Infinity", "NaN", "é"] {
            assert!(parse_float(text).is_nan(), "{text}");
        }
    }

    #[test]
    fn halves_round_up() {
        for (x, rounded) in [
            (-1.5, -1.0),
            (2.5, 3.0),
            (0.49999999999999994, 0.0),
            (-0.5, 0.0),
            (1e300, 1e300),
        ] {
            assert_eq!(round(x), rounded, "{x}");
        }
    }

    #[test]
    fn random_stays_in_range() {
        for n in [2, 3, 10, i32::MAX] {
            for _ in 0..100 {
                assert!((0..n).contains(&rayzor_std_random(n)));
            }
        }
        assert_eq!(rayzor_std_random(1), 0);
        assert_eq!(rayzor_std_random(-5), 0);
        assert!((0.0..1.0).contains(&rayzor_math_random()));
    }

    #[test]
    fn division_never_traps() {
        assert_eq!(rayzor_i32_rem(5, 0), 0);
        assert_eq!(rayzor_i32_rem(i32::MIN, -1), 0);
    }
}
