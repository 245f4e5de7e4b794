//! Raw memory: `malloc`, `realloc`, `free` over Rust's allocator, for `rayzor.Vec` and everything
//! else that manages its own bytes. Not seen by the collector.
//!
//! Every block is preceded by its size, so freeing needs none and the total is known. A request
//! that cannot be met (too large, over the memory limit) gives null, never an abort. A block of size
//! 0 is a real block: distinct, freeable, of no usable bytes. Freeing null does nothing.

use crate::abi::{Res, entries};
use crate::exception;
use std::alloc::{Layout, alloc, dealloc, realloc};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Alignment of every block, and the room its size takes before it.
pub const ALIGN: usize = 16;

static USED: AtomicUsize = AtomicUsize::new(0);
static LIMIT: AtomicUsize = AtomicUsize::new(usize::MAX);

/// Bytes in raw blocks now, their size words included.
pub fn used() -> usize {
    USED.load(Ordering::Relaxed)
}

/// Requests beyond this total are refused.
pub fn set_limit(bytes: usize) {
    LIMIT.store(bytes, Ordering::Relaxed);
}

fn block_layout(size: i64) -> Option<Layout> {
    let size = usize::try_from(size).ok()?.checked_add(ALIGN)?;
    Layout::from_size_align(size, ALIGN).ok()
}

/// Counts `bytes` more, unless that is over the limit.
fn reserve(bytes: usize) -> bool {
    let limit = LIMIT.load(Ordering::Relaxed);
    let more = |used: usize| used.checked_add(bytes).filter(|&used| used <= limit);
    USED.fetch_update(Ordering::Relaxed, Ordering::Relaxed, more)
        .is_ok()
}

fn release(bytes: usize) {
    USED.fetch_sub(bytes, Ordering::Relaxed);
}

fn or_throw(block: *mut u8) -> Res<*mut u8> {
    if block.is_null() {
        Err(exception::out_of_memory())
    } else {
        Ok(block)
    }
}

