//! The garbage-collected heap: non-moving mark-sweep.
//!
//! One range of address space is cut into 64 KiB blocks. A block holds cells of one size class, or is
//! part of a large object. Allocation takes from a zeroed run of free cells by adding to a pointer,
//! which compiled code does inline; an empty run is replaced from the class's other runs, from
//! blocks not yet swept, from a new block, and at last by collecting. Heap objects are traced
//! precisely by their descriptors; stacks are scanned conservatively, pointers into the middle of an
//! object included.
//!
//! A cell whose first word is zero is free. Sweeping zeroes what it frees, one block at a time when
//! the block is needed, so the memory is warm when it is handed out.

pub mod class;
mod mark;
mod space;
mod tests;

use crate::abi::entries;
use crate::core::core;
use crate::ctx::{AllocRun, ctx};
use crate::desc::{Kind, NativeObj, Obj, Ref, TypeDesc};
use crate::exception::Thrown;
use crate::word::Word;
use class::{BLOCK, CLASS_SIZES, GRANULE, N_CLASSES, size_class};
use space::Space;
use std::any::Any;

/// Collect no sooner than after this many bytes.
const MIN_BUDGET: isize = 16 << 20;

#[derive(Debug, Default)]
struct ClassState {
    /// Free, zeroed runs.
    runs: Vec<(usize, usize)>,
    /// Blocks with free cells that nobody has looked for yet.
    unswept: Vec<u32>,
}

#[derive(Debug)]
pub struct Heap {
    space: Space,
    classes: [ClassState; N_CLASSES],
    /// Bytes that may still be allocated before the next collection.
    budget: isize,
    /// Bytes allocated since the last one.
    allocated: usize,
    limit: usize,
    /// Collect at every allocation.
    stress: bool,
    collecting: bool,
    /// Over the limit already: what is allocated now is for the handlers of that exception.
    out_of_memory: bool,
    mark_stack: Vec<Ref>,
    /// Objects to finalise.
    natives: Vec<Ref>,
    /// Static variables and whatever else holds references outside heap and stack: address, words.
    root_ranges: Vec<(usize, usize)>,
    handles: Vec<Word>,
    free_handles: Vec<u32>,
    /// Highest address of the running thread's stack.
    stack_base: usize,
    /// Stacks of threads that wait: lowest live address, base.
    parked_stacks: Vec<(usize, usize)>,
    pub stats: Stats,
}

#[derive(Clone, Copy, Debug, Default)]
pub struct Stats {
    pub collections: u64,
    pub nanos: u64,
    pub live_bytes: usize,
}

/// A reference held from Rust's side of the heap.
#[derive(Debug)]
pub struct Handle(u32);

struct Global(std::cell::UnsafeCell<Option<Heap>>);
// SAFETY: only the thread that runs Haxe code touches the heap.
unsafe impl Sync for Global {}
static HEAP: Global = Global(std::cell::UnsafeCell::new(None));

/// The heap. Panics before [`start`].
pub(crate) fn heap() -> &'static mut Heap {
    // SAFETY: one thread at a time runs Haxe code, and no method of the heap calls back out while it
    // holds this reference.
    unsafe { (*HEAP.0.get()).as_mut().expect("the runtime is started") }
}

/// Makes a fresh heap. Whatever was in the old one is gone.
pub(crate) fn start(limit: usize, stress: bool) {
    // SAFETY: nobody runs Haxe code while the runtime starts.
    let slot = unsafe { &mut *HEAP.0.get() };
    let space = match slot.take() {
        Some(old) => old.close(),
        None => Space::reserve(),
    };
    *slot = Some(Heap {
        space,
        classes: std::array::from_fn(|_| ClassState::default()),
        budget: MIN_BUDGET.min(limit as isize / 4),
        allocated: 0,
        limit,
        stress,
        collecting: false,
        out_of_memory: false,
        mark_stack: Vec::new(),
        natives: Vec::new(),
        root_ranges: Vec::new(),
        handles: Vec::new(),
        free_handles: Vec::new(),
        stack_base: crate::os::stack_bounds().1,
        parked_stacks: Vec::new(),
        stats: Stats::default(),
    });
    // SAFETY: as above.
    unsafe { (*ctx()).alloc = [AllocRun { cur: 0, end: 0 }; N_CLASSES] };
}

