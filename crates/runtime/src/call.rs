//! Calling Haxe functions from Rust, and function values made by the runtime: bound methods and
//! functions over any number of arguments.

use crate::abi::{Res, entries};
use crate::array;
use crate::core::core;
use crate::ctx::ctx;
use crate::desc::{BOUND_SIZE, BoundObj, CLOSURE_CAPTURES_OFFSET, ClosureObj, Kind, Ref};
use crate::exception::{self, Thrown};
use crate::heap;
use crate::info::ClosureParts;
use crate::load;
use crate::table::Core;
use crate::word::Word;

/// Signature number of closures that have no natural signature: calls take the uniform entry.
pub const NO_SIG: u32 = u32::MAX;

/// Calls a function value.
pub fn closure(function: Ref, args: &[Word]) -> Res<Word> {
    if !function.is(Kind::Closure) {
        return Err(not_callable(Word::reference(function)));
    }
    let ctx = ctx();
    let mut result = Word::NULL;
    // SAFETY: the kind says what the object is; its uniform entry takes what the entry trampoline
    // passes on.
    let threw = unsafe {
        let uniform = (*function.0.cast::<ClosureObj>()).uniform;
        let Some(entry) = (*ctx).entry else {
            return Err(exception::error("No code to call"));
        };
        entry(
            uniform,
            function,
            args.as_ptr(),
            args.len(),
            ctx,
            &mut result,
        )
    };
    if threw == 0 {
        Ok(result)
    } else {
        Err(Thrown(result))
    }
}

/// Calls a method on a receiver.
pub fn method(receiver: Ref, parts: &ClosureParts, args: &[Word]) -> Res<Word> {
    closure(bind(receiver, parts), args)
}

/// `receiver.method` as a value.
pub fn bind(receiver: Ref, parts: &ClosureParts) -> Ref {
    let object = heap::alloc(core().desc(Core::Method), BOUND_SIZE as usize);
    // SAFETY: just allocated with this size.
    unsafe { write_bound(object, receiver, parts) };
    object
}

/// Fills a bound method.
///
/// # Safety
/// `object` is one, and nobody else knows of it yet.
pub unsafe fn write_bound(object: Ref, receiver: Ref, parts: &ClosureParts) {
    // SAFETY: the caller's promise.
    unsafe {
        let bound = object.0.cast::<BoundObj>();
        (*bound).closure.code = parts.code;
        (*bound).closure.uniform = parts.uniform;
        (*bound).closure.sig_id = parts.sig_id;
        (*bound).closure.arity = parts.arity;
        (*bound).receiver = receiver;
        (*bound).method = parts.method;
    }
}

fn as_bound<'a>(function: Ref) -> Option<&'a BoundObj> {
    let is_method =
        function.is(Kind::Closure) && std::ptr::eq(function.desc(), core().desc(Core::Method));
    // SAFETY: objects with this descriptor are bound methods.
    is_method.then(|| unsafe { &*function.0.cast::<BoundObj>() })
}

/// The receiver of a bound method.
pub fn receiver_of(function: Ref) -> Option<Ref> {
    let bound = as_bound(function)?;
    (!bound.receiver.is_null()).then_some(bound.receiver)
}

/// `Reflect.compareMethods`.
pub fn same_method(a: Ref, b: Ref) -> bool {
    if a == b {
        return true;
    }
    match (as_bound(a), as_bound(b)) {
        (Some(a), Some(b)) => a.receiver == b.receiver && a.method == b.method,
        _ => false,
    }
}

pub fn not_callable(value: Word) -> Thrown {
    let mut text = String::from("Cannot call ");
    let _ = crate::text::append(&mut text, value);
    exception::error(&text)
}

/// The words `args..args + n` that compiled code passed.
///
/// # Safety
/// They exist, and the stack frame that holds them is still there.
pub unsafe fn words<'a>(args: *const u8, n: i64) -> &'a [Word] {
    if n <= 0 {
        return &[];
    }
    // SAFETY: the caller's promise.
    unsafe { std::slice::from_raw_parts(args.cast(), n as usize) }
}

entries! {
    /// Calls any value with `n` words from `args`.
    throws fn rayzor_call(function: Word, args: *const u8, n: i64) -> Word {
        if !function.is_ref() {
            return Err(if function.is_null() { exception::null_access() } else { not_callable(function) });
        }
        // SAFETY: compiled code passes a row in its own frame.
        closure(function.as_ref(), unsafe { words(args, n) })
    }

    /// The uniform entry of what `Reflect.makeVarArgs` makes: its single capture is called with one
    /// array of all arguments. Its exit trampoline is stored in the closure as `uniform`, which is
    /// why it has a uniform entry's signature.
    throws fn rayzor_call_varargs(function: Ref, args: *const u8, n: i64) -> Word {
        // SAFETY: closures with this entry are made by `rayzor_reflect_make_var_args`, with one
        // capture; the arguments stand in the caller's frame.
        let (inner, args) = unsafe {
            let capture = function.0.cast::<u8>().add(CLOSURE_CAPTURES_OFFSET as usize);
            (*capture.cast::<Ref>(), words(args, n))
        };
        let array = array::new_words(args.len());
        for &arg in args {
            array::push(array, arg)?;
        }
        closure(inner, &[Word::reference(array)])
    }

    /// `Reflect.makeVarArgs(function)`.
    throws fn rayzor_reflect_make_var_args(function: Ref) -> Ref {
        let entry = load::varargs_entry();
        let object = heap::alloc(core().desc(Core::Method), BOUND_SIZE as usize);
        // SAFETY: just allocated with this size.
        unsafe {
            let bound = object.0.cast::<BoundObj>();
            (*bound).closure.uniform = entry;
            (*bound).closure.sig_id = NO_SIG;
            (*bound).receiver = function;
        }
        Ok(object)
    }
}