entries! {
    /// A new block of `size` bytes with undefined content, or null.
    leaf fn rayzor_malloc(size: i64) -> *mut u8 {
        let Some(layout) = block_layout(size) else { return std::ptr::null_mut() };
        if !reserve(layout.size()) {
            return std::ptr::null_mut();
        }
        // SAFETY: the layout's size is at least ALIGN, so not zero.
        let start = unsafe { alloc(layout) };
        if start.is_null() {
            release(layout.size());
            return start;
        }
        // SAFETY: the block has ALIGN bytes before the part that is handed out.
        unsafe {
            start.cast::<usize>().write(layout.size());
            start.add(ALIGN)
        }
    }

    /// The block with `size` bytes, moved if need be; what fits both sizes keeps its content. Null
    /// leaves the old block as it was. `rayzor_realloc(null, n)` is `rayzor_malloc(n)`.
    leaf fn rayzor_realloc(block: *mut u8, size: i64) -> *mut u8 {
        if block.is_null() {
            return rayzor_malloc(size);
        }
        let Some(new) = block_layout(size) else { return std::ptr::null_mut() };
        // SAFETY: the block came from `rayzor_malloc`, which wrote its size ALIGN bytes before.
        let (start, old_size) = unsafe {
            let start = block.sub(ALIGN);
            (start, start.cast::<usize>().read())
        };
        let growth = new.size().saturating_sub(old_size);
        if !reserve(growth) {
            return std::ptr::null_mut();
        }
        // SAFETY: allocated with this size and alignment; the new size is valid and not zero.
        let moved = unsafe {
            realloc(start, Layout::from_size_align_unchecked(old_size, ALIGN), new.size())
        };
        if moved.is_null() {
            release(growth);
            return moved;
        }
        release(old_size.saturating_sub(new.size()));
        // SAFETY: as in `rayzor_malloc`.
        unsafe {
            moved.cast::<usize>().write(new.size());
            moved.add(ALIGN)
        }
    }

    /// Gives a block back. Null is ignored.
    leaf fn rayzor_free(block: *mut u8) {
        if block.is_null() {
            return;
        }
        // SAFETY: the block came from `rayzor_malloc` or `rayzor_realloc`, which wrote its size.
        unsafe {
            let start = block.sub(ALIGN);
            let size = start.cast::<usize>().read();
            dealloc(start, Layout::from_size_align_unchecked(size, ALIGN));
            release(size);
        }
    }

    /// The same three for `rayzor.rt.Memory`: what cannot be met is thrown.
    throws fn rayzor_memory_alloc(size: i32) -> *mut u8 {
        or_throw(rayzor_malloc(i64::from(size)))
    }

    throws fn rayzor_memory_realloc(block: *mut u8, size: i32) -> *mut u8 {
        or_throw(rayzor_realloc(block, i64::from(size)))
    }

    leaf fn rayzor_memory_free(block: *mut u8) {
        rayzor_free(block);
    }

    /// The size a block was asked with; 0 for null.
    leaf fn rayzor_malloc_size(block: *mut u8) -> i64 {
        if block.is_null() {
            return 0;
        }
        // SAFETY: as in `rayzor_free`.
        let size = unsafe { block.sub(ALIGN).cast::<usize>().read() };
        (size - ALIGN) as i64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    // The total is one for the process.
    static ALONE: Mutex<()> = Mutex::new(());

    fn fill(block: *mut u8, bytes: &[u8]) {
        // SAFETY: the callers ask for at least that many bytes.
        unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), block, bytes.len()) }
    }

    fn read(block: *mut u8, len: usize) -> Vec<u8> {
        // SAFETY: the callers filled at least `len` bytes.
        unsafe { std::slice::from_raw_parts(block, len).to_vec() }
    }

    #[test]
    fn blocks_keep_their_content_and_are_counted() {
        let _alone = ALONE.lock().unwrap();
        let before = used();
        let block = rayzor_malloc(3);
        assert_eq!(block as usize % ALIGN, 0);
        fill(block, &[1, 2, 3]);
        let block = rayzor_realloc(block, 100_000);
        assert_eq!(read(block, 3), [1, 2, 3]);
        assert_eq!(rayzor_malloc_size(block), 100_000);
        assert_eq!(used() - before, 100_000 + ALIGN);
        let block = rayzor_realloc(block, 2);
        assert_eq!(read(block, 2), [1, 2]);
        rayzor_free(block);
        assert_eq!(used(), before);
    }

    #[test]
    fn nothing_is_a_size() {
        let _alone = ALONE.lock().unwrap();
        let (one, two) = (rayzor_malloc(0), rayzor_malloc(0));
        assert!(!one.is_null() && one != two);
        let one = rayzor_realloc(one, 8);
        fill(one, &[7; 8]);
        let one = rayzor_realloc(one, 0);
        assert!(!one.is_null());
        rayzor_free(one);
        rayzor_free(two);
        rayzor_free(std::ptr::null_mut());
        let block = rayzor_realloc(std::ptr::null_mut(), 4);
        assert_eq!(rayzor_malloc_size(block), 4);
        rayzor_free(block);
        assert_eq!(rayzor_malloc_size(std::ptr::null_mut()), 0);
    }

    #[test]
    fn what_cannot_be_met_is_null() {
        let _alone = ALONE.lock().unwrap();
        let before = used();
        for size in [i64::MAX, i64::MIN, -1, i64::MAX - 15] {
            assert!(rayzor_malloc(size).is_null());
        }
        let block = rayzor_malloc(4);
        fill(block, &[9; 4]);
        assert!(rayzor_realloc(block, i64::MAX).is_null());
        assert_eq!(read(block, 4), [9; 4]);
        set_limit(used() + 1000);
        assert!(rayzor_malloc(1000).is_null());
        assert!(rayzor_realloc(block, 2000).is_null());
        let other = rayzor_malloc(500);
        assert!(!other.is_null());
        set_limit(usize::MAX);
        rayzor_free(other);
        rayzor_free(block);
        assert_eq!(used(), before);
    }
}
