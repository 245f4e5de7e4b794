//! Address space in blocks: which are free, what the others hold, and the mark table.

use super::class::{BLOCK, CLASS_SIZES, GRANULE, N_CLASSES};
use crate::os;
use std::collections::BTreeMap;

/// Block kinds beside the size classes `0..N_CLASSES`.
pub const LARGE: u8 = 0xF0;
const LARGE_REST: u8 = 0xF1;
const FREE: u8 = 0xFF;

#[cfg(not(miri))]
const RESERVATIONS: [usize; 4] = [256 << 30, 64 << 30, 8 << 30, 1 << 30];
#[cfg(miri)]
const RESERVATIONS: [usize; 1] = [8 << 20];

/// Freed ranges of at least this many blocks give their memory back to the system.
const DECOMMIT_BLOCKS: u32 = 16;

#[derive(Clone, Copy, Debug)]
pub struct BlockInfo {
    pub class: u8,
    /// Not known to be zero.
    dirty: bool,
    /// Marked cells.
    pub live: u32,
    /// Of a large object: its number of blocks at the head, the distance to the head elsewhere.
    pub span: u32,
}

#[derive(Debug)]
pub struct Space {
    base: usize,
    max_blocks: usize,
    /// One byte per granule.
    marks: *mut u8,
    blocks: Vec<BlockInfo>,
    /// Free blocks below `blocks.len()`: first → how many.
    free: BTreeMap<u32, u32>,
    n_free: usize,
    /// `offset * reciprocal >> 32` divides by the cell size, exactly for offsets below 64 Ki.
    reciprocals: [u64; N_CLASSES],
}

impl Space {
    pub fn reserve() -> Space {
        for len in RESERVATIONS {
            let heap = os::reserve(len + BLOCK);
            let marks = os::reserve(len / GRANULE);
            if heap.is_null() || marks.is_null() {
                continue;
            }
            return Space {
                base: (heap as usize).next_multiple_of(BLOCK),
                max_blocks: len / BLOCK,
                marks,
                blocks: Vec::new(),
                free: BTreeMap::new(),
                n_free: 0,
                reciprocals: CLASS_SIZES.map(|size| (1u64 << 32).div_ceil(u64::from(size))),
            };
        }
        crate::fatal("Out of memory")
    }

    /// Forgets every object.
    pub fn clear(&mut self) {
        let len = self.blocks.len() * BLOCK;
        // SAFETY: all of it is ours, and nobody has references into it any more.
        unsafe {
            os::decommit(self.base as *mut u8, len);
            os::decommit(self.marks, len / GRANULE);
        }
        self.blocks.clear();
        self.free.clear();
        self.n_free = 0;
    }

    pub fn n_blocks(&self) -> u32 {
        self.blocks.len() as u32
    }

    pub fn used_blocks(&self) -> usize {
        self.blocks.len() - self.n_free
    }

    pub fn info(&self, block: u32) -> BlockInfo {
        self.blocks[block as usize]
    }

    pub fn block_start(&self, block: u32) -> usize {
        self.base + block as usize * BLOCK
    }

    /// Takes `n` blocks in a row, zeroed, for a class or a large object. Returns their address.
    pub fn take_blocks(&mut self, n: usize, class: u8) -> Option<usize> {
        let first = self.find_free(n).or_else(|| self.grow(n))?;
        for block in first as usize..first as usize + n {
            if self.blocks[block].dirty {
                let start = self.block_start(block as u32) as *mut u8;
                // SAFETY: a free block of ours.
                unsafe { std::ptr::write_bytes(start, 0, BLOCK) };
            }
            self.blocks[block] = BlockInfo {
                class: if class == LARGE && block != first as usize {
                    LARGE_REST
                } else {
                    class
                },
                dirty: true,
                live: 0,
                span: block as u32 - first,
            };
        }
        if class == LARGE {
            self.blocks[first as usize].span = n as u32;
        }
        Some(self.block_start(first))
    }

    /// First fit among the free blocks.
    fn find_free(&mut self, n: usize) -> Option<u32> {
        let (&first, &len) = self.free.iter().find(|&(_, &len)| len as usize >= n)?;
        self.free.remove(&first);
        if len as usize > n {
            self.free.insert(first + n as u32, len - n as u32);
        }
        self.n_free -= n;
        Some(first)
    }