/// A new object of `size` bytes, all zero behind the header.
#[inline]
pub fn alloc(desc: *const TypeDesc, size: usize) -> Ref {
    let Some(class) = size_class(size) else {
        return heap().alloc_large(desc, size);
    };
    // SAFETY: `cur..end` is free memory of this class that only this thread takes from.
    unsafe {
        let run = &mut (*ctx()).alloc[class];
        let start = run.cur;
        let next = start + CLASS_SIZES[class] as usize;
        if start == 0 || next > run.end {
            return heap().alloc_slow(desc, class);
        }
        run.cur = next;
        let object = start as *mut Obj;
        (*object).desc = desc;
        Ref(object)
    }
}

/// Storage behind an array or a string: a header, its size, the bytes.
pub const BLOB_DATA: usize = 16;

/// A blob with room for `len` zeroed bytes, not traced. Returns where the bytes are.
pub fn alloc_bytes(len: usize) -> *mut u8 {
    blob(core().blob, len)
}

/// A blob with room for `n` words, traced.
pub fn alloc_words(n: usize) -> *mut Word {
    blob(core().blob_words, n * 8).cast()
}

fn blob(desc: *const TypeDesc, len: usize) -> *mut u8 {
    let object = alloc(desc, BLOB_DATA + len);
    // SAFETY: the object has at least the two words of a blob's header.
    unsafe {
        object.0.cast::<usize>().add(1).write(len);
        object.0.cast::<u8>().add(BLOB_DATA)
    }
}

/// An object that owns `payload` until the collector finds it dead or [`close_native`] is called.
pub fn alloc_native(payload: impl Any) -> Ref {
    let payload: *mut Box<dyn Any> = Box::into_raw(Box::new(Box::new(payload)));
    let object = alloc(core().native, size_of::<NativeObj>());
    // SAFETY: just allocated with this size.
    unsafe { (*object.0.cast::<NativeObj>()).payload = payload };
    heap().natives.push(object);
    object
}

/// The Rust value in a native object, if it is of type `T` and not closed.
pub fn native<'a, T: Any>(object: Ref) -> Option<&'a mut T> {
    if !object.is(Kind::Native) {
        return None;
    }
    // SAFETY: the kind says what the object is; the payload is a live box or null. The reference is
    // used before the next allocation or call into Haxe.
    unsafe {
        let payload = (*object.0.cast::<NativeObj>()).payload;
        if payload.is_null() {
            None
        } else {
            (*payload).downcast_mut()
        }
    }
}

/// Drops the value of a native object early.
pub fn close_native(object: Ref) {
    if object.is(Kind::Native) {
        // SAFETY: the kind says what the object is; the payload is dropped once, as it becomes null.
        unsafe {
            let native = object.0.cast::<NativeObj>();
            let payload = std::mem::replace(&mut (*native).payload, std::ptr::null_mut());
            if !payload.is_null() {
                drop(Box::from_raw(payload));
            }
        }
    }
}

impl Handle {
    pub fn new(value: Word) -> Handle {
        let heap = heap();
        match heap.free_handles.pop() {
            Some(slot) => {
                heap.handles[slot as usize] = value;
                Handle(slot)
            }
            None => {
                heap.handles.push(value);
                Handle(heap.handles.len() as u32 - 1)
            }
        }
    }

    pub fn get(&self) -> Word {
        heap().handles[self.0 as usize]
    }

    pub fn set(&self, value: Word) {
        heap().handles[self.0 as usize] = value;
    }

    pub fn free(self) {
        let heap = heap();
        heap.handles[self.0 as usize] = Word::NULL;
        heap.free_handles.push(self.0);
    }
}

impl Heap {
    fn close(mut self) -> Space {
        for native in std::mem::take(&mut self.natives) {
            close_native(native);
        }
        self.space.clear();
        self.space
    }

    #[cold]
    #[inline(never)]
    fn alloc_slow(&mut self, desc: *const TypeDesc, class: usize) -> Ref {
        let size = CLASS_SIZES[class] as usize;
        if self.stress {
            self.collect();
        }
        let (start, mut end) = self.take_run(class);
        if self.stress && end - start > size {
            self.classes[class].runs.push((start + size, end));
            end = start + size;
        }
        self.budget -= (end - start) as isize;
        self.allocated += end - start;
        // SAFETY: the run is free, zeroed and at least one cell long.
        unsafe {
            (*ctx()).alloc[class] = AllocRun {
                cur: start + size,
                end,
            };
            let object = start as *mut Obj;
            (*object).desc = desc;
            Ref(object)
        }
    }

