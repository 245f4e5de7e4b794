//! Strings: immutable UTF-8, indexed by code point.
//!
//! A short string has its bytes behind its header. Others may point into storage they share: a long
//! `substr` into its source's, and the results of repeated `s += x` into one buffer that grows, so
//! that building a string piece by piece takes linear time. An ASCII string is indexed directly; any
//! other by an index table, made when first needed, of where every 8th code point starts. If all its code
//! points fit into 16 bits, as they mostly do, the table begins with them: a loop over the codes decodes
//! nothing.

mod ops;
mod search;
mod tests;

use crate::abi::Res;
use crate::core::core;
use crate::desc::{Kind, Ref, STRING_INLINE_OFFSET, StringObj, TypeDesc};
use crate::exception;
use crate::heap;
use crate::make;
use crate::table::Core;
use crate::word::Word;

pub use ops::ENTRIES as OPS;
pub use ops::{concat, decimal, from_code, substring_units};
pub use search::ENTRIES as SEARCH;
pub use search::{compare, equals};

/// `bytes` points into other storage, and a reference to the index table follows the header.
pub const EXTERNAL: u32 = 1;
/// Made by concatenation: the next one is worth a buffer with room.
const CONCAT: u32 = 2;
/// `bytes` is the start of a growing buffer: a blob of its used length and the bytes.
const GROWABLE: u32 = 4;

/// The index table is there and begins with the code points, 16 bits each.
pub const UNITS: u32 = 8;

/// Strings up to this size are always copied.
const SMALL: usize = 128;
/// Code points per index table entry.
const INDEX_STEP: usize = 8;
/// Longer strings that are not ASCII are external, to have room for an index.
const MAX_SCAN: usize = 64;
/// Longest string in bytes.
pub const MAX_BYTES: usize = i32::MAX as usize;

/// A string object that is not null.
#[derive(Clone, Copy)]
pub struct Str(*mut StringObj);

impl Str {
    /// The string behind a reference; null and other objects are none.
    #[inline]
    pub fn from_ref(object: Ref) -> Option<Str> {
        object.is(Kind::String).then_some(Str(object.0.cast()))
    }

    #[inline]
    pub fn to_ref(self) -> Ref {
        Ref(self.0.cast())
    }

    fn obj(&self) -> &StringObj {
        // SAFETY: made from a reference of this kind.
        unsafe { &*self.0 }
    }

    /// Length in code points.
    #[inline]
    pub fn len(self) -> usize {
        self.obj().len as usize
    }

    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    #[inline]
    pub fn byte_len(self) -> usize {
        self.obj().byte_len as usize
    }

    #[inline]
    pub fn is_ascii(self) -> bool {
        self.obj().len == self.obj().byte_len
    }

    #[inline]
    pub fn bytes<'a>(self) -> &'a [u8] {
        let obj = self.obj();
        // SAFETY: `bytes` points to `byte_len` bytes that never change; they live as long as the
        // object, which is on the caller's stack while it uses this slice.
        unsafe { std::slice::from_raw_parts(obj.bytes, obj.byte_len as usize) }
    }

    #[inline]
    pub fn text<'a>(self) -> &'a str {
        // SAFETY: strings are made from valid UTF-8 only.
        unsafe { std::str::from_utf8_unchecked(self.bytes()) }
    }

    /// Byte offset of code point `index`, which is at most the length.
    pub fn byte_offset(self, index: usize) -> usize {
        if self.is_ascii() {
            return index;
        }
        if index >= self.len() {
            return self.byte_len();
        }
        let text = self.bytes();
        let (mut at, mut left) = (0, index);
        if self.obj().flags & EXTERNAL != 0 && self.len() > MAX_SCAN {
            let table = self.index_table();
            // SAFETY: the table has an entry for every `INDEX_STEP`th code point.
            at = unsafe { *table.add(index / INDEX_STEP) as usize };
            left = index % INDEX_STEP;
        }
        while left > 0 {
            at += sequence_len(text[at]);
            left -= 1;
        }
        at
    }

