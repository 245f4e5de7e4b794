//! The machine code of the program, as far as the runtime must know it: which function an address
//! belongs to, where in the source it came from, and which calls have a handler.
//!
//! Frames are walked by frame pointers, from the last call out of compiled code to the entry
//! trampoline. Where compiled code was called from Rust that was called from compiled code, the
//! trampolines chain: `ctx.entry_fp` ends a segment, and the Rust function in between throws again.

use crate::abi::entries;
use crate::array;
use crate::ctx::ctx;
use crate::desc::{BytesObj, Kind, Ref};
use crate::heap;
use crate::load;
use crate::meta::{InlinedMeta, SpanMeta};
use crate::os;
use crate::string;
use crate::table::Core;
use crate::word::Word;
use rustc_hash::FxHashMap;

/// Frames kept of a trace.
const MAX_FRAMES: usize = 256;

/// One compiled function.
#[derive(Debug, Clone)]
pub struct FunctionCode {
    /// As shown in traces.
    pub name: String,
    pub start: usize,
    pub len: usize,
    /// `(start, end, index into spans)`, offsets into the code, ascending.
    pub locs: Vec<(u32, u32, u32)>,
    /// Return address, handler, distance from stack to frame pointer; the first two as offsets.
    pub handlers: Vec<(u32, u32, u32)>,
    pub spans: Vec<SpanMeta>,
    pub inlined: Vec<InlinedMeta>,
}

/// A place in the program, for traces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    pub function: String,
    pub file: String,
    pub span: Option<SpanMeta>,
}

#[derive(Default)]
struct Code {
    /// Sorted by start.
    functions: Vec<FunctionCode>,
    handlers: FxHashMap<usize, (usize, usize)>,
    files: Vec<String>,
    /// Return addresses from where the last exception was thrown outwards.
    trace: Vec<usize>,
    /// The walk ended at an entry trampoline: if Rust throws on, the trace goes on.
    crossed: bool,
}

struct Global(std::cell::UnsafeCell<Option<Code>>);
// SAFETY: only the thread that runs Haxe code touches it.
unsafe impl Sync for Global {}
static CODE: Global = Global(std::cell::UnsafeCell::new(None));

fn code() -> &'static mut Code {
    // SAFETY: one thread at a time runs Haxe code; no function here calls out while it holds this.
    unsafe { (*CODE.0.get()).get_or_insert_with(Code::default) }
}

/// Forgets all code.
pub(crate) fn clear() {
    *code() = Code::default();
}

pub fn set_files(files: Vec<String>) {
    code().files = files;
}

/// Adds functions, in any order.
pub fn register(functions: impl IntoIterator<Item = FunctionCode>) {
    let code = code();
    for function in functions {
        for &(ret, handler, frame) in &function.handlers {
            let place = (function.start + handler as usize, frame as usize);
            code.handlers.insert(function.start + ret as usize, place);
        }
        code.functions.push(function);
    }
    code.functions.sort_by_key(|function| function.start);
}

fn function_at(pc: usize) -> Option<&'static FunctionCode> {
    let code = code();
    let after = code
        .functions
        .partition_point(|function| function.start <= pc);
    let function = code.functions.get(after.checked_sub(1)?)?;
    (pc < function.start + function.len).then_some(function)
}

/// Where the call that returns to `pc` is in the source: the innermost function first, then those it
/// was compiled into. Code without a name, such as a trampoline, is passed over.
fn frames_of(pc: usize, acc: &mut Vec<Frame>) {
    let Some(function) = function_at(pc.wrapping_sub(1)) else {
        return;
    };
    let offset = (pc - 1 - function.start) as u32;
    let loc = function
        .locs
        .iter()
        .find(|loc| loc.0 <= offset && offset < loc.1);
    let mut index = loc.map(|loc| loc.2);
    let mut push = |name: &str, index: Option<u32>| {
        let span = index
            .and_then(|index| function.spans.get(index as usize))
            .copied();
        let file = span
            .and_then(|span| code().files.get(span.file as usize))
            .cloned();
        acc.push(Frame {
            function: name.to_owned(),
            file: file.unwrap_or_default(),
            span,
        });
    };
    // The list is finite and each step leaves a range for good.
    for _ in 0..=function.inlined.len() {
        let holds = |range: &&InlinedMeta| {
            index.is_some_and(|index| range.first <= index && index < range.end)
        };
        let Some(range) = function.inlined.iter().find(holds) else {
            break;
        };
        push(&range.name, index);
        index = Some(range.call);
    }
    if !function.name.is_empty() {
        push(&function.name, index);
    }
}

