//! Marking: from the roots along the references that descriptors tell of.

use super::{BLOB_DATA, Heap};
use crate::ctx::ctx;
use crate::desc::{
    ANON_INLINE_OFFSET, AnonObj, ArrayObj, BytesObj, CELL_VALUE_OFFSET, Kind, Obj, Ref, Repr,
    STRING_INLINE_OFFSET, StringObj,
};
use crate::map::MapObj;
use crate::string::EXTERNAL;

impl Heap {
    pub(super) fn mark_roots(&mut self) {
        for i in 0..self.handles.len() {
            self.mark_address(self.handles[i].0 as usize);
        }
        for i in 0..self.root_ranges.len() {
            let (start, n_words) = self.root_ranges[i];
            self.mark_range(start, n_words);
        }
        // SAFETY: the context belongs to this thread.
        let pending = unsafe { (*ctx()).pending_value };
        self.mark_address(pending as usize);
        for i in 0..self.parked_stacks.len() {
            let (low, high) = self.parked_stacks[i];
            self.mark_range(low, (high - low) / 8);
        }
        let base = self.stack_base;
        if base != 0 {
            crate::os::with_registers_on_stack(&mut |stack_pointer| {
                self.mark_range(stack_pointer, base.saturating_sub(stack_pointer) / 8);
            });
        }
    }

    /// Marks whatever the words from `start` point to.
    fn mark_range(&mut self, start: usize, n_words: usize) {
        for i in 0..n_words {
            // SAFETY: callers pass live stacks, registered ranges and blobs. Volatile, as a stack
            // changes behind the compiler's back.
            let word = unsafe { (start as *const usize).add(i).read_volatile() };
            self.mark_address(word);
        }
    }

    #[inline]
    pub(super) fn mark_address(&mut self, address: usize) {
        if let Some(cell) = self.space.mark(address) {
            self.mark_stack.push(Ref(cell as *mut Obj));
        }
    }

    /// Traces everything marked. Objects wait in a short queue between being fetched into the cache
    /// and being looked at, so that fetching one overlaps with tracing others.
    pub(super) fn drain(&mut self) {
        const QUEUE: usize = 8;
        let mut queue = [Ref::NULL; QUEUE];
        let (mut first, mut len) = (0, 0);
        loop {
            while len < QUEUE {
                let Some(object) = self.mark_stack.pop() else {
                    break;
                };
                crate::os::prefetch(object.0.cast());
                queue[(first + len) % QUEUE] = object;
                len += 1;
            }
            if len == 0 {
                return;
            }
            let object = queue[first];
            first = (first + 1) % QUEUE;
            len -= 1;
            // SAFETY: a marked cell is in a block in use.
            if unsafe { (*object.0).desc.is_null() } {
                // A stale word of the stack pointed to a free cell.
                self.space.unmark(object.0 as usize);
            } else {
                self.trace(object);
            }
        }
    }

    /// Marks what `object` refers to.
    fn trace(&mut self, object: Ref) {
        let desc = object.desc();
        let start = object.0 as usize;
        // SAFETY: the kind in the descriptor says which struct the object is.
        unsafe {
            match desc.kind {
                Kind::Instance | Kind::EnumValue | Kind::Closure => {
                    for &offset in desc.refs() {
                        self.mark_address(*((start + offset as usize) as *const usize));
                    }
                }
                Kind::String => {
                    let string = object.0.cast::<StringObj>();
                    if (*string).flags & EXTERNAL != 0 {
                        self.mark_address((*string).bytes as usize);
                        self.mark_address(
                            *((start + STRING_INLINE_OFFSET as usize) as *const usize),
                        );
                    }
                }
                Kind::Array => {
                    self.mark_address((*object.0.cast::<ArrayObj>()).data.get() as usize)
                }
                Kind::Blob => {
                    if desc.repr == Repr::Word {
                        let len = *((start + 8) as *const usize);
                        self.mark_range(start + BLOB_DATA, len / 8);
                    }
                }
                Kind::Anon => {
                    let anon = object.0.cast::<AnonObj>();
                    let slots = (*anon).slots as usize;
                    if slots == start + ANON_INLINE_OFFSET as usize {
                        self.mark_range(slots, (*anon).cap as usize);
                    } else {
                        self.mark_address(slots);
                    }
                }
                Kind::Cell => {
                    if desc.repr.is_traced() {
                        self.mark_address(*((start + CELL_VALUE_OFFSET as usize) as *const usize));
                    }
                }
                Kind::Map => {
                    let map = object.0.cast::<MapObj>();
                    self.mark_address((*map).entries.get() as usize);
                    self.mark_address((*map).index.get() as usize);
                }
                Kind::Bytes => {
                    self.mark_address((*object.0.cast::<BytesObj>()).data.get() as usize)
                }
                Kind::Boxed
                | Kind::TypeObject
                | Kind::Native
                | Kind::Interface
                | Kind::Enum
                | Kind::Core => {}
            }
        }
    }
}
