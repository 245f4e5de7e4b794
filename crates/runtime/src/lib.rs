//! What a running Haxe program stands on: heap and collector, strings, arrays, maps, exceptions,
//! reflection, files and processes. Compiled code reaches it through the C functions listed in
//! [`abi`]; it knows nothing of the compiler.
//!
//! Invariants:
//! - A `Ref` is null or points to a live object; a `Word` holds one of the values of [`word`].
//! - Objects never move. The stack is scanned conservatively, Rust frames included, so a reference in
//!   a local variable keeps its object alive. A reference kept only in Rust's heap (a `Vec`, a
//!   `Box`) does not: across an allocation it must also be on the stack or in a Haxe object.
//! - No Rust frame is ever skipped by an exception, no panic passes through compiled code.
//! - One thread at a time runs Haxe code and touches the heap: the one that holds the lock.
#![allow(
    unsafe_code,
    reason = "the heap and the calling convention are raw memory by nature"
)]
#![allow(
    clippy::not_unsafe_ptr_arg_deref,
    reason = "entry points take what compiled code passes, on the invariants above; they are not called by other Rust code"
)]

pub mod abi;
pub mod anon;
pub mod array;
pub mod bytes;
pub mod call;
pub mod code;
pub mod core;
pub mod ctx;
pub mod date;
pub mod desc;
pub mod dynamic;
pub mod exception;
pub mod file;
pub mod heap;
pub mod host;
pub mod image;
pub mod info;
pub mod instance;
pub mod int64;
pub mod load;
pub mod make;
pub mod map;
pub mod memory;
pub mod meta;
pub mod names;
pub mod number;
mod os;
pub mod process;
pub mod reflect;
pub mod regex;
pub mod site;
pub mod slot;
pub mod socket;
pub mod string;
pub mod sys;
pub mod table;
mod testing;
pub mod text;
pub mod thread;
pub mod types;
pub mod word;

pub use instance::{Config, Runtime};

/// Ends the process with a message: for what cannot be an exception.
pub fn fatal(message: &str) -> ! {
    sys::flush();
    eprintln!("{message}");
    std::process::exit(70)
}