    fn take_run(&mut self, class: usize) -> (usize, usize) {
        loop {
            if let Some(run) = self.classes[class].runs.pop() {
                return run;
            }
            if let Some(block) = self.classes[class].unswept.pop() {
                self.sweep_block(block, class);
                continue;
            }
            if self.budget <= 0 || !self.has_room(BLOCK) {
                // Collecting again and again for a few cells each time is being out of memory.
                let is_thrashing = self.allocated < self.limit / 64 && !self.has_room(BLOCK);
                self.collect();
                let state = &self.classes[class];
                let is_full = state.runs.is_empty() && state.unswept.is_empty();
                if !is_thrashing && !is_full {
                    continue;
                }
                self.check_limit(BLOCK);
            }
            let Some(start) = self.space.take_blocks(1, class as u8) else {
                self.exhausted()
            };
            let cells = BLOCK / CLASS_SIZES[class] as usize;
            return (start, start + cells * CLASS_SIZES[class] as usize);
        }
    }

    #[cold]
    #[inline(never)]
    fn alloc_large(&mut self, desc: *const TypeDesc, size: usize) -> Ref {
        if self.stress || self.budget <= 0 || !self.has_room(size) {
            self.collect();
            self.check_limit(size);
        }
        self.budget -= size as isize;
        self.allocated += size;
        let n_blocks = size.div_ceil(BLOCK);
        let mut taken = self.space.take_blocks(n_blocks, space::LARGE);
        if taken.is_none() {
            self.collect();
            taken = self.space.take_blocks(n_blocks, space::LARGE);
        }
        let Some(start) = taken else { self.exhausted() };
        let object = start as *mut Obj;
        // SAFETY: the blocks are ours and zeroed.
        unsafe { (*object).desc = desc };
        Ref(object)
    }

    fn has_room(&self, bytes: usize) -> bool {
        self.used_bytes().saturating_add(bytes) <= self.limit
    }

    /// Bytes in blocks, and raw memory.
    pub fn used_bytes(&self) -> usize {
        self.space.used_blocks() * BLOCK + crate::memory::used()
    }

    /// Whether an object of `size` bytes may be made at all; callers that can fail ask before large
    /// requests, so that they throw instead of exhausting the heap.
    pub fn may_allocate(&mut self, size: usize) -> bool {
        if self.has_room(size) {
            return true;
        }
        self.collect();
        self.has_room(size)
    }

    /// Over the limit after a collection: an exception is left pending, which the entry point that
    /// allocates raises when it returns, and an eighth more is allowed for whoever handles it.
    fn check_limit(&mut self, bytes: usize) {
        if self.has_room(bytes) {
            self.out_of_memory = false;
            return;
        }
        let reserve = self.limit / 8 + (1 << 20);
        if self.used_bytes().saturating_add(bytes) > self.limit.saturating_add(reserve) {
            self.exhausted();
        }
        if !self.out_of_memory {
            self.out_of_memory = true;
            crate::exception::set_pending(Thrown(Word::reference(core().out_of_memory)));
        }
    }

    fn exhausted(&self) -> ! {
        crate::fatal("Out of memory")
    }

    /// Frees everything that cannot be reached.
    pub fn collect(&mut self) {
        if self.collecting {
            return;
        }
        self.collecting = true;
        let started = std::time::Instant::now();
        self.finish_sweep();
        // SAFETY: the rests of the runs are zeroed cells; sweeping finds them again.
        unsafe { (*ctx()).alloc = [AllocRun { cur: 0, end: 0 }; N_CLASSES] };
        self.space.clear_marks();
        self.mark_roots();
        self.drain();
        self.finalize();
        let live = self.after_mark();
        let room = self.limit.saturating_sub(self.used_bytes()) as isize;
        self.budget = MIN_BUDGET.max(live as isize).min(room.max(BLOCK as isize));
        self.allocated = 0;
        self.stats.collections += 1;
        self.stats.live_bytes = live;
        self.stats.nanos += started.elapsed().as_nanos() as u64;
        self.collecting = false;
    }

