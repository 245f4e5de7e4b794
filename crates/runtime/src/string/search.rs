//! Looking into strings: comparison and search.

use super::{Str, receiver};
use crate::abi::entries;
use crate::desc::Ref;
use std::cmp::Ordering;

/// Order of two strings; null comes first. UTF-8 bytes order as code points do.
pub fn compare(a: Ref, b: Ref) -> Ordering {
    match (Str::from_ref(a), Str::from_ref(b)) {
        (Some(a), Some(b)) => a.bytes().cmp(b.bytes()),
        (a, b) => a.is_some().cmp(&b.is_some()),
    }
}

#[inline]
pub fn equals(a: Ref, b: Ref) -> bool {
    if a == b {
        return true;
    }
    match (Str::from_ref(a), Str::from_ref(b)) {
        (Some(a), Some(b)) => a.byte_len() == b.byte_len() && same_bytes(a.bytes(), b.bytes()),
        _ => false,
    }
}

/// Whether two rows of one length are the same; short ones without a call.
#[inline]
fn same_bytes(a: &[u8], b: &[u8]) -> bool {
    let word = |row: &[u8], at: usize| {
        row[at..]
            .first_chunk::<8>()
            .map(|chunk| u64::from_ne_bytes(*chunk))
    };
    let half = |row: &[u8], at: usize| {
        row[at..]
            .first_chunk::<4>()
            .map(|chunk| u32::from_ne_bytes(*chunk))
    };
    match a.len() {
        // The first and the last word overlap, or meet.
        len @ 8..=16 => word(a, 0) == word(b, 0) && word(a, len - 8) == word(b, len - 8),
        len @ 4..8 => half(a, 0) == half(b, 0) && half(a, len - 4) == half(b, len - 4),
        len @ 0..4 => (0..len).all(|i| a[i] == b[i]),
        _ => a == b,
    }
}

fn index_of(s: Str, sub: Str, start: i64) -> i32 {
    let start = if start < 0 {
        s.len() as i64 + start
    } else {
        start
    };
    let from = s.byte_offset(start.clamp(0, s.len() as i64) as usize);
    match memchr::memmem::find(&s.bytes()[from..], sub.bytes()) {
        Some(at) => s.unit_of_byte(from + at) as i32,
        None => -1,
    }
}

fn last_index_of(s: Str, sub: Str, start: i64) -> i32 {
    if start < 0 {
        return if sub.byte_len() == 0 { 0 } else { -1 };
    }
    let start = s.byte_offset(start.clamp(0, s.len() as i64) as usize);
    let end = (start + sub.byte_len()).min(s.byte_len());
    match memchr::memmem::rfind(&s.bytes()[..end], sub.bytes()) {
        Some(at) => s.unit_of_byte(at) as i32,
        None => -1,
    }
}

entries! {
    /// `a == b` of strings.
    leaf fn rayzor_string_equals(a: Ref, b: Ref) -> bool {
        equals(a, b)
    }

    /// Negative, 0 or positive. Null comes before every string.
    leaf fn rayzor_string_compare(a: Ref, b: Ref) -> i32 {
        compare(a, b) as i32
    }

    leaf fn rayzor_string_hash(s: Ref) -> i32 {
        Str::from_ref(s).map_or(0, |s| s.hash() as i32)
    }

    /// `s.indexOf(sub, ?start)`; without `start`: 0.
    throws fn rayzor_string_index_of(s: Ref, sub: Ref, start: i32) -> i32 {
        Ok(index_of(receiver(s)?, receiver(sub)?, i64::from(start)))
    }

    /// `s.lastIndexOf(sub, ?start)`; without `start`: `0x7fffffff`.
    throws fn rayzor_string_last_index_of(s: Ref, sub: Ref, start: i32) -> i32 {
        Ok(last_index_of(receiver(s)?, receiver(sub)?, i64::from(start)))
    }

    throws fn rayzor_string_starts_with(s: Ref, start: Ref) -> bool {
        Ok(receiver(s)?.bytes().starts_with(receiver(start)?.bytes()))
    }

    throws fn rayzor_string_ends_with(s: Ref, end: Ref) -> bool {
        Ok(receiver(s)?.bytes().ends_with(receiver(end)?.bytes()))
    }

    throws fn rayzor_string_contains(s: Ref, sub: Ref) -> bool {
        Ok(memchr::memmem::find(receiver(s)?.bytes(), receiver(sub)?.bytes()).is_some())
    }
}
