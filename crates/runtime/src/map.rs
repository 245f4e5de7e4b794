//! The storage of Haxe maps: a hash table that keeps insertion order. Entries stand in a row in the
//! order they came; an index of their numbers finds them by hash. A removed entry stays as a gap until
//! the row is full, so a cursor into the row stays valid while entries are removed.
//!
//! Keys are compared as the kind of map asks: Ints, strings by content, objects by identity, enum
//! values by structure.

mod tests;

use crate::abi::{Res, entries};
use crate::array;
use crate::core::core;
use crate::desc::Kind;
use crate::desc::{Obj, Ref};
use crate::exception;
use crate::heap;
use crate::string::{self, Str};
use crate::types;
use crate::word::Word;
use std::cell::Cell;

#[repr(C)]
#[derive(Debug)]
pub struct MapObj {
    pub header: Obj,
    pub entries: Cell<*mut Entry>,
    /// `mask + 1` entry numbers plus one; 0 is empty. Null while the map is small.
    pub index: Cell<*mut u32>,
    /// Entries that are there.
    len: Cell<u32>,
    /// Entries and gaps.
    used: Cell<u32>,
    cap: Cell<u32>,
    mask: Cell<u32>,
    keys: Cell<Keys>,
}

#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// [`LIVE`] and the hash; 0 is a gap.
    hash: u64,
    key: Word,
    value: Word,
}

const LIVE: u64 = 1 << 32;
const GAP: Entry = Entry {
    hash: 0,
    key: Word::NULL,
    value: Word::NULL,
};
/// Maps up to this many entries are searched without an index.
const SMALL: u32 = 8;

/// How keys are compared.
#[repr(u8)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Keys {
    Int = 0,
    String = 1,
    Object = 2,
    EnumValue = 3,
}

#[derive(Clone, Copy)]
struct Map(*mut MapObj);

impl Map {
    fn obj<'a>(self) -> &'a MapObj {
        // SAFETY: made from a reference of this kind.
        unsafe { &*self.0 }
    }

    fn place(self, index: u32) -> *mut Entry {
        debug_assert!(index < self.obj().used.get());
        // SAFETY: callers stay below `used`.
        unsafe { self.obj().entries.get().add(index as usize) }
    }

    fn entry(self, index: u32) -> Entry {
        // SAFETY: as in `place`.
        unsafe { *self.place(index) }
    }

    fn put(self, index: u32, entry: Entry) {
        // SAFETY: as in `place`.
        unsafe { *self.place(index) = entry };
    }

    fn hash(self, key: Word) -> u64 {
        LIVE | u64::from(match self.obj().keys.get() {
            Keys::Int => mix(key.0 & 0xFFFF_FFFF),
            Keys::Object => mix(key.0),
            Keys::String => hash_string(key),
            Keys::EnumValue => hash_enum(key),
        })
    }

    fn same(self, a: Word, b: Word) -> bool {
        a == b
            || match self.obj().keys.get() {
                Keys::Int | Keys::Object => false,
                Keys::String => a.is_ref() && b.is_ref() && string::equals(a.as_ref(), b.as_ref()),
                Keys::EnumValue => types::compare_enum_keys(a, b),
            }
    }

    fn find(self, key: Word) -> Option<u32> {
        let hash = self.hash(key);
        let map = self.obj();
        if map.index.get().is_null() {
            return (0..map.used.get()).find(|&i| {
                let entry = self.entry(i);
                entry.hash == hash && self.same(entry.key, key)
            });
        }
        let mut slot = hash as u32 & map.mask.get();
        loop {
            // SAFETY: the index has `mask + 1` slots and always an empty one.
            let number = unsafe { *map.index.get().add(slot as usize) };
            if number == 0 {
                return None;
            }
            let entry = self.entry(number - 1);
            if entry.hash == hash && self.same(entry.key, key) {
                return Some(number - 1);
            }
            slot = (slot + 1) & map.mask.get();
        }
    }