/// The frames of a row of return addresses.
pub fn frames(pcs: &[usize]) -> Vec<Frame> {
    let mut res = Vec::new();
    for &pc in pcs {
        frames_of(pc, &mut res);
    }
    res
}

/// The trace of the last exception, innermost frame first.
pub fn exception_trace() -> Vec<Frame> {
    frames(&code().trace)
}

/// The next throw starts a new trace.
pub fn forget_trace() {
    code().crossed = false;
}

/// Continues at the nearest handler with `value`.
pub fn unwind(value: Word) -> ! {
    let context = ctx();
    let code = code();
    if !code.crossed {
        code.trace.clear();
    }
    code.crossed = false;
    // SAFETY: the exit trampoline that called us recorded the frame it was called from; frames of
    // compiled code keep the frame pointer chain up to the entry trampoline.
    unsafe {
        let (mut pc, mut fp) = ((*context).exit_pc, (*context).exit_fp);
        loop {
            if code.trace.len() < MAX_FRAMES {
                code.trace.push(pc);
            }
            if let Some(&(handler, frame)) = code.handlers.get(&pc) {
                code.crossed = fp == (*context).entry_fp;
                os::resume_at(handler, fp - frame, fp, value.0, context as usize);
            }
            if fp == (*context).entry_fp || fp == 0 {
                crate::fatal("Exception without a handler");
            }
            pc = *((fp + 8) as *const usize);
            fp = *(fp as *const usize);
        }
    }
}

/// Return addresses of the running compiled functions, innermost first; those of the current segment
/// (up to the last entry from Rust).
fn current_stack() -> Vec<usize> {
    let context = ctx();
    let mut pcs = Vec::new();
    // SAFETY: as in `unwind`.
    unsafe {
        let (mut pc, mut fp) = ((*context).exit_pc, (*context).exit_fp);
        while fp != 0 && pcs.len() < MAX_FRAMES {
            pcs.push(pc);
            if fp == (*context).entry_fp {
                break;
            }
            pc = *((fp + 8) as *const usize);
            fp = *(fp as *const usize);
        }
    }
    pcs
}

/// Return addresses as an object that costs little until somebody reads it.
pub(crate) fn pack(pcs: &[usize]) -> Ref {
    let data = heap::alloc_bytes(pcs.len() * 8);
    let object = heap::alloc(crate::core::core().desc(Core::Bytes), size_of::<BytesObj>());
    // SAFETY: both were just allocated with these sizes.
    unsafe {
        std::ptr::copy_nonoverlapping(pcs.as_ptr().cast(), data, pcs.len() * 8);
        (*object.0.cast::<BytesObj>()).data.set(data);
        (*object.0.cast::<BytesObj>()).len.set(pcs.len() as u32 * 8);
    }
    object
}

fn unpack(stack: Ref) -> Vec<usize> {
    if !stack.is(Kind::Bytes) {
        return Vec::new();
    }
    // SAFETY: the kind says what the object is; `pack` filled it with whole addresses.
    unsafe {
        let bytes = stack.0.cast::<BytesObj>();
        let n = (*bytes).len.get() as usize / 8;
        (0..n)
            .map(|i| (*bytes).data.get().cast::<usize>().add(i).read_unaligned())
            .collect()
    }
}