    fn grow(&mut self, n: usize) -> Option<u32> {
        let first = self.blocks.len();
        if n > self.max_blocks - first {
            return None;
        }
        let start = self.base + first * BLOCK;
        let marks = (first * BLOCK / GRANULE, n * BLOCK / GRANULE);
        // SAFETY: the mark table covers the whole reservation.
        let marks_start = unsafe { self.marks.add(marks.0) };
        if !os::commit(start as *mut u8, n * BLOCK) || !os::commit(marks_start, marks.1) {
            return None;
        }
        let fresh = BlockInfo {
            class: FREE,
            dirty: false,
            live: 0,
            span: 0,
        };
        self.blocks.extend(std::iter::repeat_n(fresh, n));
        Some(first as u32)
    }

    /// Makes `n` blocks free again.
    pub fn free_blocks(&mut self, first: u32, n: u32) {
        let is_clean = n >= DECOMMIT_BLOCKS;
        if is_clean {
            let start = self.block_start(first) as *mut u8;
            // SAFETY: nobody has references into these blocks any more.
            unsafe { os::decommit(start, n as usize * BLOCK) };
        }
        for info in &mut self.blocks[first as usize..(first + n) as usize] {
            *info = BlockInfo {
                class: FREE,
                dirty: !is_clean,
                live: 0,
                span: 0,
            };
        }
        self.n_free += n as usize;
        let (mut first, mut n) = (first, n);
        if let Some(after) = self.free.remove(&(first + n)) {
            n += after;
        }
        if let Some((&before, &len)) = self.free.range(..first).next_back()
            && before + len == first
        {
            first = before;
            n += len;
        }
        self.free.insert(first, n);
    }

    pub fn clear_marks(&mut self) {
        // SAFETY: the mark table covers all blocks.
        unsafe { std::ptr::write_bytes(self.marks, 0, self.blocks.len() * BLOCK / GRANULE) };
        for info in &mut self.blocks {
            info.live = 0;
        }
    }

    /// Whether the cell that starts at `cell` is marked.
    #[inline]
    pub fn is_marked(&self, cell: usize) -> bool {
        // SAFETY: cells lie below the highest block, which the table covers.
        unsafe { *self.marks.add((cell - self.base) / GRANULE) != 0 }
    }

    /// The start of the cell that `address` points into, if it is in a block in use.
    #[inline]
    pub fn cell_of(&self, address: usize) -> Option<usize> {
        self.locate(address).map(|(cell, _)| cell)
    }

    #[inline]
    fn locate(&self, address: usize) -> Option<(usize, usize)> {
        let offset = address.wrapping_sub(self.base);
        let block = offset / BLOCK;
        let info = self.blocks.get(block)?;
        if (info.class as usize) < N_CLASSES {
            let size = CLASS_SIZES[info.class as usize] as usize;
            let cell = ((offset % BLOCK) as u64 * self.reciprocals[info.class as usize]) >> 32;
            let start = cell as usize * size;
            return (start + size <= BLOCK).then_some((self.base + block * BLOCK + start, block));
        }
        match info.class {
            LARGE => Some((self.base + block * BLOCK, block)),
            LARGE_REST => {
                let head = block - info.span as usize;
                Some((self.base + head * BLOCK, head))
            }
            _ => None,
        }
    }

    /// Marks the cell that `address` points into. The cell, if it was not marked yet; it may turn out
    /// to be free, see [`Space::unmark`].
    #[inline]
    pub fn mark(&mut self, address: usize) -> Option<usize> {
        let (cell, block) = self.locate(address)?;
        // SAFETY: the table covers all blocks.
        unsafe {
            let mark = self.marks.add((cell - self.base) / GRANULE);
            if *mark != 0 {
                return None;
            }
            *mark = 1;
        }
        self.blocks[block].live += 1;
        Some(cell)
    }

    /// Takes the mark of a free cell back.
    pub fn unmark(&mut self, cell: usize) {
        if let Some((cell, block)) = self.locate(cell) {
            // SAFETY: as in `mark`.
            unsafe { *self.marks.add((cell - self.base) / GRANULE) = 0 };
            self.blocks[block].live -= 1;
        }
    }
}
