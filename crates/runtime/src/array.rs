//! Arrays: a growable row of elements of one kind. `Array<Int>`, `Array<Float>` and `Array<Bool>` keep
//! their elements unboxed; a store that does not fit (an `Array<Int>` seen as `Array<Dynamic>` given a
//! String) turns the array into one of words for good.
//!
//! Reading outside gives null, or 0/false where the elements are unboxed; writing beyond the end
//! grows the array. Elements between length and capacity are always zero.

mod methods;
mod sort;
mod tests;

use crate::abi::Res;
use crate::core::core;
use crate::desc::{ArrayObj, ElemKind, Kind, Ref};
use crate::exception;
use crate::heap;
use crate::table::Core;
use crate::word::{Value, Word};

pub use methods::ENTRIES as METHODS;
pub use methods::copy;
pub use methods::set as store;
pub use sort::ENTRIES as SORT;

/// Longest array.
pub const MAX_LEN: usize = i32::MAX as usize;

/// An array object that is not null.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Arr(*mut ArrayObj);

impl Arr {
    #[inline]
    pub fn from_ref(object: Ref) -> Option<Arr> {
        object.is(Kind::Array).then_some(Arr(object.0.cast()))
    }

    #[inline]
    pub fn to_ref(self) -> Ref {
        Ref(self.0.cast())
    }

    fn obj<'a>(self) -> &'a ArrayObj {
        // SAFETY: made from a reference of this kind.
        unsafe { &*self.0 }
    }

    #[inline]
    pub fn len(self) -> usize {
        self.obj().len.get() as usize
    }

    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    #[inline]
    pub fn kind(self) -> ElemKind {
        self.obj().kind.get()
    }

    /// The bytes of the elements.
    pub fn data(self) -> *mut u8 {
        self.obj().data.get()
    }

    /// Element `index`, which is below the length.
    pub fn get(self, index: usize) -> Word {
        debug_assert!(index < self.len());
        let obj = self.obj();
        // SAFETY: `data` holds `len` elements of this kind.
        unsafe {
            match obj.kind.get() {
                ElemKind::I32 => Word::int(*obj.data.get().cast::<i32>().add(index)),
                ElemKind::F64 => Word::float(*obj.data.get().cast::<f64>().add(index)),
                ElemKind::Bool => Word::bool(*obj.data.get().add(index) != 0),
                ElemKind::Word => *obj.data.get().cast::<Word>().add(index),
            }
        }
    }

    /// Element `index`; outside what an element is before it is set.
    pub fn get_or_default(self, index: i32) -> Word {
        match usize::try_from(index) {
            Ok(index) if index < self.len() => self.get(index),
            _ => self.default(),
        }
    }

    fn default(self) -> Word {
        match self.kind() {
            ElemKind::I32 => Word::int(0),
            ElemKind::F64 => Word::float(0.0),
            ElemKind::Bool => Word::bool(false),
            ElemKind::Word => Word::NULL,
        }
    }

    /// Stores at `index`, which is below the length.
    pub fn put(self, index: usize, value: Word) -> Res<()> {
        self.fit(value)?;
        // SAFETY: below the length.
        unsafe { self.put_fitting(index, value) };
        Ok(())
    }

    /// Stores a value that [`Arr::fit`] has seen.
    ///
    /// # Safety
    /// `index` is below the capacity.
    unsafe fn put_fitting(self, index: usize, value: Word) {
        let obj = self.obj();
        // SAFETY: the caller's promise; the kind says the size of elements.
        unsafe {
            match obj.kind.get() {
                ElemKind::I32 => *obj.data.get().cast::<i32>().add(index) = value.as_int(),
                ElemKind::F64 => {
                    *obj.data.get().cast::<f64>().add(index) = value.number().unwrap_or(0.0)
                }
                ElemKind::Bool => *obj.data.get().add(index) = u8::from(value == Word::bool(true)),
                ElemKind::Word => *obj.data.get().cast::<Word>().add(index) = value,
            }
        }
    }

    /// Makes the array one that can hold `value`: it becomes one of words if need be. An Int fits among
    /// Floats.
    fn fit(self, value: Word) -> Res<()> {
        let fits = match self.kind() {
            ElemKind::I32 => value.is_int(),
            ElemKind::F64 => value.is_number(),
            ElemKind::Bool => value.is_bool(),
            ElemKind::Word => true,
        };
        if fits { Ok(()) } else { self.to_words() }
    }

    /// Turns the array into one of words.
    pub fn to_words(self) -> Res<()> {
        if self.kind() == ElemKind::Word {
            return Ok(());
        }
        let len = self.len();
        let cap = self.obj().cap.get() as usize;
        if cap == 0 {
            self.obj().kind.set(ElemKind::Word);
            return Ok(());
        }
        let data = elements(ElemKind::Word, cap)?;
        for i in 0..len {
            // SAFETY: the new storage has `cap >= len` words.
            unsafe { *data.cast::<Word>().add(i) = self.get(i) };
        }
        self.obj().data.set(data);
        self.obj().kind.set(ElemKind::Word);
        Ok(())
    }

