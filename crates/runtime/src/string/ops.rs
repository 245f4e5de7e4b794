//! Making strings out of strings: concatenation, parts, characters, case.

use super::{CONCAT, EXTERNAL, GROWABLE, MAX_BYTES, SMALL, Str, alloc, external, new, receiver};
use crate::abi::{Res, entries};
use crate::array;
use crate::core::core;
use crate::desc::Ref;
use crate::exception;
use crate::heap::{self, BLOB_DATA};
use crate::word::Word;

/// `a + b`.
pub fn concat(a: Str, b: Str) -> Res<Ref> {
    if a.byte_len() == 0 {
        return Ok(b.to_ref());
    }
    if b.byte_len() == 0 {
        return Ok(a.to_ref());
    }
    let (len, byte_len) = (a.len() + b.len(), a.byte_len() + b.byte_len());
    if byte_len > MAX_BYTES {
        return Err(exception::error("String too long"));
    }
    if byte_len < SMALL {
        let (string, bytes) = alloc(len, byte_len);
        // SAFETY: `bytes` has room for both.
        unsafe {
            std::ptr::copy_nonoverlapping(a.bytes().as_ptr(), bytes, a.byte_len());
            std::ptr::copy_nonoverlapping(
                b.bytes().as_ptr(),
                bytes.add(a.byte_len()),
                b.byte_len(),
            );
        }
        return Ok(string);
    }
    if let Some(grown) = append_in_place(a, b, len, byte_len) {
        return Ok(grown);
    }
    let is_built = a.obj().flags & (CONCAT | GROWABLE) != 0;
    if !heap::heap().may_allocate(if is_built { 2 * byte_len } else { byte_len }) {
        return Err(exception::out_of_memory());
    }
    let (string, bytes) = if is_built {
        grow_buffer(len, byte_len)
    } else {
        let (string, bytes) = alloc(len, byte_len);
        // SAFETY: a string that was just made.
        unsafe { (*string.0.cast::<crate::desc::StringObj>()).flags |= CONCAT };
        (string, bytes)
    };
    // SAFETY: as above.
    unsafe {
        std::ptr::copy_nonoverlapping(a.bytes().as_ptr(), bytes, a.byte_len());
        std::ptr::copy_nonoverlapping(b.bytes().as_ptr(), bytes.add(a.byte_len()), b.byte_len());
    }
    Ok(string)
}

/// The buffer of a growable string: where its used length stands.
fn used_of(string: Str) -> *mut usize {
    // SAFETY: a growable string's bytes start 8 bytes into its buffer.
    unsafe { string.obj().bytes.cast_mut().sub(8).cast() }
}

/// Appends `b` behind `a` if `a` ends where its buffer's used part ends and there is room.
fn append_in_place(a: Str, b: Str, len: usize, byte_len: usize) -> Option<Ref> {
    if a.obj().flags & GROWABLE == 0 {
        return None;
    }
    let used = used_of(a);
    // SAFETY: the buffer is a blob: its size stands 8 bytes before its data, `used` starts the data.
    unsafe {
        let room = *used.sub(1) - 8;
        if *used != a.byte_len() || byte_len > room {
            return None;
        }
        let end = a.obj().bytes.cast_mut().add(a.byte_len());
        std::ptr::copy_nonoverlapping(b.bytes().as_ptr(), end, b.byte_len());
        *used = byte_len;
    }
    Some(external(a.obj().bytes, len, byte_len, GROWABLE))
}

/// A growable string of `byte_len` bytes, to be written, with as much room again.
fn grow_buffer(len: usize, byte_len: usize) -> (Ref, *mut u8) {
    let buffer = heap::alloc_bytes(8 + 2 * byte_len);
    // SAFETY: the blob starts with the used length.
    unsafe {
        buffer.cast::<usize>().write(byte_len);
        let bytes = buffer.add(8);
        (external(bytes, len, byte_len, GROWABLE), bytes)
    }
}

const _: () = assert!(BLOB_DATA == 16);