    fn set(self, key: Word, value: Word) -> Res<()> {
        if let Some(found) = self.find(key) {
            self.put(
                found,
                Entry {
                    value,
                    ..self.entry(found)
                },
            );
            return Ok(());
        }
        if self.obj().used.get() == self.obj().cap.get() {
            self.make_room()?;
        }
        let map = self.obj();
        let number = map.used.get();
        map.used.set(map.used.get() + 1);
        map.len.set(map.len.get() + 1);
        let entry = Entry {
            hash: self.hash(key),
            key,
            value,
        };
        self.put(number, entry);
        if !map.index.get().is_null() {
            self.index_entry(entry.hash, number);
        }
        Ok(())
    }

    fn index_entry(self, hash: u64, number: u32) {
        let map = self.obj();
        let mut slot = hash as u32 & map.mask.get();
        // SAFETY: as in `find`.
        unsafe {
            while *map.index.get().add(slot as usize) != 0 {
                slot = (slot + 1) & map.mask.get();
            }
            *map.index.get().add(slot as usize) = number + 1;
        }
    }

    /// Closes the gaps if they are a third of the row, else doubles it; makes the index anew.
    fn make_room(self) -> Res<()> {
        let (len, used, cap) = (
            self.obj().len.get(),
            self.obj().used.get(),
            self.obj().cap.get(),
        );
        let new_cap = if len <= used / 3 * 2 && cap > SMALL {
            cap
        } else {
            (cap * 2).max(SMALL)
        };
        self.rebuild(new_cap)
    }

    fn rebuild(self, cap: u32) -> Res<()> {
        let bytes = cap as usize * size_of::<Entry>();
        if cap > u32::MAX / 4 || bytes >= 1 << 16 && !heap::heap().may_allocate(bytes) {
            return Err(exception::out_of_memory());
        }
        let entries = heap::alloc_words(cap as usize * 3).cast::<Entry>();
        let mask = (cap * 2).next_power_of_two() - 1;
        let index = if cap > SMALL {
            heap::alloc_bytes((mask as usize + 1) * 4).cast::<u32>()
        } else {
            std::ptr::null_mut()
        };
        let mut used = 0;
        for i in 0..self.obj().used.get() {
            let entry = self.entry(i);
            if entry.hash != 0 {
                // SAFETY: the new row has room for `cap > len` entries.
                unsafe { *entries.add(used) = entry };
                used += 1;
            }
        }
        let map = self.obj();
        map.entries.set(entries);
        map.index.set(index);
        map.cap.set(cap);
        map.used.set(used as u32);
        map.mask.set(mask);
        if !index.is_null() {
            for i in 0..map.used.get() {
                self.index_entry(self.entry(i).hash, i);
            }
        }
        Ok(())
    }

    fn remove(self, key: Word) -> bool {
        let Some(found) = self.find(key) else {
            return false;
        };
        self.put(found, GAP);
        let map = self.obj();
        map.len.set(map.len.get() - 1);
        if map.len.get() == 0 {
            self.clear();
        }
        true
    }

    fn clear(self) {
        let map = self.obj();
        map.entries.set(std::ptr::null_mut());
        map.index.set(std::ptr::null_mut());
        map.len.set(0);
        map.used.set(0);
        map.cap.set(0);
    }

    /// The first entry at or after `cursor`.
    fn next(self, cursor: i32) -> i32 {
        let used = self.obj().used.get();
        let start = u32::try_from(cursor).unwrap_or(0);
        (start..used)
            .find(|&i| self.entry(i).hash != 0)
            .map_or(-1, |i| i as i32)
    }

    fn at(self, index: i32) -> Entry {
        match u32::try_from(index) {
            Ok(index) if index < self.obj().used.get() => self.entry(index),
            _ => GAP,
        }
    }
}

