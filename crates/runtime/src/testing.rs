//! For unit tests: Haxe functions played by Rust functions, since there is no compiled code.
#![cfg(test)]

use crate::abi::Res;
use crate::core::core;
use crate::ctx::{ThreadCtx, ctx};
use crate::desc::{BOUND_SIZE, ClosureObj, Ref};
use crate::heap::Handle;
use crate::table::Core;
use crate::word::Word;
use std::cell::RefCell;

type Function = fn(&[Word]) -> Res<Word>;

/// What the code generator's entry trampoline does, for functions made by [`function`].
unsafe extern "C" fn enter(
    code: *const u8,
    _closure: Ref,
    args: *const Word,
    n: usize,
    _ctx: *mut ThreadCtx,
    result: *mut Word,
) -> u64 {
    // SAFETY: `code` comes from `function`; the caller passes `n` words and a place for the result.
    unsafe {
        let function = std::mem::transmute::<*const u8, Function>(code);
        let args = if n == 0 {
            &[]
        } else {
            std::slice::from_raw_parts(args, n)
        };
        match function(args) {
            Ok(value) => {
                *result = value;
                0
            }
            Err(thrown) => {
                *result = thrown.0;
                1
            }
        }
    }
}

/// Makes calls of functions made here work.
pub fn install() {
    // SAFETY: tests hold the runtime.
    unsafe { (*ctx()).entry = Some(enter) };
}

/// A function value whose code is `function`.
pub fn function(function: Function) -> Ref {
    let object = crate::make::immortal_object(core().desc(Core::Method), BOUND_SIZE as usize);
    // SAFETY: just allocated with this size.
    unsafe { (*object.0.cast::<ClosureObj>()).uniform = function as *const u8 };
    object
}

thread_local! {
    static KEPT: RefCell<Option<Handle>> = const { RefCell::new(None) };
}

/// Keeps an object for functions, which capture nothing.
pub fn keep(object: Ref) {
    KEPT.set(Some(Handle::new(Word::reference(object))));
}

pub fn kept() -> Ref {
    KEPT.with_borrow(|kept| kept.as_ref().map_or(Ref::NULL, |kept| kept.get().as_ref()))
}

/// Collects, where the collector can see what only the stack holds.
pub fn collect() {
    if !cfg!(miri) {
        crate::heap::heap().collect();
    }
}

static SHARED: std::sync::Mutex<Option<Handle>> = std::sync::Mutex::new(None);

/// Keeps an object for functions that run on other threads.
pub fn share(object: Ref) {
    *SHARED.lock().unwrap() = Some(Handle::new(Word::reference(object)));
}

pub fn shared() -> Ref {
    SHARED
        .lock()
        .unwrap()
        .as_ref()
        .map_or(Ref::NULL, |kept| kept.get().as_ref())
}
