//! The thread context: what compiled code and the runtime share, at fixed offsets from one fixed
//! address ([`CTX`], symbol `rayzor_ctx`).
//!
//! There is one context however many threads a program has: Haxe code runs under one lock, and a
//! thread that takes the lock puts its own values here. So compiled code may use the address as a
//! constant, or keep it in a register for good (Cranelift's pinned register).

use crate::desc::Ref;
use crate::heap::class::N_CLASSES;
use crate::word::Word;

/// The free memory that allocation of one size class takes from: zeroed, `cur <= end`. Allocating
/// is `p = cur; cur += class size; if cur > end { slow path }; p.header = descriptor`.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct AllocRun {
    pub cur: usize,
    pub end: usize,
}

/// Calls a uniform entry of compiled code from Rust:
/// `(code, closure, arguments, number of arguments, context, result) -> threw`. `*result` is the value,
/// or the thrown value when `threw` is 1. Made by the code generator, with the platform's own calling
/// convention; it saves and restores `entry_fp`, `exit_fp` and `exit_pc`.
pub type EntryFn =
    unsafe extern "C" fn(*const u8, Ref, *const Word, usize, *mut ThreadCtx, *mut Word) -> u64;

#[repr(C)]
#[derive(Debug)]
pub struct ThreadCtx {
    /// Frame pointer and return address of the compiled function that last called into the
    /// runtime; where a frame walk begins.
    pub exit_fp: usize,
    pub exit_pc: usize,
    /// Frame pointer of the entry trampoline below; where a frame walk ends.
    pub entry_fp: usize,
    /// Compiled functions compare the stack pointer with this on entry and call
    /// `rayzor_stack_check` when below.
    pub stack_limit: usize,
    /// Nonzero when the runtime function that just returned has thrown `pending_value`; the exit
    /// trampoline then calls `rayzor_unwind`.
    pub pending: u64,
    pub pending_value: u64,
    pub entry: Option<EntryFn>,
    /// The program table, see [`crate::table`].
    pub table: *const u64,
    /// The block of static variables.
    pub globals: *mut u8,
    /// What a trampoline that preserves every register gives: it has none to return it in.
    pub result: u64,
    /// Allocation state per size class.
    pub alloc: [AllocRun; N_CLASSES],
}

pub const CTX_EXIT_FP_OFFSET: i32 = 0;
pub const CTX_EXIT_PC_OFFSET: i32 = 8;
pub const CTX_ENTRY_FP_OFFSET: i32 = 16;
pub const CTX_STACK_LIMIT_OFFSET: i32 = 24;
pub const CTX_PENDING_OFFSET: i32 = 32;
pub const CTX_PENDING_VALUE_OFFSET: i32 = 40;
pub const CTX_TABLE_OFFSET: i32 = 56;
pub const CTX_GLOBALS_OFFSET: i32 = 64;
pub const CTX_RESULT_OFFSET: i32 = 72;
/// `cur` of size class `c` is at `CTX_ALLOC_OFFSET + 16 * c`, `end` 8 bytes on.
pub const CTX_ALLOC_OFFSET: i32 = 80;

/// The context of the running thread.
#[unsafe(export_name = "rayzor_ctx")]
pub static mut CTX: ThreadCtx = ThreadCtx {
    exit_fp: 0,
    exit_pc: 0,
    entry_fp: 0,
    stack_limit: 0,
    pending: 0,
    pending_value: 0,
    entry: None,
    table: std::ptr::null(),
    globals: std::ptr::null_mut(),
    result: 0,
    alloc: [AllocRun { cur: 0, end: 0 }; N_CLASSES],
};

/// The context's address, for code that names it as a constant.
pub fn ctx() -> *mut ThreadCtx {
    &raw mut CTX
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::mem::offset_of;

    #[test]
    fn offsets_are_those_of_the_struct() {
        assert_eq!(CTX_EXIT_FP_OFFSET as usize, offset_of!(ThreadCtx, exit_fp));
        assert_eq!(CTX_EXIT_PC_OFFSET as usize, offset_of!(ThreadCtx, exit_pc));
        assert_eq!(
            CTX_ENTRY_FP_OFFSET as usize,
            offset_of!(ThreadCtx, entry_fp)
        );
        assert_eq!(
            CTX_STACK_LIMIT_OFFSET as usize,
            offset_of!(ThreadCtx, stack_limit)
        );
        assert_eq!(CTX_PENDING_OFFSET as usize, offset_of!(ThreadCtx, pending));
        assert_eq!(
            CTX_PENDING_VALUE_OFFSET as usize,
            offset_of!(ThreadCtx, pending_value)
        );
        assert_eq!(CTX_TABLE_OFFSET as usize, offset_of!(ThreadCtx, table));
        assert_eq!(CTX_GLOBALS_OFFSET as usize, offset_of!(ThreadCtx, globals));
        assert_eq!(CTX_RESULT_OFFSET as usize, offset_of!(ThreadCtx, result));
        assert_eq!(CTX_ALLOC_OFFSET as usize, offset_of!(ThreadCtx, alloc));
    }
}
