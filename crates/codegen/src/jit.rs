//! Into this process: compile, connect with the runtime, run.
//!
//! There is one program at a time in a process, as there is one runtime; its code lives until the
//! process ends.

use cranelift_jit::{ArenaMemoryProvider, JITBuilder, JITModule};
use cranelift_module::{FuncId, Linkage, default_libcall_names};
use mir::Program;
use runtime::abi;
use runtime::code::{self, FunctionCode};
use runtime::ctx::{EntryFn, ctx};
use runtime::desc::Ref;
use runtime::exception::Thrown;
use runtime::load::{self, Entries};
use runtime::word::Word;
use rustc_hash::FxHashMap;

use crate::cache::CodeCache;
use crate::compile::{Addresses, Compiler, Known, Rate, entry};
use crate::plan::{Code, Plan};
use crate::{CodegenError, OptLevel, Result, isa, trampoline};

/// How to compile.
#[derive(Debug, Default)]
pub struct JitOptions<'a> {
    pub opt: OptLevel,
    /// Where to take code from that was made before, and to leave what was not.
    pub cache: Option<&'a mut CodeCache>,
}

/// Address space for code, reserved at once so that all of it is within reach of near calls.
/// Windows commits what it reserves.
const CODE_SIZE: usize = if cfg!(windows) { 64 << 20 } else { 256 << 20 };

/// A program in memory, ready to run.
pub struct JitProgram {
    entry: EntryFn,
    start: *const u8,
    functions: FxHashMap<mir::Symbol, *const u8>,
}

/// Compiles a program and connects it with the runtime of this process, which must have started.
/// The program should have been verified.
pub fn compile_jit(program: &Program, options: JitOptions<'_>) -> Result<JitProgram> {
    let plan = Plan::new(program)?;
    let loaded = load::Program::prepare(plan.meta.clone(), std::ptr::null_mut());
    let failed = |error: String| CodegenError::new("program", error);
    let isa = isa::host(options.opt, false).map_err(failed)?;
    let call_conv = isa.default_call_conv();
    let mut builder = JITBuilder::with_isa(isa, default_libcall_names());
    // SAFETY: `prepare` has just filled it in, and no Haxe code runs.
    let globals = unsafe { (*ctx()).globals } as usize;
    let table = loaded.table.clone();
    builder.symbol_lookup_fn(Box::new(move |name| {
        let known = match Known::parse(name) {
            None => return abi::find(name).map(|entry| entry.address.0),
            Some(known) => known,
        };
        let value = match known {
            Known::Context => ctx() as usize,
            Known::Item(slot) => *table.get(slot)? as usize,
            Known::Global(offset) => globals + offset as usize,
            Known::Signature(number) => number as usize,
        };
        Some(value as *const u8)
    }));
    let arena = ArenaMemoryProvider::new_with_size(CODE_SIZE);
    builder.memory_provider(Box::new(arena.map_err(|error| failed(error.to_string()))?));
    // The module owns the code and is never dropped: code runs until the process ends.
    let module = Box::leak(Box::new(JITModule::new(builder)));

    let (layout, optimize) = (loaded.layout.clone(), options.opt != OptLevel::None);
    let mut compiler = Compiler::new(module, &plan, layout, Addresses::Known, optimize)?;
    let varargs = compiler.runtime_function(entry("rayzor_call_varargs")?, Rate::Usual)?;
    compiler.build_all()?;
    let entry_sig = trampoline::entry_signature(call_conv);
    let entry_id = compiler.declare("hx$entry", Linkage::Local, &entry_sig)?;
    compiler.define(entry_id, entry_sig, |_, b| trampoline::entry_trampoline(b))?;
    compiler.finish(options.cache)?;
    let (function_ids, done) = (compiler.function_ids, compiler.done);
    module
        .finalize_definitions()
        .map_err(|error| failed(error.to_string()))?;

    let address = |id: FuncId| module.get_finalized_function(id);
    let codes: Vec<*const u8> = function_ids.iter().map(|id| address(*id)).collect();
    let by_id: FxHashMap<FuncId, usize> = function_ids
        .iter()
        .enumerate()
        .map(|(i, id)| (*id, i))
        .collect();
    for (id, meta) in done {
        match by_id.get(&id) {
            Some(&index) => loaded.meta.functions[index].code = meta,
            // The entry trampoline's handler ends every walk; other trampolines have none.
            None => code::register([FunctionCode {
                name: String::new(),
                start: address(id) as usize,
                len: meta.size as usize,
                locs: meta.locs,
                handlers: meta
                    .handlers
                    .iter()
                    .map(|it| (it.ret, it.handler, it.frame))
                    .collect(),
                spans: Vec::new(),
                inlined: Vec::new(),
            }]),
        }
    }
    // SAFETY: the entry trampoline was compiled with exactly this signature.
    let entry = unsafe { std::mem::transmute::<*const u8, EntryFn>(address(entry_id)) };
    loaded.link(
        &codes,
        Entries {
            entry,
            varargs: address(varargs),
        },
    );
    let functions = plan
        .functions
        .iter()
        .zip(&codes)
        .filter_map(|(code, address)| match code {
            Code::Mir(symbol) => Some((symbol.clone(), *address)),
            _ => None,
        });
    Ok(JitProgram {
        entry,
        start: codes[0],
        functions: functions.collect(),
    })
}

/// Touches what a compilation needs, so that the first one is not the slow one.
pub fn warm_up() {
    let mut program = Program::default();
    let sig = mir::Signature::new([mir::Repr::I32], mir::Repr::I32);
    let mut b = mir::FunctionBuilder::new("warm", sig);
    let x = b.param(0);
    let sum = b.binary(mir::BinOp::IAdd, x, x);
    b.ret(Some(sum));
    program.add_function(b.finish().function);
    let Ok(plan) = Plan::new(&program) else {
        return;
    };
    let Ok(isa) = isa::host(OptLevel::Speed, false) else {
        return;
    };
    let mut module = JITModule::new(JITBuilder::with_isa(isa, default_libcall_names()));
    let layout = runtime::table::TableLayout::new(&plan.meta);
    if let Ok(mut compiler) = Compiler::new(&mut module, &plan, layout, Addresses::Known, true) {
        // Only for its side effect on caches and pages.
        let _ = compiler.build_all();
        let _ = compiler.finish(None);
    }
    // SAFETY: nothing of it was ever called.
    unsafe { module.free_memory() };
}

impl JitProgram {
    /// Static initialisers, then the program's entry; its value, or what was thrown.
    pub fn run(&self) -> std::result::Result<Word, Thrown> {
        self.call_code(self.start)
    }

    /// Calls a function that has the signature of a uniform entry, `(ref, ptr, i64) -> word`, with
    /// nothing. `None` when the program has no such function.
    pub fn call(&self, symbol: &str) -> Option<std::result::Result<Word, Thrown>> {
        self.functions.get(symbol).map(|code| self.call_code(*code))
    }

    fn call_code(&self, code: *const u8) -> std::result::Result<Word, Thrown> {
        let mut result = Word::NULL;
        // SAFETY: the code is a uniform entry of this program, which is linked; the entry trampoline
        // passes no arguments on and ends every exception.
        let threw =
            unsafe { (self.entry)(code, Ref::NULL, std::ptr::null(), 0, ctx(), &mut result) };
        if threw == 0 {
            Ok(result)
        } else {
            Err(Thrown(result))
        }
    }
}
