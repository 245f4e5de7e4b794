//! Throwing, on the Rust side: an entry point that fails leaves the thrown value in the context and
//! returns normally; the exit trampoline sees it and unwinds compiled frames. See [`crate::abi`].

use crate::abi::{AbiType, Res, entries};
use crate::ctx::ctx;
use crate::word::Word;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A Haxe value on its way to a handler.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Thrown(pub Word);

/// Leaves `thrown` for the exit trampoline.
pub fn set_pending(thrown: Thrown) {
    let ctx = ctx();
    // SAFETY: the context belongs to the thread that runs Haxe code, which is this one.
    unsafe {
        (*ctx).pending = 1;
        (*ctx).pending_value = thrown.0.0;
    }
}

/// Takes back what [`set_pending`] left; for Rust code that called an entry point directly.
pub fn take_pending() -> Option<Thrown> {
    let ctx = ctx();
    // SAFETY: as in `set_pending`.
    unsafe {
        if (*ctx).pending == 0 {
            return None;
        }
        (*ctx).pending = 0;
        Some(Thrown(Word((*ctx).pending_value)))
    }
}

/// Runs the body of an entry point: an error or a panic becomes a pending exception.
#[inline]
pub fn guard<T: AbiType>(body: impl FnOnce() -> Res<T>) -> T {
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(value)) => value,
        Ok(Err(thrown)) => {
            set_pending(thrown);
            T::ZERO
        }
        Err(_) => {
            set_pending(Thrown(Word::NULL));
            T::ZERO
        }
    }
}

entries! {
    /// Throws a value.
    throws fn rayzor_throw(value: Word) {
        Err(Thrown(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thrown_value_waits_in_the_context() {
        rayzor_throw(Word::int(3));
        assert_eq!(take_pending(), Some(Thrown(Word::int(3))));
        assert_eq!(take_pending(), None);
    }
}
