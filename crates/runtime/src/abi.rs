//! The one table of what compiled code may call: symbol, signature, what the call may do, address.
//!
//! Entry points are written with [`entries!`] where their subject is (strings in `string.rs`, …) in
//! one of three modes:
//! - `leaf`: neither throws nor allocates. May be called directly.
//! - `alloc`: allocates, so a collection may run, and memory may run out.
//! - `throws`: may do anything, including calling back into compiled code. The body returns a
//!   `Result`; its error is the thrown Haxe value.
//!
//! `alloc` and `throws` functions are called through exit trampolines, which record the caller's
//! frame in the context before, and look at `ctx.pending` after: nonzero means an exception was
//! thrown, and the trampoline calls `rayzor_unwind` instead of returning. So no exception ever
//! leaves through a Rust frame. A panic inside an entry point becomes a Haxe exception.
//!
//! All functions have the platform's C calling convention. A `Bool` argument or result is an i8
//! that is 0 or 1; the caller extends it with zeros.

use crate::desc::Ref;
use crate::exception::Thrown;
use crate::word::Word;

/// Type of an argument or result.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum AbiTy {
    Void,
    Bool,
    I32,
    I64,
    F32,
    F64,
    Ref,
    Word,
    /// Raw memory or code.
    Ptr,
}

/// One entry point.
#[derive(Debug)]
pub struct AbiEntry {
    pub name: &'static str,
    pub params: &'static [AbiTy],
    pub ret: AbiTy,
    pub may_throw: bool,
    pub may_gc: bool,
    pub address: CodePtr,
}

impl AbiEntry {
    /// Whether calls must go through an exit trampoline.
    pub fn needs_trampoline(&self) -> bool {
        self.may_throw || self.may_gc
    }
}

/// The address of an entry point.
#[derive(Clone, Copy, Debug)]
pub struct CodePtr(pub *const u8);

// SAFETY: the address of a function may be read from any thread.
unsafe impl Sync for CodePtr {}
// SAFETY: as above.
unsafe impl Send for CodePtr {}

/// Rust types that entry points take and return.
pub trait AbiType: Copy {
    const TY: AbiTy;
    /// Returned along with a pending exception; nobody looks at it.
    const ZERO: Self;
}

macro_rules! abi_types {
    ($($ty:ty = $abi:ident, $zero:expr;)*) => {
        $(impl AbiType for $ty {
            const TY: AbiTy = AbiTy::$abi;
            const ZERO: Self = $zero;
        })*
    };
}

abi_types! {
    () = Void, ();
    bool = Bool, false;
    i32 = I32, 0;
    i64 = I64, 0;
    f32 = F32, 0.0;
    f64 = F64, 0.0;
    Ref = Ref, Ref::NULL;
    Word = Word, Word::NULL;
    *mut u8 = Ptr, std::ptr::null_mut();
    *const u8 = Ptr, std::ptr::null();
}

/// Writes entry points and the `ENTRIES` of a module.
macro_rules! entries {
    ($($(#[$meta:meta])* $mode:ident fn $name:ident($($arg:ident: $ty:ty),* $(,)?) $(-> $ret:ty)? $body:block)*) => {
        $($crate::abi::entry!($mode [$(#[$meta])*] $name($($arg: $ty),*) [$($ret)?] $body);)*
        /// The entry points of this module.
        pub const ENTRIES: &[$crate::abi::AbiEntry] = &[$($crate::abi::AbiEntry {
            name: stringify!($name),
            params: &[$(<$ty as $crate::abi::AbiType>::TY),*],
            ret: <$crate::abi::ret!($($ret)?) as $crate::abi::AbiType>::TY,
            may_throw: $crate::abi::mode!($mode throw),
            may_gc: $crate::abi::mode!($mode gc),
            address: $crate::abi::CodePtr($name as *const u8),
        }),*];
    };
}

macro_rules! ret {
    () => {
        ()
    };
    ($ret:ty) => {
        $ret
    };
}

macro_rules! mode {
    (leaf throw) => {
        false
    };
    (leaf gc) => {
        false
    };
    (alloc throw) => {
        true
    };
    (alloc gc) => {
        true
    };
    (throws throw) => {
        true
    };
    (throws gc) => {
        true
    };
}

macro_rules! entry {
    (leaf [$($meta:tt)*] $name:ident($($arg:ident: $ty:ty),*) [$($ret:ty)?] $body:block) => {
        $($meta)*
        #[unsafe(no_mangle)]
        pub extern "C" fn $name($($arg: $ty),*) $(-> $ret)? $body
    };
    (alloc [$($meta:tt)*] $name:ident($($arg:ident: $ty:ty),*) [$($ret:ty)?] $body:block) => {
        $($meta)*
        #[unsafe(no_mangle)]
        pub extern "C" fn $name($($arg: $ty),*) -> $crate::abi::ret!($($ret)?) {
            $crate::exception::guard(move || Ok($body))
        }
    };
    (throws [$($meta:tt)*] $name:ident($($arg:ident: $ty:ty),*) [$($ret:ty)?] $body:block) => {
        $($meta)*
        #[unsafe(no_mangle)]
        pub extern "C" fn $name($($arg: $ty),*) -> $crate::abi::ret!($($ret)?) {
            $crate::exception::guard(move || $body)
        }
    };
}

pub(crate) use {entries, entry, mode, ret};

/// Result of a `throws` entry point's body.
pub type Res<T> = Result<T, Thrown>;

/// Every module's entry points.
const TABLES: &[&[AbiEntry]] = &[
    crate::memory::ENTRIES,
    crate::heap::ENTRIES,
    crate::exception::ENTRIES,
    crate::code::ENTRIES,
    crate::call::ENTRIES,
    crate::slot::ENTRIES,
    crate::dynamic::ENTRIES,
    crate::site::ENTRIES,
    crate::anon::ENTRIES,
    crate::text::ENTRIES,
    crate::string::OPS,
    crate::string::SEARCH,
    crate::array::METHODS,
    crate::array::SORT,
    crate::map::ENTRIES,
    crate::types::ENTRIES,
    crate::reflect::ENTRIES,
    crate::number::ENTRIES,
    crate::int64::ENTRIES,
    crate::bytes::ENTRIES,
    crate::regex::ENTRIES,
    crate::date::ENTRIES,
    crate::sys::ENTRIES,
    crate::file::ENTRIES,
    crate::process::ENTRIES,
    crate::socket::ENTRIES,
    crate::thread::ENTRIES,
];

/// All entry points, in a fixed order.
pub fn all() -> impl Iterator<Item = &'static AbiEntry> {
    TABLES.iter().flat_map(|table| table.iter())
}

/// The entry point with this symbol.
pub fn find(name: &str) -> Option<&'static AbiEntry> {
    use std::sync::LazyLock;
    static INDEX: LazyLock<Vec<&'static AbiEntry>> = LazyLock::new(|| {
        let mut entries: Vec<_> = all().collect();
        entries.sort_by_key(|entry| entry.name);
        entries
    });
    let found = INDEX.binary_search_by_key(&name, |entry| entry.name).ok()?;
    Some(INDEX[found])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_unique_and_named_alike() {
        let mut names: Vec<_> = all().map(|entry| entry.name).collect();
        names.sort_unstable();
        let n_names = names.len();
        names.dedup();
        assert_eq!(names.len(), n_names);
        for entry in all() {
            assert!(entry.name.starts_with("rayzor_"), "{}", entry.name);
            assert!(!entry.params.contains(&AbiTy::Void), "{}", entry.name);
            assert!(std::ptr::eq(find(entry.name).unwrap(), entry));
        }
    }
}