    /// How many code points start before byte `offset`.
    pub fn unit_of_byte(self, offset: usize) -> usize {
        if self.is_ascii() {
            return offset;
        }
        let (mut unit, mut at) = (0, 0);
        if self.obj().flags & EXTERNAL != 0 && self.len() > MAX_SCAN {
            // SAFETY: the table has an entry for every `INDEX_STEP`th code point.
            let table = unsafe {
                std::slice::from_raw_parts(self.index_table(), (self.len() - 1) / INDEX_STEP + 1)
            };
            let step = table.partition_point(|&start| start as usize <= offset) - 1;
            (unit, at) = (step * INDEX_STEP, table[step] as usize);
        }
        unit + count_units(&self.bytes()[at..offset])
    }

    fn index_table(self) -> *const u32 {
        // SAFETY: an external string has this word behind its header.
        let slot = unsafe {
            self.0
                .cast::<u8>()
                .add(STRING_INLINE_OFFSET as usize)
                .cast::<*mut u32>()
        };
        // SAFETY: as above.
        let table = unsafe { *slot };
        if !table.is_null() {
            let units = if self.obj().flags & UNITS != 0 {
                self.units_size()
            } else {
                0
            };
            // SAFETY: the entries come behind the units.
            return unsafe { table.cast::<u8>().add(units) }.cast();
        }
        let n_entries = self.len() / INDEX_STEP + 1;
        // The first byte tells: four bytes make what needs more than 16 bits.
        let has_units = self.bytes().iter().all(|byte| *byte < 0xF0);
        let units_size = if has_units { self.units_size() } else { 0 };
        let size = units_size + n_entries * 4;
        let is_in_heap = heap::heap().is_live(self.0 as usize);
        let whole = if is_in_heap {
            heap::alloc_bytes(size)
        } else {
            make::immortal(size)
        };
        if has_units {
            let units = whole.cast::<u16>();
            for (i, char) in self.text().chars().enumerate() {
                // SAFETY: there is room for `len` units.
                unsafe { units.add(i).write(char as u16) };
            }
        }
        // SAFETY: the entries come behind the units.
        let table = unsafe { whole.add(units_size) }.cast::<u32>();
        let mut unit = 0;
        for (offset, &byte) in self.bytes().iter().enumerate() {
            if byte & 0xC0 != 0x80 {
                if unit % INDEX_STEP == 0 {
                    // SAFETY: `unit / INDEX_STEP < n_entries`.
                    unsafe { table.add(unit / INDEX_STEP).write(offset as u32) };
                }
                unit += 1;
            }
        }
        // SAFETY: as above; the string says what its table holds.
        unsafe {
            *slot = whole.cast();
            if has_units {
                (*self.0).flags |= UNITS;
            }
        }
        table
    }

    /// Bytes of the code points at the start of an index table, so that what follows is aligned.
    fn units_size(self) -> usize {
        (2 * self.len()).next_multiple_of(4)
    }

    /// The code point at an index in range, if the string is long, not ASCII, and has only 16-bit ones.
    fn unit(self, index: usize) -> Option<u16> {
        if self.obj().flags & EXTERNAL == 0 || self.len() <= MAX_SCAN {
            return None;
        }
        let table = self.index_table();
        if self.obj().flags & UNITS == 0 {
            return None;
        }
        // SAFETY: the units stand before the entries; the index is in range.
        unsafe {
            let units = table.cast::<u8>().sub(self.units_size()).cast::<u16>();
            Some(*units.add(index))
        }
    }

    /// Hash of the content.
    pub fn hash(self) -> u32 {
        let known = self.obj().hash;
        if known != 0 {
            return known;
        }
        let hash = hash_bytes(self.bytes());
        // SAFETY: a cache that only the thread running Haxe code writes.
        unsafe { (*self.0).hash = hash };
        hash
    }
}

/// Never 0.
fn hash_bytes(bytes: &[u8]) -> u32 {
    use std::hash::Hasher;
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(bytes);
    let hash = hasher.finish();
    ((hash ^ (hash >> 32)) as u32) | 1
}