    /// Sweeps what the last collection left unswept: marking relies on free cells being zero.
    fn finish_sweep(&mut self) {
        for class in 0..N_CLASSES {
            while let Some(block) = self.classes[class].unswept.pop() {
                self.sweep_block(block, class);
            }
            self.classes[class].runs.clear();
        }
    }

    /// Zeroes the unmarked cells of a block and adds them to its class's runs.
    fn sweep_block(&mut self, block: u32, class: usize) {
        let size = CLASS_SIZES[class] as usize;
        let start = self.space.block_start(block);
        let n_cells = BLOCK / size;
        let mut cell = 0;
        while cell < n_cells {
            if self.space.is_marked(start + cell * size) {
                cell += 1;
                continue;
            }
            let first = cell;
            while cell < n_cells && !self.space.is_marked(start + cell * size) {
                cell += 1;
            }
            let (from, to) = (start + first * size, start + cell * size);
            // SAFETY: these cells are in our block and hold nothing that can be reached.
            unsafe { std::ptr::write_bytes(from as *mut u8, 0, to - from) };
            self.classes[class].runs.push((from, to));
        }
    }

    /// Frees empty blocks, queues the others for sweeping; returns the bytes that live.
    fn after_mark(&mut self) -> usize {
        let mut live = 0;
        for block in 0..self.space.n_blocks() {
            let info = self.space.info(block);
            if info.class == space::LARGE {
                if info.live == 0 {
                    self.space.free_blocks(block, info.span);
                } else {
                    live += info.span as usize * BLOCK;
                }
            } else if (info.class as usize) < N_CLASSES {
                let class = info.class as usize;
                let size = CLASS_SIZES[class] as usize;
                if info.live == 0 {
                    self.space.free_blocks(block, 1);
                } else {
                    live += info.live as usize * size;
                    if (info.live as usize) < BLOCK / size {
                        self.classes[class].unswept.push(block);
                    }
                }
            }
        }
        live
    }

    fn finalize(&mut self) {
        let natives = std::mem::take(&mut self.natives);
        let (live, dead): (Vec<_>, Vec<_>) = natives
            .into_iter()
            .partition(|native| self.space.is_marked(native.0 as usize));
        self.natives = live;
        for native in dead {
            close_native(native);
        }
    }

    /// Scans `n_words` words from `start` at every collection.
    pub fn add_root_range(&mut self, start: *const u8, n_words: usize) {
        self.root_ranges.push((start as usize, n_words));
    }

    pub(crate) fn set_stack_base(&mut self, base: usize) {
        self.stack_base = base;
    }

    /// The running thread will wait: its stack is scanned from `stack_pointer` on. Its base.
    pub(crate) fn park_stack(&mut self, stack_pointer: usize) -> usize {
        self.parked_stacks.push((stack_pointer, self.stack_base));
        self.stack_base
    }

    /// The thread whose stack has this base runs again.
    pub(crate) fn unpark_stack(&mut self, base: usize) {
        self.parked_stacks.retain(|&(_, other)| other != base);
        self.stack_base = base;
    }

    /// Whether an address lies in a cell that is in use; for tests and assertions.
    pub fn is_live(&self, address: usize) -> bool {
        self.space.cell_of(address).is_some_and(|cell| {
            // SAFETY: `cell_of` gives the start of a cell in a block that is in use.
            unsafe { *(cell as *const usize) != 0 }
        })
    }
}

entries! {
    /// A new object of this descriptor and size, zeroed behind the header. The slow path of inline
    /// allocation, and the way to make anything larger than a small object.
    alloc fn rayzor_alloc(desc: *const u8, size: i64) -> Ref {
        alloc(desc.cast(), size as usize)
    }

    /// Collects now.
    alloc fn rayzor_gc_collect() {
        heap().collect();
    }

    /// Bytes in use, by blocks.
    leaf fn rayzor_gc_used() -> f64 {
        heap().used_bytes() as f64
    }

    /// Collections so far.
    leaf fn rayzor_gc_count() -> i32 {
        heap().stats.collections as i32
    }
}

const _: () = assert!(GRANULE == 16 && BLOB_DATA.is_multiple_of(GRANULE));
