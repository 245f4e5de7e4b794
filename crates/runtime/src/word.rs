//! The uniform word: one 64-bit value for everything whose static type does not fix the
//! representation (`Dynamic`, type parameters, `Null<Int>`).
//!
//! NaN-boxing in the manner of JavaScriptCore: a reference is the pointer itself, so going from a
//! reference to a word is free and the collector sees it without decoding; null is zero, so zeroed
//! memory is null; an `Int` has all of the top fifteen bits set; a `Float` is its bits plus 2^49,
//! which keeps the top bits between those of a pointer and those of an Int.
//!
//! ```haxe
//! var d:Dynamic = 1;   // 0xFFFE_0000_0000_0001
//! d = 1.5;             // 0x3FFA_0000_0000_0000
//! d = null;            // 0
//! ```

use crate::desc::{Obj, Ref};

/// Added to the bits of a Float.
pub const FLOAT_OFFSET: u64 = 0x0002_0000_0000_0000;
/// Set in every Int; the lower half is the value.
pub const INT_TAG: u64 = 0xFFFE_0000_0000_0000;
/// `word & NUMBER_MASK != 0` says "Int or Float".
pub const NUMBER_MASK: u64 = 0xFFFE_0000_0000_0000;
/// A nonzero word with none of these bits is a reference.
pub const NOT_REF_MASK: u64 = 0xFFFE_0000_0000_0002;
pub const NULL: u64 = 0;
pub const FALSE: u64 = 0x06;
pub const TRUE: u64 = 0x07;
/// The one NaN that words hold.
pub const CANONICAL_NAN: u64 = 0x7FF8_0000_0000_0000;

/// A uniform word.
#[repr(transparent)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Word(pub u64);

/// A word taken apart.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Value {
    Null,
    Bool(bool),
    Int(i32),
    Float(f64),
    Ref(Ref),
}

impl Word {
    pub const NULL: Word = Word(NULL);

    #[inline]
    pub const fn int(value: i32) -> Word {
        Word(INT_TAG | value as u32 as u64)
    }

    #[inline]
    pub fn float(value: f64) -> Word {
        let bits = if value.is_nan() {
            CANONICAL_NAN
        } else {
            value.to_bits()
        };
        Word(bits.wrapping_add(FLOAT_OFFSET))
    }

    #[inline]
    pub const fn bool(value: bool) -> Word {
        Word(FALSE | value as u64)
    }

    #[inline]
    pub fn reference(object: Ref) -> Word {
        Word(object.0 as u64)
    }

    #[inline]
    pub const fn is_null(self) -> bool {
        self.0 == NULL
    }

    #[inline]
    pub const fn is_number(self) -> bool {
        self.0 & NUMBER_MASK != 0
    }

    #[inline]
    pub const fn is_int(self) -> bool {
        self.0 & NUMBER_MASK == INT_TAG
    }

    #[inline]
    pub const fn is_float(self) -> bool {
        self.is_number() && !self.is_int()
    }

    #[inline]
    pub const fn is_bool(self) -> bool {
        self.0 & !1 == FALSE
    }

    #[inline]
    pub const fn is_ref(self) -> bool {
        self.0 != NULL && self.0 & NOT_REF_MASK == 0
    }

    /// The Int inside. Only for words that are Ints.
    #[inline]
    pub const fn as_int(self) -> i32 {
        self.0 as u32 as i32
    }

    /// The Float inside. Only for words that are Floats.
    #[inline]
    pub fn as_float(self) -> f64 {
        f64::from_bits(self.0.wrapping_sub(FLOAT_OFFSET))
    }

    /// The object inside, or null for null. Only for words that are references or null.
    #[inline]
    pub fn as_ref(self) -> Ref {
        Ref(self.0 as *mut Obj)
    }

    #[inline]
    pub fn value(self) -> Value {
        if self.is_number() {
            if self.is_int() {
                Value::Int(self.as_int())
            } else {
                Value::Float(self.as_float())
            }
        } else if self.is_null() {
            Value::Null
        } else if self.is_bool() {
            Value::Bool(self.0 & 1 == 1)
        } else {
            Value::Ref(self.as_ref())
        }
    }

    /// The number inside an Int or a Float word.
    #[inline]
    pub fn number(self) -> Option<f64> {
        if self.is_int() {
            Some(f64::from(self.as_int()))
        } else if self.is_number() {
            Some(self.as_float())
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_survive_the_round_trip() {
        for i in [0, 1, -1, i32::MIN, i32::MAX] {
            let word = Word::int(i);
            assert!(word.is_int() && word.is_number() && !word.is_ref() && !word.is_bool());
            assert_eq!(word.value(), Value::Int(i));
        }
        let floats = [
            0.0,
            -0.0,
            1.5,
            -1.5,
            f64::MIN,
            f64::MAX,
            f64::MIN_POSITIVE,
            5e-324,
            f64::INFINITY,
        ];
        for f in floats {
            for f in [f, -f] {
                let word = Word::float(f);
                assert!(word.is_float() && !word.is_ref() && !word.is_bool() && !word.is_null());
                assert_eq!(word.as_float().to_bits(), f.to_bits());
            }
        }
    }

    #[test]
    fn every_nan_becomes_the_same_word() {
        for bits in [
            CANONICAL_NAN,
            0xFFFF_FFFF_FFFF_FFFF,
            0xFFF8_0000_0000_0000,
            0x7FF0_0000_0000_0001,
        ] {
            let word = Word::float(f64::from_bits(bits));
            assert!(word.is_float() && !word.is_int());
            assert_eq!(word.as_float().to_bits(), CANONICAL_NAN);
        }
    }

    #[test]
    fn the_rest_is_told_apart() {
        assert_eq!(Word::NULL.value(), Value::Null);
        assert_eq!(Word::bool(true).value(), Value::Bool(true));
        assert_eq!(Word::bool(false).value(), Value::Bool(false));
        let object = Ref(0x7FFF_FFFF_FFF0 as *mut Obj);
        assert_eq!(Word::reference(object).value(), Value::Ref(object));
        assert!(Word::reference(object).is_ref());
    }
}