/// How many of the innermost frames are only the making of a `haxe.Exception`: its constructor and
/// those of its subclasses.
fn n_exception_constructors(frames: &[Frame]) -> usize {
    let Some(exception) = load::find_type("haxe.Exception") else {
        return 0;
    };
    let is_constructor = |frame: &&Frame| {
        let class = frame
            .function
            .strip_suffix(".new")
            .and_then(load::find_type);
        // SAFETY: descriptors live as long as the process.
        class.is_some_and(|class| unsafe { (*class).is_subclass(exception) })
    };
    frames.iter().take_while(is_constructor).count()
}

entries! {
    /// The stack now, innermost frame first; an opaque object for `rayzor_stack_frames`.
    alloc fn rayzor_stack_capture() -> Ref {
        pack(&current_stack())
    }

    /// The stack of the last thrown exception, from where it was thrown.
    alloc fn rayzor_stack_exception() -> Ref {
        pack(&code().trace)
    }

    /// What a captured stack says: strings `Class.method|file|line|column`, innermost first, from
    /// frame `skip` on.
    throws fn rayzor_stack_frames(stack: Ref, skip: i32) -> Ref {
        let array = array::new_words(0);
        let frames = frames(&unpack(stack));
        let shown = frames.iter().filter(|frame| !frame.function.starts_with('$'));
        for frame in shown.skip(skip.max(0) as usize + n_exception_constructors(&frames)) {
            let (line, column) = frame.span.map_or((0, 0), |span| (span.line, span.column));
            let text = format!("{}|{}|{line}|{column}", frame.function, frame.file);
            array::push(array, Word::reference(string::new(&text)))?;
        }
        Ok(array)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instance::{Config, Runtime};

    #[test]
    fn addresses_are_found_in_their_function() {
        let _runtime = Runtime::start(Config::for_tests());
        set_files(vec!["Main.hx".into()]);
        let span = SpanMeta {
            file: 0,
            start: 5,
            end: 9,
            line: 2,
            column: 3,
        };
        let function = |name: &str, start| FunctionCode {
            name: name.into(),
            start,
            len: 0x10,
            locs: vec![(0, 4, 0), (8, 12, 0)],
            handlers: vec![],
            spans: vec![span],
            inlined: vec![],
        };
        register([function("Main.b", 0x2000), function("Main.a", 0x1000)]);
        let at = |pc| {
            let frame = frames(&[pc]).into_iter().next()?;
            Some((frame.function, frame.span.map(|span| span.line)))
        };
        assert_eq!(at(0x1001), Some(("Main.a".into(), Some(2))));
        assert_eq!(at(0x1006), Some(("Main.a".into(), None)));
        assert_eq!(at(0x2009), Some(("Main.b".into(), Some(2))));
        // A call at the very end of a function returns to behind it.
        assert_eq!(at(0x1010), Some(("Main.a".into(), None)));
        assert_eq!(at(0x1011), None);
        assert_eq!(at(0x1000), None);
        assert_eq!(at(0), None);
    }

    #[test]
    fn functions_compiled_into_others_have_frames() {
        let _runtime = Runtime::start(Config::for_tests());
        let span = |line| SpanMeta {
            file: 0,
            start: 0,
            end: 0,
            line,
            column: 1,
        };
        let range = |first, end, name: &str, call| InlinedMeta {
            first,
            end,
            name: name.into(),
            call,
        };
        register([FunctionCode {
            name: "Main.main".into(),
            start: 0x1000,
            len: 0x10,
            locs: vec![(0, 16, 2)],
            handlers: vec![],
            spans: vec![span(10), span(20), span(30)],
            // `c` was compiled into `b`, which was compiled into `main`.
            inlined: vec![range(2, 3, "c", 1), range(1, 3, "b", 0)],
        }]);
        let found: Vec<_> = frames(&[0x1008])
            .into_iter()
            .map(|frame| (frame.function, frame.span.map(|span| span.line)))
            .collect();
        let wanted = [("c", 30), ("b", 20), ("Main.main", 10)];
        assert_eq!(
            found,
            wanted.map(|(name, line)| (name.to_owned(), Some(line)))
        );
    }
}