/// Length of a UTF-8 sequence by its first byte.
#[inline]
fn sequence_len(first: u8) -> usize {
    match first {
        0..0xC0 => 1,
        0xC0..0xE0 => 2,
        0xE0..0xF0 => 3,
        _ => 4,
    }
}

/// Code points in valid UTF-8.
pub fn count_units(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

/// A new string.
pub fn new(text: &str) -> Ref {
    match text.len() {
        0 => return core().empty_string,
        1 => return core().chars[text.as_bytes()[0] as usize],
        _ => {}
    }
    let len = if text.is_ascii() {
        text.len()
    } else {
        count_units(text.as_bytes())
    };
    let (string, bytes) = alloc(len, text.len());
    // SAFETY: `alloc` gives room for that many bytes.
    unsafe { std::ptr::copy_nonoverlapping(text.as_ptr(), bytes, text.len()) };
    string
}

/// A new string of bytes from outside; what is not UTF-8 becomes U+FFFD.
pub fn from_bytes(bytes: &[u8]) -> Ref {
    new(&String::from_utf8_lossy(bytes))
}

/// A string of `len` code points whose `byte_len` bytes the caller writes at once.
fn alloc(len: usize, byte_len: usize) -> (Ref, *mut u8) {
    if len != byte_len && len > MAX_SCAN {
        let bytes = heap::alloc_bytes(byte_len);
        return (external(bytes, len, byte_len, 0), bytes);
    }
    let object = heap::alloc(
        core().desc(Core::String),
        STRING_INLINE_OFFSET as usize + byte_len,
    );
    // SAFETY: just allocated with that size.
    unsafe {
        let bytes = object.0.cast::<u8>().add(STRING_INLINE_OFFSET as usize);
        let string = object.0.cast::<StringObj>();
        (*string).len = len as u32;
        (*string).byte_len = byte_len as u32;
        (*string).bytes = bytes;
        (object, bytes)
    }
}

/// A string over storage that exists.
fn external(bytes: *const u8, len: usize, byte_len: usize, flags: u32) -> Ref {
    let object = heap::alloc(core().desc(Core::String), STRING_INLINE_OFFSET as usize + 8);
    // SAFETY: just allocated with that size.
    unsafe {
        let string = object.0.cast::<StringObj>();
        (*string).len = len as u32;
        (*string).byte_len = byte_len as u32;
        (*string).bytes = bytes;
        (*string).flags = EXTERNAL | flags;
    }
    object
}

/// A string outside the collected heap: literals and the core strings.
pub fn immortal(desc: *const TypeDesc, text: &str) -> Ref {
    let len = count_units(text.as_bytes());
    let is_external = len != text.len() && len > MAX_SCAN;
    let inline = if is_external { 8 } else { text.len() };
    let object = make::immortal_object(desc, STRING_INLINE_OFFSET as usize + inline);
    // SAFETY: just allocated with that size; immortal memory may be written before it is shared.
    unsafe {
        let bytes = if is_external {
            make::immortal(text.len())
        } else {
            object.0.cast::<u8>().add(STRING_INLINE_OFFSET as usize)
        };
        std::ptr::copy_nonoverlapping(text.as_ptr(), bytes, text.len());
        let string = object.0.cast::<StringObj>();
        (*string).len = len as u32;
        (*string).byte_len = text.len() as u32;
        (*string).bytes = bytes;
        (*string).flags = if is_external { EXTERNAL } else { 0 };
    }
    object
}

/// The string an entry point works on; null throws.
#[inline]
pub fn receiver(object: Ref) -> Res<Str> {
    Str::from_ref(object).ok_or_else(exception::null_access)
}

/// The text of a string argument that may be null.
pub fn text_or_null<'a>(object: Ref) -> &'a str {
    Str::from_ref(object).map_or("null", Str::text)
}

/// An optional Int argument.
pub fn opt_int(word: Word) -> Option<i32> {
    if word.is_int() {
        Some(word.as_int())
    } else {
        word.number().map(|number| number as i32)
    }
}