/// Spreads the bits of a number over 32.
fn mix(bits: u64) -> u32 {
    (bits.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as u32
}

fn hash_string(key: Word) -> u32 {
    if key.is_ref() {
        Str::from_ref(key.as_ref()).map_or(0, Str::hash)
    } else {
        mix(key.0)
    }
}

/// Equal enum values have the same constructor and equal arguments; only those that are easily
/// hashed count.
fn hash_enum(key: Word) -> u32 {
    if key.is_number() {
        // Equal numbers of either kind must meet.
        return mix(key.number().unwrap_or(0.0).to_bits());
    }
    if !key.is_ref() {
        return mix(key.0);
    }
    let object = key.as_ref();
    match object.kind() {
        Kind::String => hash_string(key),
        Kind::EnumValue => {
            let info = object.desc().info();
            info.args
                .iter()
                .fold(mix(info.tag as u64 + 1), |hash, &arg| {
                    mix(u64::from(hash) << 32
                        | u64::from(hash_enum(crate::slot::read_field(object, arg))))
                })
        }
        _ => 1,
    }
}

fn receiver(object: Ref) -> Res<Map> {
    if object.is(Kind::Map) {
        Ok(Map(object.0.cast()))
    } else {
        Err(exception::null_access())
    }
}

fn new(keys: Keys) -> Ref {
    let object = heap::alloc(core().map, size_of::<MapObj>());
    // SAFETY: just allocated with this size.
    unsafe { (*object.0.cast::<MapObj>()).keys.set(keys) };
    object
}

fn get(map: Ref, key: Word) -> Res<Word> {
    let map = receiver(map)?;
    Ok(map
        .find(key)
        .map_or(Word::NULL, |found| map.entry(found).value))
}

entries! {
    /// A new map; keys are 0 Ints, 1 strings, 2 objects, 3 enum values.
    alloc fn rayzor_map_new(keys: i32) -> Ref {
        new(match keys {
            0 => Keys::Int,
            1 => Keys::String,
            3 => Keys::EnumValue,
            _ => Keys::Object,
        })
    }

    throws fn rayzor_map_get(map: Ref, key: Word) -> Word {
        get(map, key)
    }

    throws fn rayzor_map_get_int(map: Ref, key: i32) -> Word {
        get(map, Word::int(key))
    }

    throws fn rayzor_map_get_string(map: Ref, key: Ref) -> Word {
        get(map, Word::reference(key))
    }

    throws fn rayzor_map_set(map: Ref, key: Word, value: Word) {
        receiver(map)?.set(key, value)
    }

    throws fn rayzor_map_set_int(map: Ref, key: i32, value: Word) {
        receiver(map)?.set(Word::int(key), value)
    }

    throws fn rayzor_map_set_string(map: Ref, key: Ref, value: Word) {
        receiver(map)?.set(Word::reference(key), value)
    }

    throws fn rayzor_map_exists(map: Ref, key: Word) -> bool {
        Ok(receiver(map)?.find(key).is_some())
    }

    throws fn rayzor_map_exists_int(map: Ref, key: i32) -> bool {
        Ok(receiver(map)?.find(Word::int(key)).is_some())
    }

    throws fn rayzor_map_exists_string(map: Ref, key: Ref) -> bool {
        Ok(receiver(map)?.find(Word::reference(key)).is_some())
    }

    throws fn rayzor_map_remove(map: Ref, key: Word) -> bool {
        Ok(receiver(map)?.remove(key))
    }

    throws fn rayzor_map_len(map: Ref) -> i32 {
        Ok(receiver(map)?.obj().len.get() as i32)
    }

    throws fn rayzor_map_clear(map: Ref) {
        receiver(map)?.clear();
        Ok(())
    }

    throws fn rayzor_map_copy(map: Ref) -> Ref {
        let map = receiver(map)?;
        let copy = new(map.obj().keys.get());
        let target = receiver(copy)?;
        if map.obj().len.get() > 0 {
            target.rebuild(map.obj().len.get().max(SMALL))?;
        }
        for i in 0..map.obj().used.get() {
            let entry = map.entry(i);
            if entry.hash != 0 {
                target.set(entry.key, entry.value)?;
            }
        }
        Ok(copy)
    }

    /// The position of the first entry at or after `cursor` (0 to begin), or -1.
    throws fn rayzor_map_next(map: Ref, cursor: i32) -> i32 {
        Ok(receiver(map)?.next(cursor))
    }

    throws fn rayzor_map_key_at(map: Ref, position: i32) -> Word {
        Ok(receiver(map)?.at(position).key)
    }

    throws fn rayzor_map_value_at(map: Ref, position: i32) -> Word {
        Ok(receiver(map)?.at(position).value)
    }

    /// All keys, as an array of words.
    throws fn rayzor_map_keys(map: Ref) -> Ref {
        let map = receiver(map)?;
        let keys = array::new_words(map.obj().len.get() as usize);
        for i in 0..map.obj().used.get() {
            let entry = map.entry(i);
            if entry.hash != 0 {
                array::push(keys, entry.key)?;
            }
        }
        Ok(keys)
    }
}
