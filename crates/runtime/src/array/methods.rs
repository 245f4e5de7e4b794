//! The methods of Array that need no order, and typed element access for compiled code whose inline
//! path did not apply.

use super::{Arr, new, receiver, same, word_to_float, word_to_int};
use crate::abi::{Res, entries};
use crate::desc::{ElemKind, Ref};
use crate::exception;
use crate::string;
use crate::text;
use crate::word::Word;

fn kind_of(number: i32) -> ElemKind {
    match number {
        0 => ElemKind::I32,
        1 => ElemKind::F64,
        2 => ElemKind::Bool,
        _ => ElemKind::Word,
    }
}

/// Makes element `index` exist.
fn grow_to(array: Arr, index: i32) -> Res<usize> {
    let Ok(index) = usize::try_from(index) else {
        return Err(exception::error("Array index out of bounds"));
    };
    if index >= array.len() {
        array.set_len(index + 1)?;
    }
    Ok(index)
}

/// `array[index] = value`.
pub fn set(array: Arr, index: i32, value: Word) -> Res<()> {
    array.fit(value)?;
    let index = grow_to(array, index)?;
    array.put(index, value)
}

/// A new array of the same kind with the same elements.
pub fn copy(array: Ref) -> Res<Ref> {
    let array = receiver(array)?;
    copy_range(array, 0, array.len())
}

/// Elements `from..to` as a new array of the same kind.
fn copy_range(array: Arr, from: usize, to: usize) -> Res<Ref> {
    let copy = super::with_len(array.kind(), to - from)?;
    if to > from {
        let size = array.kind().size();
        let target = receiver(copy)?;
        // SAFETY: the copy has `to - from` elements of the same size; the source has them too.
        unsafe {
            std::ptr::copy_nonoverlapping(
                array.data().add(from * size),
                target.data(),
                (to - from) * size,
            );
        }
    }
    Ok(copy)
}

/// A position that may count from the end, within `0..=len`.
fn clamp(position: i32, len: usize) -> usize {
    if position < 0 {
        (len as i64 + i64::from(position)).max(0) as usize
    } else {
        (position as usize).min(len)
    }
}

/// Index of the first element from `start` that is `value`.
fn find(array: Arr, value: Word, start: usize) -> Option<usize> {
    match array.kind() {
        ElemKind::I32 if value.is_int() => {
            let wanted = value.as_int();
            // SAFETY: the storage holds `len` Ints.
            let ints =
                unsafe { std::slice::from_raw_parts(array.data().cast::<i32>(), array.len()) };
            if array.is_empty() {
                return None;
            }
            Some(start + ints.get(start..)?.iter().position(|&int| int == wanted)?)
        }
        _ => (start..array.len()).find(|&i| same(array.get(i), value)),
    }
}

/// Opens a gap of one element at `index`.
fn open_gap(array: Arr, index: usize) -> Res<()> {
    let len = array.len();
    array.set_len(len + 1)?;
    array.shift(index, index + 1, len - index);
    Ok(())
}

fn remove_at(array: Arr, index: usize) -> Res<()> {
    let len = array.len();
    array.shift(index + 1, index, len - index - 1);
    array.set_len(len - 1)
}

fn join_text(array: Arr, separator: &str) -> Res<String> {
    let mut joined = String::new();
    let mut i = 0;
    // Elements may run toString, which may change the array.
    while i < array.len() {
        if i > 0 {
            joined.push_str(separator);
        }
        text::append(&mut joined, array.get(i))?;
        i += 1;
    }
    Ok(joined)
}

