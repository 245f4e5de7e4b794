//! Machine code from MIR, by Cranelift: into this process (the JIT) or into an object file.
//!
//! A program is compiled in three steps. [`plan`] gives every class, enum, name, literal, closure and
//! function a number and a layout, and describes them to the runtime as `ProgramMeta`. [`fx`] turns
//! one MIR function at a time into CLIF, of which [`machine`] makes machine code or finds it in the [`cache`]. [`jit`] or
//! [`object`] drive all that and connect the result with the runtime.
//!
//! Invariants: this crate is the sole user of Cranelift and knows no rule of Haxe that MIR does not
//! spell out. Compiled functions use the `Tail` convention with frame pointers; whatever may throw or
//! collect is reached through an exit trampoline ([`trampoline`]), so the runtime always finds the
//! frames of compiled code and never leaves a Rust frame by an exception.
#![allow(
    unsafe_code,
    reason = "running what was compiled means calling an address and freeing executable memory"
)]

mod cache;
mod compile;
mod fx;
mod isa;
pub mod jit;
mod machine;
pub mod object;
mod plan;
mod trampoline;

pub use cache::{CodeCache, CodeKey, Piece};
pub use compile::Listing;
pub use isa::OptLevel;
pub use jit::{JitOptions, JitProgram, compile_jit, warm_up};
pub use object::{compile_object, listing};

/// Why a program could not be compiled: a mistake in its MIR or a limit of the machine code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CodegenError {
    pub function: mir::Symbol,
    pub message: String,
}

impl CodegenError {
    fn new(function: &str, message: impl Into<String>) -> CodegenError {
        CodegenError {
            function: function.into(),
            message: message.into(),
        }
    }
}

impl std::fmt::Display for CodegenError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "@{}: {}", self.function, self.message)
    }
}

impl std::error::Error for CodegenError {}

type Result<T> = std::result::Result<T, CodegenError>;

#[cfg(test)]
mod tests;
