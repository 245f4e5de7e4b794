//! A stand-alone executable: compiled code linked with this runtime. Its `main` calls `rayzor_main`
//! with the [`Image`], which says where everything is.

use crate::code;
use crate::ctx::{EntryFn, ctx};
use crate::desc::Ref;
use crate::host::{self, Fault};
use crate::instance::{Config, Runtime};
use crate::load::{Entries, Program};
use crate::meta::ProgramMeta;
use crate::text;
use crate::word::Word;

/// What compiled code and runtime must agree on, in the executable's data.
#[repr(C)]
#[derive(Debug)]
pub struct Image {
    /// The [`ProgramMeta`], [encoded](encode).
    meta: *const u8,
    meta_len: usize,
    /// Addresses in the order of `ProgramMeta::functions`.
    functions: *const *const u8,
    n_functions: usize,
    entry: EntryFn,
    /// Exit trampoline of `rayzor_call_varargs`.
    varargs: *const u8,
    /// A uniform entry: static initialisers and `main`.
    start: *const u8,
}

pub const META: usize = 0;
pub const META_LEN: usize = 8;
pub const FUNCTIONS: usize = 16;
pub const N_FUNCTIONS: usize = 24;
pub const ENTRY: usize = 32;
pub const VARARGS: usize = 40;
pub const START: usize = 48;
pub const IMAGE_SIZE: usize = 56;

/// The bytes of a program's description.
pub fn encode(meta: &ProgramMeta) -> Vec<u8> {
    // Only a sequence of unknown length could fail, and there is none.
    postcard::to_stdvec(meta).unwrap_or_default()
}

/// Stack of the thread that runs `main`.
const STACK: usize = 256 << 20;
const STACK_RESERVE: usize = 256 << 10;

/// Runs the program; its exit status.
///
/// # Safety
/// `image` describes a program that was compiled for this runtime.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn rayzor_main(image: *const Image) -> i32 {
    // SAFETY: the caller's promise; data of the executable lives as long as it runs.
    let image = unsafe { &*image };
    let image_address = std::ptr::from_ref(image) as usize;
    let run = move || {
        // SAFETY: as above; only the address went to the other thread.
        run(unsafe { &*(image_address as *const Image) })
    };
    let thread = std::thread::Builder::new()
        .name("haxe".into())
        .stack_size(STACK)
        .spawn(run);
    match thread.map(std::thread::JoinHandle::join) {
        Ok(Ok(status)) => status,
        Ok(Err(_)) => 70,
        Err(error) => {
            eprintln!("No stack to run on: {error}");
            70
        }
    }
}

fn run(image: &Image) -> i32 {
    if let Ok(stderr) = host::stderr_copy() {
        let messages = Fault::ALL.map(|fault| format!("{}\n", fault.message()).into_bytes());
        host::watch_faults(stderr, messages);
    }
    let mut args = std::env::args_os().map(|arg| arg.to_string_lossy().into_owned());
    let program_path = args.next().unwrap_or_default();
    let config = Config {
        stack_reserve: STACK_RESERVE,
        ..Config::new(args.collect(), program_path)
    };
    let _runtime = Runtime::start(config);
    // SAFETY: the image says where the executable has them and how many there are.
    let (meta, functions) = unsafe {
        (
            std::slice::from_raw_parts(image.meta, image.meta_len),
            std::slice::from_raw_parts(image.functions, image.n_functions),
        )
    };
    let Ok(meta) = postcard::from_bytes::<ProgramMeta>(meta) else {
        eprintln!("The executable does not fit its runtime");
        return 70;
    };
    let program = Program::prepare(meta, std::ptr::null_mut());
    let entries = Entries {
        entry: image.entry,
        varargs: image.varargs,
    };
    program.link(functions, entries);
    let mut result = Word::NULL;
    // SAFETY: linked above; `start` is a uniform entry that takes nothing.
    let threw = unsafe {
        (image.entry)(
            image.start,
            Ref::NULL,
            std::ptr::null(),
            0,
            ctx(),
            &mut result,
        )
    };
    let status = if threw == 0 {
        0
    } else {
        let frames = code::exception_trace();
        let mut message = String::new();
        // A toString that throws leaves what was printed so far.
        let _ = text::append(&mut message, result);
        crate::sys::flush();
        let places = frames.iter().map(|frame| {
            let (line, column) = frame.span.map_or((0, 0), |span| (span.line, span.column));
            (&*frame.function, &*frame.file, line, column)
        });
        eprint!("{}", uncaught(&message, places));
        1
    };
    crate::sys::flush();
    status
}

/// An uncaught exception as it is reported on standard error: the message, then the frames (function,
/// file, line, column; line 0 when not known), innermost first.
pub fn uncaught<'a>(
    message: &str,
    frames: impl IntoIterator<Item = (&'a str, &'a str, u32, u32)>,
) -> String {
    let mut res = format!("Uncaught exception {message}\n");
    for (function, file, line, column) in frames {
        if line == 0 {
            res.push_str(&format!("Called from {function}\n"));
        } else {
            res.push_str(&format!(
                "Called from {function} ({file} line {line} column {column})\n"
            ));
        }
    }
    res
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::mem::{offset_of, size_of};

    #[test]
    fn offsets_are_those_of_the_struct() {
        let found = [
            offset_of!(Image, meta),
            offset_of!(Image, meta_len),
            offset_of!(Image, functions),
            offset_of!(Image, n_functions),
            offset_of!(Image, entry),
            offset_of!(Image, varargs),
            offset_of!(Image, start),
            size_of::<Image>(),
        ];
        let wanted = [
            META,
            META_LEN,
            FUNCTIONS,
            N_FUNCTIONS,
            ENTRY,
            VARARGS,
            START,
            IMAGE_SIZE,
        ];
        assert_eq!(found, wanted);
    }
}
