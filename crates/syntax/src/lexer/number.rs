//! Numbers: `0xff`, `1_000`, `5i64`, `1.5`, `.5`, `1e-3`, `2f64`, `1.`
//!
//! A leading zero is a number of its own (`007` is three tokens), an underscore
//! stands only between digits or before a suffix.

use super::{Lexer, is_ident_start};
use crate::SyntaxKind::{self, *};

impl Lexer<'_> {
    pub(super) fn number(&mut self) {
        let (kind, end) = self.scan_number();
        self.push(kind, end);
    }

    fn scan_number(&self) -> (SyntaxKind, usize) {
        let pos = self.pos;
        if self.bytes[pos] == b'.' {
            return (FLOAT, self.float_suffix(self.digits(pos + 1)));
        }
        if self.bytes[pos] == b'0' {
            let radix = match self.peek(1) {
                b'x' => Some(16),
                b'b' if self.haxe5 => Some(2),
                _ => None,
            };
            if let Some(radix) = radix {
                let end = self.digits_of(pos + 2, radix);
                if end > pos + 2 {
                    return (INT, self.int_suffix(end).unwrap_or(end));
                }
            }
        }
        let int_end = if self.bytes[pos] == b'0' {
            pos + 1
        } else {
            self.digits(pos)
        };
        if let Some(end) = self.int_suffix(int_end) {
            return (INT, end);
        }
        let suffixed = self.float_suffix(int_end);
        if suffixed > int_end {
            return (FLOAT, suffixed);
        }
        if let Some(end) = self.exponent(int_end) {
            return (FLOAT, self.float_suffix(end));
        }
        if self.at(int_end) != b'.' {
            return (INT, int_end);
        }
        self.fraction(int_end)
    }

    /// What follows an integer and a dot.
    fn fraction(&self, dot: usize) -> (SyntaxKind, usize) {
        let frac_end = self.digits(dot + 1);
        let plain = !self.bytes[dot + 1..frac_end].contains(&b'_');
        if plain && let Some(end) = self.exponent(frac_end) {
            return (FLOAT, self.float_suffix(end));
        }
        if frac_end > dot + 1 {
            return (FLOAT, self.float_suffix(frac_end));
        }
        // `1...3` is an interval, `1.foo` a field; otherwise `1.` is a float.
        let next = self.at(dot + 1);
        let interval = next == b'.' && self.at(dot + 2) == b'.';
        if interval || is_ident_start(next) || next == b'$' {
            (INT, dot)
        } else {
            (FLOAT, dot + 1)
        }
    }

    fn at(&self, pos: usize) -> u8 {
        self.bytes.get(pos).copied().unwrap_or(0)
    }

    fn digits(&self, pos: usize) -> usize {
        self.digits_of(pos, 10)
    }

    /// The end of the digits at `pos`, single underscores between them included.
    fn digits_of(&self, mut pos: usize, radix: u32) -> usize {
        let is_digit = |byte: u8| char::from(byte).is_digit(radix);
        if !is_digit(self.at(pos)) {
            return pos;
        }
        loop {
            pos += 1;
            let next = self.at(pos);
            if !(is_digit(next) || next == b'_' && is_digit(self.at(pos + 1))) {
                return pos;
            }
        }
    }

    fn exponent(&self, pos: usize) -> Option<usize> {
        if !matches!(self.at(pos), b'e' | b'E') {
            return None;
        }
        let digits = pos + 1 + usize::from(matches!(self.at(pos + 1), b'+' | b'-'));
        let end = self.digits(digits);
        (end > digits).then_some(end)
    }

    fn int_suffix(&self, pos: usize) -> Option<usize> {
        self.suffix(pos, b"iu")
    }

    fn float_suffix(&self, pos: usize) -> usize {
        self.suffix(pos, b"f").unwrap_or(pos)
    }

    fn suffix(&self, pos: usize, letters: &[u8]) -> Option<usize> {
        let letter = pos + usize::from(self.at(pos) == b'_');
        let digits = letter + 1;
        if !letters.contains(&self.at(letter)) {
            return None;
        }
        let end = self.digits(digits);
        (end > digits).then_some(end)
    }
}