    /// Makes room for `cap` elements.
    pub fn reserve(self, cap: usize) -> Res<()> {
        let old = self.obj().cap.get() as usize;
        if cap <= old {
            return Ok(());
        }
        if cap > MAX_LEN {
            return Err(exception::error("Array too long"));
        }
        let size = self.kind().size();
        let mut new = cap.max(old + old / 2).max(16 / size).min(MAX_LEN);
        if new * size >= 1 << 16 && !heap::heap().may_allocate(new * size) {
            // Near the limit grow by less, but never by so little that pushing is quadratic.
            new = cap.max(old + old / 16 + 1).min(MAX_LEN);
        }
        let data = elements(self.kind(), new)?;
        // SAFETY: both hold at least `len` elements, and the new storage is not the old.
        unsafe { std::ptr::copy_nonoverlapping(self.obj().data.get(), data, self.len() * size) };
        self.obj().data.set(data);
        self.obj().cap.set(new as u32);
        Ok(())
    }

    /// Sets the length. New elements are zero; what falls off is zeroed.
    pub fn set_len(self, len: usize) -> Res<()> {
        self.reserve(len)?;
        let old = self.len();
        if len < old {
            let size = self.kind().size();
            // SAFETY: elements `len..old` are in the storage.
            unsafe { std::ptr::write_bytes(self.data().add(len * size), 0, (old - len) * size) };
        }
        self.obj().len.set(len as u32);
        Ok(())
    }

    /// Moves elements `from..from + n` to start at `to`; all within the capacity.
    fn shift(self, from: usize, to: usize, n: usize) {
        if n == 0 {
            return;
        }
        let size = self.kind().size();
        debug_assert!(to.max(from) + n <= self.obj().cap.get() as usize);
        // SAFETY: both ranges are within the capacity; they may overlap.
        unsafe {
            std::ptr::copy(
                self.data().add(from * size),
                self.data().add(to * size),
                n * size,
            )
        };
    }

    pub fn iter(self) -> impl Iterator<Item = Word> {
        let mut i = 0;
        std::iter::from_fn(move || {
            (i < self.len()).then(|| {
                i += 1;
                self.get(i - 1)
            })
        })
    }
}

/// Storage for `n` elements.
fn elements(kind: ElemKind, n: usize) -> Res<*mut u8> {
    let size = n * kind.size();
    if size >= 1 << 16 && !heap::heap().may_allocate(size) {
        return Err(exception::out_of_memory());
    }
    Ok(if kind == ElemKind::Word {
        heap::alloc_words(n).cast()
    } else {
        heap::alloc_bytes(size)
    })
}

/// A new, empty array.
pub fn new(kind: ElemKind) -> Ref {
    let object = heap::alloc(core().desc(Core::Array), size_of::<ArrayObj>());
    // SAFETY: just allocated with this size.
    unsafe { (*object.0.cast::<ArrayObj>()).kind.set(kind) };
    object
}

/// A new array of `len` zero elements.
pub fn with_len(kind: ElemKind, len: usize) -> Res<Ref> {
    let array = new(kind);
    if len > 0 {
        let data = elements(kind, len)?;
        let obj = Arr(array.0.cast()).obj();
        obj.data.set(data);
        obj.cap.set(len as u32);
        obj.len.set(len as u32);
    }
    Ok(array)
}

/// A new array of words with room for `cap`.
pub fn new_words(cap: usize) -> Ref {
    let array = new(ElemKind::Word);
    if cap > 0 {
        let obj = Arr(array.0.cast()).obj();
        obj.data.set(heap::alloc_words(cap).cast());
        obj.cap.set(cap as u32);
    }
    array
}

/// Appends; for arrays made in Rust.
pub fn push(array: Ref, value: Word) -> Res<usize> {
    let array = receiver(array)?;
    array.fit(value)?;
    let len = array.len();
    array.reserve(len + 1)?;
    // SAFETY: there is room now.
    unsafe { array.put_fitting(len, value) };
    array.obj().len.set(len as u32 + 1);
    Ok(len + 1)
}

/// The array an entry point works on; null throws.
#[inline]
pub fn receiver(object: Ref) -> Res<Arr> {
    Arr::from_ref(object).ok_or_else(exception::null_access)
}

/// Whether two elements are the same for `indexOf` and `remove`.
pub fn same(a: Word, b: Word) -> bool {
    a == b && !a.is_float() || crate::dynamic::equals(a, b)
}

/// Converts a word to an Int element for typed access to an array whose kind does not say Int.
pub fn word_to_int(word: Word) -> i32 {
    match word.value() {
        Value::Int(value) => value,
        Value::Float(value) => value as i32,
        Value::Bool(_) | Value::Null | Value::Ref(_) => 0,
    }
}

/// The same for Float.
pub fn word_to_float(word: Word) -> f64 {
    word.number().unwrap_or(0.0)
}