/// Code points `from..to` (in range, ordered).
pub fn substring_units(string: Str, from: usize, to: usize) -> Ref {
    if from == 0 && to == string.len() {
        return string.to_ref();
    }
    let (start, end) = (string.byte_offset(from), string.byte_offset(to));
    let byte_len = end - start;
    if byte_len >= 2 * SMALL && byte_len * 4 >= string.byte_len() {
        let bytes = string.bytes()[start..].as_ptr();
        return external(bytes, to - from, byte_len, 0);
    }
    new(&string.text()[start..end])
}

/// The string of one code point; what is no Unicode scalar value becomes U+FFFD.
pub fn from_code(code: i32) -> Ref {
    match u32::try_from(code) {
        Ok(code @ 0..128) => core().chars[code as usize],
        Ok(code) => {
            let char = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
            new(char.encode_utf8(&mut [0; 4]))
        }
        Err(_) => new("\u{FFFD}"),
    }
}

fn code_at(string: Str, index: i32) -> Option<i32> {
    let index = usize::try_from(index).ok()?;
    if index >= string.len() {
        return None;
    }
    if string.is_ascii() {
        return Some(i32::from(string.bytes()[index]));
    }
    if let Some(unit) = string.unit(index) {
        return Some(i32::from(unit));
    }
    string.text()[string.byte_offset(index)..]
        .chars()
        .next()
        .map(|char| char as i32)
}

