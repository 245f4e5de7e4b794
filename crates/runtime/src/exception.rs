//! Throwing, on the Rust side: an entry point that fails leaves the thrown value in the context and
//! returns normally; the exit trampoline sees it and calls `rayzor_unwind`, which finds the handler
//! ([`crate::code`]) and continues there. See [`crate::abi`].
//!
//! Faults of the runtime itself are thrown as Strings, as Haxe's own interpreter does: null access,
//! a failed cast, stack overflow, memory.

use crate::abi::{AbiType, Res, entries};
use crate::code;
use crate::core::core;
use crate::ctx::ctx;
use crate::string;
use crate::word::Word;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A Haxe value on its way to a handler.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Thrown(pub Word);

/// A fault with this message.
#[cold]
pub fn error(message: &str) -> Thrown {
    Thrown(Word::reference(string::new(message)))
}

/// What the system refused, said of `what` unless that is empty.
#[cold]
pub fn system_error(what: &str, failed: &std::io::Error) -> Thrown {
    let text = failed.to_string();
    // Rust adds the number, which no Haxe target does.
    let text = match text.rfind(" (os error ") {
        Some(end) if failed.raw_os_error().is_some() => &text[..end],
        _ => &text,
    };
    if what.is_empty() {
        return error(text);
    }
    error(&format!("{what}: {text}"))
}

#[cold]
pub fn null_access() -> Thrown {
    error("Null Access")
}

#[cold]
pub fn cast_error() -> Thrown {
    error("Class cast error")
}

#[cold]
pub fn out_of_memory() -> Thrown {
    Thrown(Word::reference(core().out_of_memory))
}

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
        Some(Thrown(Word(std::mem::take(&mut (*ctx).pending_value))))
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
        Err(panic) => {
            set_pending(error(&panic_message(&*panic)));
            T::ZERO
        }
    }
}

fn panic_message(panic: &(dyn std::any::Any + Send)) -> String {
    let message = match (panic.downcast_ref::<&str>(), panic.downcast_ref::<String>()) {
        (Some(message), _) => message,
        (None, Some(message)) => message.as_str(),
        (None, None) => "panic",
    };
    format!("Internal error: {message}")
}

entries! {
    /// Throws a value.
    throws fn rayzor_throw(value: Word) {
        code::forget_trace();
        Err(Thrown(value))
    }

    /// Throws a value again, keeping the trace of where it was first thrown.
    throws fn rayzor_rethrow(value: Word) {
        Err(Thrown(value))
    }

    throws fn rayzor_throw_null_access() {
        Err(null_access())
    }

    throws fn rayzor_throw_cast_error() {
        Err(cast_error())
    }

    /// Called where a method should be that is not part of the program.
    throws fn rayzor_throw_missing() {
        Err(error("Method is not part of the program"))
    }

    /// Called by exit trampolines when `ctx.pending` is set: continues at the handler, never returns.
    leaf fn rayzor_unwind() {
        let value = take_pending().map_or(Word::NULL, |thrown| thrown.0);
        code::unwind(value)
    }

    /// Called by functions that start with the stack pointer below `ctx.stack_limit`.
    /// The limit is far too high when another thread wants its turn.
    throws fn rayzor_stack_check() {
        if crate::thread::gave_way() {
            return Ok(());
        }
        Err(error("Stack overflow"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instance::{Config, Runtime};

    #[test]
    fn a_thrown_value_waits_in_the_context() {
        let _runtime = Runtime::start(Config::for_tests());
        rayzor_throw(Word::int(3));
        assert_eq!(take_pending(), Some(Thrown(Word::int(3))));
        assert_eq!(take_pending(), None);
    }

    #[test]
    fn a_panic_becomes_an_exception() {
        let _runtime = Runtime::start(Config::for_tests());
        assert_eq!(guard::<i32>(|| panic!("at {}", 1)), 0);
        let thrown = take_pending().unwrap();
        let text = string::text_or_null(thrown.0.as_ref());
        assert_eq!(text, "Internal error: at 1");
    }
}
