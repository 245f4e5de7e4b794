//! Rows of bytes: the storage of `haxe.io.Bytes`, and the buffer behind `StringBuf`. What is outside
//! reads as 0 and is not written; the standard library checks before where it must complain.

use crate::abi::{Res, entries};
use crate::core::core;
use crate::desc::{BytesObj, Kind, Ref};
use crate::exception;
use crate::heap;
use crate::string::{self, Str};
use crate::table::Core;

/// A bytes object that is not null.
#[derive(Clone, Copy)]
pub struct Bytes(*mut BytesObj);

impl Bytes {
    pub fn from_ref(object: Ref) -> Option<Bytes> {
        object.is(Kind::Bytes).then_some(Bytes(object.0.cast()))
    }

    fn obj<'a>(self) -> &'a BytesObj {
        // SAFETY: made from a reference of this kind.
        unsafe { &*self.0 }
    }

    pub fn len(self) -> usize {
        self.obj().len.get() as usize
    }

    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Where `len` bytes from `pos` are, if they all exist.
    fn place(self, pos: i32, len: i32) -> Option<(*mut u8, usize)> {
        let (pos, len) = (usize::try_from(pos).ok()?, usize::try_from(len).ok()?);
        if pos.checked_add(len)? > self.len() {
            return None;
        }
        let data = self.obj().data.get();
        if len == 0 {
            return Some((std::ptr::NonNull::dangling().as_ptr(), 0));
        }
        // SAFETY: within the `len` bytes that `data` holds.
        Some((unsafe { data.add(pos) }, len))
    }

    /// These bytes, to be read before anything writes to the object.
    pub fn read<'a>(self, pos: i32, len: i32) -> Option<&'a [u8]> {
        let (start, len) = self.place(pos, len)?;
        // SAFETY: `place` gives bytes that exist.
        Some(unsafe { std::slice::from_raw_parts(start, len) })
    }

    /// These bytes, to be written before anything else touches the object.
    pub fn range<'a>(self, pos: i32, len: i32) -> Option<&'a mut [u8]> {
        let (start, len) = self.place(pos, len)?;
        // SAFETY: as in `read`.
        Some(unsafe { std::slice::from_raw_parts_mut(start, len) })
    }

    /// All bytes, to be read.
    pub fn as_slice<'a>(self) -> &'a [u8] {
        self.read(0, self.len() as i32).unwrap_or(&[])
    }

    /// All bytes, to be written.
    pub fn as_mut_slice<'a>(self) -> &'a mut [u8] {
        self.range(0, self.len() as i32).unwrap_or(&mut [])
    }

    fn array<const N: usize>(self, pos: i32) -> [u8; N] {
        match self.read(pos, N as i32) {
            Some(range) => std::array::from_fn(|i| range[i]),
            None => [0; N],
        }
    }

    fn put(self, pos: i32, bytes: &[u8]) {
        if let Some(range) = self.range(pos, bytes.len() as i32) {
            range.copy_from_slice(bytes);
        }
    }
}

/// `len` zero bytes.
pub fn with_len(len: usize) -> Res<Ref> {
    if len >= 1 << 16 && !heap::heap().may_allocate(len) {
        return Err(exception::out_of_memory());
    }
    let data = if len == 0 {
        std::ptr::null_mut()
    } else {
        heap::alloc_bytes(len)
    };
    let object = heap::alloc(core().desc(Core::Bytes), size_of::<BytesObj>());
    // SAFETY: just allocated with this size.
    unsafe {
        let bytes = object.0.cast::<BytesObj>();
        (*bytes).data.set(data);
        (*bytes).len.set(len as u32);
    }
    Ok(object)
}

/// A copy of bytes from Rust.
pub fn new(bytes: &[u8]) -> Res<Ref> {
    let object = with_len(bytes.len())?;
    receiver(object)?.as_mut_slice().copy_from_slice(bytes);
    Ok(object)
}

pub fn receiver(object: Ref) -> Res<Bytes> {
    Bytes::from_ref(object).ok_or_else(exception::null_access)
}

/// Appends to a buffer, whose storage is a blob with room.
fn append(buffer: Bytes, text: &[u8], units: usize) -> Res<()> {
    let obj = buffer.obj();
    let len = obj.len.get() as usize;
    let cap = if obj.data.get().is_null() {
        0
    } else {
        // SAFETY: a blob's size stands 8 bytes before its data.
        unsafe { obj.data.get().sub(8).cast::<usize>().read() }
    };
    if len + text.len() > cap {
        let new_cap = (2 * cap).max(len + text.len()).max(64);
        if new_cap > string::MAX_BYTES {
            return Err(exception::error("String too long"));
        }
        if new_cap >= 1 << 16 && !heap::heap().may_allocate(new_cap) {
            return Err(exception::out_of_memory());
        }
        let data = heap::alloc_bytes(new_cap);
        // SAFETY: the new storage is larger, and not the old one.
        unsafe { std::ptr::copy_nonoverlapping(obj.data.get().cast_const(), data, len) };
        obj.data.set(data);
    }
    // SAFETY: there is room now.
    unsafe { std::ptr::copy_nonoverlapping(text.as_ptr(), obj.data.get().add(len), text.len()) };
    obj.len.set((len + text.len()) as u32);
    obj.units.set(obj.units.get() + units as u32);
    Ok(())
}