/// A number in decimal.
pub fn decimal(value: i32) -> Ref {
    let mut buffer = [0u8; 11];
    let mut at = buffer.len();
    let mut rest = value.unsigned_abs();
    loop {
        at -= 1;
        buffer[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if value < 0 {
        at -= 1;
        buffer[at] = b'-';
    }
    // SAFETY: only digits and a sign were written.
    new(unsafe { std::str::from_utf8_unchecked(&buffer[at..]) })
}

fn or_null_text(object: Ref) -> Str {
    Str::from_ref(object)
        .or_else(|| Str::from_ref(core().null_text))
        .expect("a string")
}

entries! {
    /// `a + b` of two strings; null is "null".
    throws fn rayzor_string_concat(a: Ref, b: Ref) -> Ref {
        concat(or_null_text(a), or_null_text(b))
    }

    /// An Int in decimal.
    alloc fn rayzor_string_of_int(value: i32) -> Ref {
        decimal(value)
    }

    alloc fn rayzor_string_of_bool(value: bool) -> Ref {
        if value { core().true_text } else { core().false_text }
    }

    /// `new String(s)` and `s.toString()`: strings are values.
    throws fn rayzor_string_copy(s: Ref) -> Ref {
        Ok(receiver(s)?.to_ref())
    }

    throws fn rayzor_string_identity(s: Ref) -> Ref {
        Ok(receiver(s)?.to_ref())
    }

    /// `s.length`.
    throws fn rayzor_string_length(s: Ref) -> i32 {
        Ok(receiver(s)?.len() as i32)
    }

    /// `s.charAt(index)`: "" outside.
    throws fn rayzor_string_char_at(s: Ref, index: i32) -> Ref {
        let s = receiver(s)?;
        Ok(code_at(s, index).map_or(core().empty_string, from_code))
    }

    /// `s.charCodeAt(index)`: null outside.
    throws fn rayzor_string_char_code_at(s: Ref, index: i32) -> Word {
        let s = receiver(s)?;
        Ok(code_at(s, index).map_or(Word::NULL, Word::int))
    }

    /// `StringTools.fastCodeAt`: -1 at the end.
    throws fn rayzor_string_fast_code_at(s: Ref, index: i32) -> i32 {
        let s = receiver(s)?;
        Ok(code_at(s, index).unwrap_or(-1))
    }

    /// `s.substr(pos, ?len)`; without `len`: `0x7fffffff`.
    throws fn rayzor_string_substr(s: Ref, pos: i32, len: i32) -> Ref {
        let s = receiver(s)?;
        let n = s.len() as i64;
        let pos = if pos < 0 { (n + i64::from(pos)).max(0) } else { i64::from(pos).min(n) };
        // A negative length counts from the end.
        let len = if len < 0 { (n - pos + i64::from(len)).max(0) } else { i64::from(len).min(n - pos) };
        Ok(substring_units(s, pos as usize, (pos + len) as usize))
    }

    /// `s.substring(start, ?end)`; without `end`: `0x7fffffff`.
    throws fn rayzor_string_substring(s: Ref, start: i32, end: i32) -> Ref {
        let s = receiver(s)?;
        let n = s.len() as i32;
        let start = start.clamp(0, n);
        let end = end.clamp(0, n);
        Ok(substring_units(s, start.min(end) as usize, start.max(end) as usize))
    }

    /// `s.split(delimiter)`.
    throws fn rayzor_string_split(s: Ref, delimiter: Ref) -> Ref {
        let (s, delimiter) = (receiver(s)?, receiver(delimiter)?);
        let parts = array::new_words(0);
        if delimiter.byte_len() == 0 {
            for char in s.text().chars() {
                array::push(parts, Word::reference(from_code(char as i32)))?;
            }
            return Ok(parts);
        }
        let finder = memchr::memmem::Finder::new(delimiter.bytes());
        let mut start = 0;
        for at in finder.find_iter(s.bytes()) {
            array::push(parts, Word::reference(new(&s.text()[start..at])))?;
            start = at + delimiter.byte_len();
        }
        array::push(parts, Word::reference(new(&s.text()[start..])))?;
        Ok(parts)
    }

    throws fn rayzor_string_to_upper(s: Ref) -> Ref {
        let s = receiver(s)?;
        Ok(new(&s.text().to_uppercase()))
    }

    throws fn rayzor_string_to_lower(s: Ref) -> Ref {
        let s = receiver(s)?;
        Ok(new(&s.text().to_lowercase()))
    }

    /// `String.fromCharCode(code)`.
    alloc fn rayzor_string_from_char_code(code: i32) -> Ref {
        from_code(code)
    }

    /// `StringTools.trim`: removes code points up to 32 on both sides.
    throws fn rayzor_string_trim(s: Ref) -> Ref {
        let s = receiver(s)?;
        Ok(part(s, s.text().trim_matches(is_space)))
    }

    throws fn rayzor_string_ltrim(s: Ref) -> Ref {
        let s = receiver(s)?;
        Ok(part(s, s.text().trim_start_matches(is_space)))
    }

    throws fn rayzor_string_rtrim(s: Ref) -> Ref {
        let s = receiver(s)?;
        Ok(part(s, s.text().trim_end_matches(is_space)))
    }

    /// `StringTools.replace(s, sub, by)`; an empty `sub` puts `by` between all characters.
    throws fn rayzor_string_replace(s: Ref, sub: Ref, by: Ref) -> Ref {
        let (s, sub, by) = (receiver(s)?, receiver(sub)?, receiver(by)?);
        if sub.byte_len() == 0 {
            let mut text = String::with_capacity(s.byte_len());
            for (i, char) in s.text().chars().enumerate() {
                if i > 0 {
                    text.push_str(by.text());
                }
                text.push(char);
            }
            return Ok(new(&text));
        }
        if memchr::memmem::find(s.bytes(), sub.bytes()).is_none() {
            return Ok(s.to_ref());
        }
        Ok(new(&s.text().replace(sub.text(), by.text())))
    }

    /// `s` repeated.
    throws fn rayzor_string_repeat(s: Ref, times: i32) -> Ref {
        let s = receiver(s)?;
        let times = times.max(0) as usize;
        if s.byte_len().saturating_mul(times) > MAX_BYTES {
            return Err(exception::error("String too long"));
        }
        Ok(new(&s.text().repeat(times)))
    }
}

/// `StringTools.isSpace`.
fn is_space(char: char) -> bool {
    matches!(char, ' ' | '\t'..='\r')
}

/// A part of a string as a string.
fn part(whole: Str, part: &str) -> Ref {
    if part.len() == whole.byte_len() {
        whole.to_ref()
    } else {
        new(part)
    }
}

const _: () = assert!(EXTERNAL & GROWABLE == 0);
