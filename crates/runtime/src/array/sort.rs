//! `a.sort(compare)`: a stable merge sort over words. The comparison is Haxe code, which may throw or
//! change the array; it never sees the array half sorted, and whatever it throws leaves the array as
//! it was.

use super::{new_words, receiver};
use crate::abi::{Res, entries};
use crate::call;
use crate::desc::Ref;
use crate::word::{Value, Word};

/// Rows up to this length are sorted by insertion.
const RUN: usize = 12;

/// Sorts by `is_less`, stable.
pub fn merge_sort(
    values: &mut [Word],
    spare: &mut [Word],
    less: &mut dyn FnMut(Word, Word) -> Res<bool>,
) -> Res<()> {
    let len = values.len();
    if len <= RUN {
        for i in 1..len {
            let value = values[i];
            let mut at = i;
            while at > 0 && less(value, values[at - 1])? {
                values[at] = values[at - 1];
                at -= 1;
            }
            values[at] = value;
        }
        return Ok(());
    }
    let middle = len / 2;
    merge_sort(&mut values[..middle], &mut spare[..middle], less)?;
    merge_sort(&mut values[middle..], &mut spare[middle..], less)?;
    if !less(values[middle], values[middle - 1])? {
        return Ok(());
    }
    spare[..middle].copy_from_slice(&values[..middle]);
    let (mut left, mut right, mut out) = (0, middle, 0);
    while left < middle && right < len {
        if less(values[right], spare[left])? {
            values[out] = values[right];
            right += 1;
        } else {
            values[out] = spare[left];
            left += 1;
        }
        out += 1;
    }
    values[out..out + middle - left].copy_from_slice(&spare[left..middle]);
    Ok(())
}

entries! {
    /// `a.sort(compare)`.
    throws fn rayzor_array_sort(array: Ref, compare: Ref) {
        let array = receiver(array)?;
        let len = array.len();
        if len < 2 {
            return Ok(());
        }
        // Both rows are Haxe arrays, so that the collector sees what only they hold.
        let (row, spare) = (receiver(new_words(len))?, receiver(new_words(len))?);
        for i in 0..len {
            // SAFETY: the row has room for `len` words.
            unsafe { *row.data().cast::<Word>().add(i) = array.get(i) };
        }
        // SAFETY: both have storage for `len` words that nobody else knows of.
        let (values, spare) = unsafe {
            (
                std::slice::from_raw_parts_mut(row.data().cast::<Word>(), len),
                std::slice::from_raw_parts_mut(spare.data().cast::<Word>(), len),
            )
        };
        merge_sort(values, spare, &mut |a, b| {
            let order = call::closure(compare, &[a, b])?;
            Ok(match order.value() {
                Value::Int(order) => order < 0,
                Value::Float(order) => order < 0.0,
                Value::Null | Value::Bool(_) | Value::Ref(_) => false,
            })
        })?;
        for (i, &value) in values.iter().enumerate().take(array.len()) {
            array.put(i, value)?;
        }
        Ok(())
    }
}