entries! {
    /// A new array of words.
    alloc fn rayzor_array_new() -> Ref {
        new(ElemKind::Word)
    }

    /// A new, empty array of kind 0 Int, 1 Float, 2 Bool, 3 words, with room for `cap` elements.
    throws fn rayzor_array_new_kind(kind: i32, cap: i32) -> Ref {
        let array = new(kind_of(kind));
        receiver(array)?.reserve(cap.max(0) as usize)?;
        Ok(array)
    }

    throws fn rayzor_array_to_string(array: Ref) -> Ref {
        text::to_string(Word::reference(receiver(array)?.to_ref()))
    }

    throws fn rayzor_array_length(array: Ref) -> i32 {
        Ok(receiver(array)?.len() as i32)
    }

    /// The element, or null (0, false) outside.
    throws fn rayzor_array_get(array: Ref, index: i32) -> Word {
        Ok(receiver(array)?.get_or_default(index))
    }

    /// Stores and grows; the array becomes one of words if the value does not fit.
    throws fn rayzor_array_set(array: Ref, index: i32, value: Word) {
        set(receiver(array)?, index, value)
    }

    throws fn rayzor_array_get_i32(array: Ref, index: i32) -> i32 {
        Ok(word_to_int(receiver(array)?.get_or_default(index)))
    }

    throws fn rayzor_array_get_f64(array: Ref, index: i32) -> f64 {
        Ok(word_to_float(receiver(array)?.get_or_default(index)))
    }

    throws fn rayzor_array_get_bool(array: Ref, index: i32) -> bool {
        Ok(receiver(array)?.get_or_default(index) == Word::bool(true))
    }

    throws fn rayzor_array_set_i32(array: Ref, index: i32, value: i32) {
        set(receiver(array)?, index, Word::int(value))
    }

    throws fn rayzor_array_set_f64(array: Ref, index: i32, value: f64) {
        set(receiver(array)?, index, Word::float(value))
    }

    throws fn rayzor_array_set_bool(array: Ref, index: i32, value: bool) {
        set(receiver(array)?, index, Word::bool(value))
    }

    /// `a.push(x)`: the new length.
    throws fn rayzor_array_push(array: Ref, value: Word) -> i32 {
        Ok(super::push(array, value)? as i32)
    }

    throws fn rayzor_array_push_i32(array: Ref, value: i32) -> i32 {
        Ok(super::push(array, Word::int(value))? as i32)
    }

    throws fn rayzor_array_push_f64(array: Ref, value: f64) -> i32 {
        Ok(super::push(array, Word::float(value))? as i32)
    }

    throws fn rayzor_array_push_bool(array: Ref, value: bool) -> i32 {
        Ok(super::push(array, Word::bool(value))? as i32)
    }

    /// `a.pop()`: null when empty.
    throws fn rayzor_array_pop(array: Ref) -> Word {
        let array = receiver(array)?;
        let Some(last) = array.len().checked_sub(1) else { return Ok(Word::NULL) };
        let value = array.get(last);
        array.set_len(last)?;
        Ok(value)
    }

    throws fn rayzor_array_shift(array: Ref) -> Word {
        let array = receiver(array)?;
        if array.is_empty() {
            return Ok(Word::NULL);
        }
        let value = array.get(0);
        remove_at(array, 0)?;
        Ok(value)
    }

    throws fn rayzor_array_unshift(array: Ref, value: Word) {
        let array = receiver(array)?;
        array.fit(value)?;
        open_gap(array, 0)?;
        array.put(0, value)
    }

    /// `a.insert(pos, x)`: a negative position counts from the end.
    throws fn rayzor_array_insert(array: Ref, pos: i32, value: Word) {
        let array = receiver(array)?;
        array.fit(value)?;
        let index = clamp(pos, array.len());
        open_gap(array, index)?;
        array.put(index, value)
    }

    throws fn rayzor_array_remove(array: Ref, value: Word) -> bool {
        let array = receiver(array)?;
        let Some(index) = find(array, value, 0) else { return Ok(false) };
        remove_at(array, index)?;
        Ok(true)
    }

    throws fn rayzor_array_contains(array: Ref, value: Word) -> bool {
        Ok(find(receiver(array)?, value, 0).is_some())
    }

    /// `a.indexOf(x, ?from)`; without `from`: 0.
    throws fn rayzor_array_index_of(array: Ref, value: Word, from: i32) -> i32 {
        let array = receiver(array)?;
        Ok(find(array, value, clamp(from, array.len())).map_or(-1, |index| index as i32))
    }

    /// `a.lastIndexOf(x, ?from)`; without `from`: `0x7fffffff`.
    throws fn rayzor_array_last_index_of(array: Ref, value: Word, from: i32) -> i32 {
        let array = receiver(array)?;
        let end = if from < 0 {
            array.len() as i64 + i64::from(from) + 1
        } else {
            (i64::from(from) + 1).min(array.len() as i64)
        };
        let found = (0..end.max(0) as usize).rev().find(|&i| same(array.get(i), value));
        Ok(found.map_or(-1, |index| index as i32))
    }

    throws fn rayzor_array_concat(a: Ref, b: Ref) -> Ref {
        let (a, b) = (receiver(a)?, receiver(b)?);
        let joined = copy_range(a, 0, a.len())?;
        let target = receiver(joined)?;
        target.reserve(a.len() + b.len())?;
        if a.kind() == b.kind() {
            target.set_len(a.len() + b.len())?;
            let size = a.kind().size();
            // SAFETY: the target has room for both behind each other.
            unsafe {
                let end = target.data().wrapping_add(a.len() * size);
                if !b.is_empty() {
                    std::ptr::copy_nonoverlapping(b.data(), end, b.len() * size);
                }
            }
        } else {
            for value in b.iter() {
                super::push(joined, value)?;
            }
        }
        Ok(joined)
    }

    throws fn rayzor_array_copy(array: Ref) -> Ref {
        copy(array)
    }

    /// `a.slice(pos, ?end)`; without `end`: `0x7fffffff`.
    throws fn rayzor_array_slice(array: Ref, pos: i32, end: i32) -> Ref {
        let array = receiver(array)?;
        let (from, to) = (clamp(pos, array.len()), clamp(end, array.len()));
        copy_range(array, from, to.max(from))
    }

    /// `a.splice(pos, len)`: removes and returns them.
    throws fn rayzor_array_splice(array: Ref, pos: i32, len: i32) -> Ref {
        let array = receiver(array)?;
        let from = clamp(pos, array.len());
        if len < 0 || pos > array.len() as i32 {
            return Ok(new(array.kind()));
        }
        let n = (len as usize).min(array.len() - from);
        let removed = copy_range(array, from, from + n)?;
        let old_len = array.len();
        array.shift(from + n, from, old_len - from - n);
        array.set_len(old_len - n)?;
        Ok(removed)
    }

    throws fn rayzor_array_reverse(array: Ref) {
        let array = receiver(array)?;
        let len = array.len();
        for i in 0..len / 2 {
            let (low, high) = (array.get(i), array.get(len - 1 - i));
            array.put(i, high)?;
            array.put(len - 1 - i, low)?;
        }
        Ok(())
    }

    /// `a.resize(len)`.
    throws fn rayzor_array_resize(array: Ref, len: i32) {
        let array = receiver(array)?;
        // `Array<Null<Int>>` shows null for what was never set, which only words can.
        array.set_len(len.max(0) as usize)
    }

    throws fn rayzor_array_join(array: Ref, separator: Ref) -> Ref {
        let joined = join_text(receiver(array)?, string::text_or_null(separator))?;
        Ok(string::new(&joined))
    }

    /// Copies `len` elements; both ranges must exist.
    throws fn rayzor_array_blit(src: Ref, src_pos: i32, dst: Ref, dst_pos: i32, len: i32) {
        let (src, dst) = (receiver(src)?, receiver(dst)?);
        let (from, to, n) = (src_pos as i64, dst_pos as i64, len as i64);
        if from < 0 || to < 0 || n < 0 || from + n > src.len() as i64 || to + n > dst.len() as i64 {
            return Err(exception::error("Array index out of bounds"));
        }
        let (from, to, n) = (from as usize, to as usize, n as usize);
        if src.kind() != dst.kind() {
            src.to_words()?;
            dst.to_words()?;
        }
        if n > 0 {
            let size = src.kind().size();
            // SAFETY: both ranges are in their storage; they may overlap.
            unsafe { std::ptr::copy(src.data().add(from * size), dst.data().add(to * size), n * size) };
        }
        Ok(())
    }

    /// Turns the array into one of words, for code that will store what does not fit.
    throws fn rayzor_array_to_words(array: Ref) {
        receiver(array)?.to_words()
    }

    /// Makes room for `cap` elements in all.
    throws fn rayzor_array_reserve(array: Ref, cap: i32) {
        receiver(array)?.reserve(cap.max(0) as usize)
    }
}