entries! {
    /// `len` zero bytes.
    throws fn rayzor_bytes_alloc(len: i32) -> Ref {
        match usize::try_from(len) {
            Ok(len) => with_len(len),
            Err(_) => Err(exception::error("Negative length")),
        }
    }

    leaf fn rayzor_bytes_length(bytes: Ref) -> i32 {
        Bytes::from_ref(bytes).map_or(0, |bytes| bytes.len() as i32)
    }

    leaf fn rayzor_bytes_get(bytes: Ref, pos: i32) -> i32 {
        Bytes::from_ref(bytes).map_or(0, |bytes| i32::from(bytes.array::<1>(pos)[0]))
    }

    leaf fn rayzor_bytes_set(bytes: Ref, pos: i32, value: i32) {
        if let Some(bytes) = Bytes::from_ref(bytes) {
            bytes.put(pos, &[value as u8]);
        }
    }

    /// Copies `len` bytes of `src` from `src_pos` to `pos`; nothing unless both ranges exist.
    throws fn rayzor_bytes_blit(dst: Ref, pos: i32, src: Ref, src_pos: i32, len: i32) {
        let (dst, src) = (receiver(dst)?, receiver(src)?);
        if let (Some((to, n)), Some((from, _))) = (dst.place(pos, len), src.place(src_pos, len)) {
            // SAFETY: both ranges exist; they may overlap.
            unsafe { std::ptr::copy(from, to, n) };
        }
        Ok(())
    }

    leaf fn rayzor_bytes_fill(bytes: Ref, pos: i32, len: i32, value: i32) {
        if let Some(range) = Bytes::from_ref(bytes).and_then(|bytes| bytes.range(pos, len)) {
            range.fill(value as u8);
        }
    }

    throws fn rayzor_bytes_sub(bytes: Ref, pos: i32, len: i32) -> Ref {
        let bytes = receiver(bytes)?;
        let copy = with_len(len.max(0) as usize)?;
        if let Some(range) = bytes.read(pos, len) {
            receiver(copy)?.as_mut_slice().copy_from_slice(range);
        }
        Ok(copy)
    }

    throws fn rayzor_bytes_compare(a: Ref, b: Ref) -> i32 {
        Ok(receiver(a)?.as_slice().cmp(receiver(b)?.as_slice()) as i32)
    }

    /// The UTF-8 of a string.
    throws fn rayzor_bytes_of_string(s: Ref) -> Ref {
        new(string::receiver(s)?.bytes())
    }

    /// A string of UTF-8.
    throws fn rayzor_bytes_get_string(bytes: Ref, pos: i32, len: i32) -> Ref {
        Ok(string::from_bytes(receiver(bytes)?.read(pos, len).unwrap_or(&[])))
    }

    leaf fn rayzor_bytes_get_u16(bytes: Ref, pos: i32) -> i32 {
        Bytes::from_ref(bytes).map_or(0, |bytes| i32::from(u16::from_le_bytes(bytes.array(pos))))
    }

    leaf fn rayzor_bytes_set_u16(bytes: Ref, pos: i32, value: i32) {
        if let Some(bytes) = Bytes::from_ref(bytes) {
            bytes.put(pos, &(value as u16).to_le_bytes());
        }
    }

    leaf fn rayzor_bytes_get_i32(bytes: Ref, pos: i32) -> i32 {
        Bytes::from_ref(bytes).map_or(0, |bytes| i32::from_le_bytes(bytes.array(pos)))
    }

    leaf fn rayzor_bytes_set_i32(bytes: Ref, pos: i32, value: i32) {
        if let Some(bytes) = Bytes::from_ref(bytes) {
            bytes.put(pos, &value.to_le_bytes());
        }
    }

    leaf fn rayzor_bytes_get_i64(bytes: Ref, pos: i32) -> i64 {
        Bytes::from_ref(bytes).map_or(0, |bytes| i64::from_le_bytes(bytes.array(pos)))
    }

    leaf fn rayzor_bytes_set_i64(bytes: Ref, pos: i32, value: i64) {
        if let Some(bytes) = Bytes::from_ref(bytes) {
            bytes.put(pos, &value.to_le_bytes());
        }
    }

    leaf fn rayzor_bytes_get_f32(bytes: Ref, pos: i32) -> f64 {
        Bytes::from_ref(bytes).map_or(0.0, |bytes| f64::from(f32::from_le_bytes(bytes.array(pos))))
    }

    leaf fn rayzor_bytes_set_f32(bytes: Ref, pos: i32, value: f64) {
        if let Some(bytes) = Bytes::from_ref(bytes) {
            bytes.put(pos, &(value as f32).to_le_bytes());
        }
    }

    leaf fn rayzor_bytes_get_f64(bytes: Ref, pos: i32) -> f64 {
        Bytes::from_ref(bytes).map_or(0.0, |bytes| f64::from_le_bytes(bytes.array(pos)))
    }

    leaf fn rayzor_bytes_set_f64(bytes: Ref, pos: i32, value: f64) {
        if let Some(bytes) = Bytes::from_ref(bytes) {
            bytes.put(pos, &value.to_le_bytes());
        }
    }

    /// A buffer that strings are appended to.
    throws fn rayzor_strbuf_new() -> Ref {
        with_len(0)
    }

    throws fn rayzor_strbuf_add_string(buffer: Ref, s: Ref) {
        match Str::from_ref(s) {
            Some(s) => append(receiver(buffer)?, s.bytes(), s.len()),
            None => append(receiver(buffer)?, b"null", 4),
        }
    }

    throws fn rayzor_strbuf_add_char(buffer: Ref, code: i32) {
        let char = u32::try_from(code).ok().and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER);
        append(receiver(buffer)?, char.encode_utf8(&mut [0; 4]).as_bytes(), 1)
    }

    throws fn rayzor_strbuf_length(buffer: Ref) -> i32 {
        Ok(receiver(buffer)?.obj().units.get() as i32)
    }

    throws fn rayzor_strbuf_to_string(buffer: Ref) -> Ref {
        let bytes = receiver(buffer)?.as_slice();
        // SAFETY: only whole strings and characters were appended.
        Ok(string::new(unsafe { std::str::from_utf8_unchecked(bytes) }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exception::take_pending;
    use crate::instance::{Config, Runtime};

    #[test]
    fn numbers_are_little_endian_and_the_outside_is_quiet() {
        let _runtime = Runtime::start(Config::for_tests());
        let bytes = rayzor_bytes_alloc(8);
        rayzor_bytes_set_i32(bytes, 0, 0x0403_0201);
        assert_eq!(rayzor_bytes_get(bytes, 1), 2);
        assert_eq!(rayzor_bytes_get_u16(bytes, 2), 0x0403);
        rayzor_bytes_set_f64(bytes, 0, 1.5);
        assert_eq!(rayzor_bytes_get_f64(bytes, 0), 1.5);
        rayzor_bytes_set_f32(bytes, 4, 0.5);
        assert_eq!(rayzor_bytes_get_f32(bytes, 4), 0.5);
        rayzor_bytes_set_f64(bytes, 1, 9.0);
        rayzor_bytes_set(bytes, -1, 9);
        assert_eq!(
            (rayzor_bytes_get(bytes, 8), rayzor_bytes_get_f64(bytes, 1)),
            (0, 0.0)
        );
        assert_eq!(rayzor_bytes_get_i32(bytes, i32::MAX), 0);
        rayzor_bytes_alloc(-1);
        assert!(take_pending().is_some());
    }

    #[test]
    fn blocks_move_within_themselves() {
        let _runtime = Runtime::start(Config::for_tests());
        let bytes = rayzor_bytes_of_string(string::new("abcdef"));
        rayzor_bytes_blit(bytes, 1, bytes, 0, 4);
        assert_eq!(
            string::text_or_null(rayzor_bytes_get_string(bytes, 0, 6)),
            "aabcdf"
        );
        rayzor_bytes_fill(bytes, 4, 2, i32::from(b'x'));
        assert_eq!(
            string::text_or_null(rayzor_bytes_get_string(rayzor_bytes_sub(bytes, 3, 3), 0, 3)),
            "cxx"
        );
        assert!(rayzor_bytes_compare(bytes, rayzor_bytes_of_string(string::new("ab"))) < 0);
    }

    #[test]
    fn a_buffer_grows() {
        let _runtime = Runtime::start(Config::for_tests());
        let buffer = rayzor_strbuf_new();
        let mut expected = String::new();
        for i in 0..500 {
            rayzor_strbuf_add_string(buffer, string::new(&i.to_string()));
            rayzor_strbuf_add_char(buffer, 0xE9);
            expected.push_str(&format!("{i}é"));
        }
        rayzor_strbuf_add_string(buffer, Ref::NULL);
        expected.push_str("null");
        assert_eq!(
            string::text_or_null(rayzor_strbuf_to_string(buffer)),
            expected
        );
        assert_eq!(
            rayzor_strbuf_length(buffer) as usize,
            expected.chars().count()
        );
    }
}
