//! From CLIF to machine code: what the cache has is taken from there, the rest is compiled on all processors.
//!
//! Functions do not depend on each other once they are CLIF, so they are compiled in any order; they are defined in the order
//! they were built in, so that the result does not depend on who was faster.

use std::sync::{Mutex, MutexGuard, PoisonError};

use cranelift_codegen::ir;
use cranelift_codegen::isa::TargetIsa;
use cranelift_codegen::{Context, FinalizedMachExceptionHandler};
use cranelift_module::{FuncId, ModuleReloc};
use runtime::meta::{CodeMeta, HandlerMeta};

use crate::cache::{CodeCache, Compiled, KeyBase, Piece};
use crate::compile::Listing;

/// A function on its way.
pub(crate) struct Job {
    pub(crate) id: FuncId,
    pub(crate) func: ir::Function,
    /// Its instructions are wanted as text.
    pub(crate) is_watched: bool,
}

/// Fewer functions than this are not worth a thread.
const JOBS_PER_THREAD: usize = 16;

/// What became of a function: its machine code, or why there is none.
pub(crate) type Done = (FuncId, Result<(Compiled, Option<Listing>), String>);

/// The same within, with what the cache gets.
type Made = Result<(Compiled, Option<Piece>, Option<Listing>), String>;

/// Compiles all jobs; the results are in their order.
pub(crate) fn compile(
    isa: &dyn TargetIsa,
    jobs: Vec<Job>,
    mut cache: Option<&mut CodeCache>,
    name_of: &dyn Fn(FuncId) -> String,
) -> Vec<Done> {
    let base = KeyBase::new(isa);
    let mut ids = Vec::with_capacity(jobs.len());
    let mut results: Vec<Option<Made>> = Vec::with_capacity(jobs.len());
    let mut keys = Vec::new();
    let mut missing = Vec::new();
    for (i, job) in jobs.into_iter().enumerate() {
        ids.push(job.id);
        let mut found = None;
        if let Some(cache) = &mut cache {
            let key = base.key(&job.func);
            keys.push(key);
            found = cache
                .find(key)
                .and_then(|piece| piece.resolve(&job.func, job.id));
        }
        match found {
            Some(compiled) => results.push(Some(Ok((compiled, None, None)))),
            None => {
                results.push(None);
                missing.push((i, job));
            }
        }
    }
    for (i, made) in compile_some(isa, missing, cache.is_some()) {
        results[i] = Some(made);
    }
    let mut res = Vec::with_capacity(ids.len());
    for (i, (id, made)) in ids.into_iter().zip(results).enumerate() {
        let made = made.unwrap_or_else(|| Err("was not compiled".to_owned()));
        let made = made.map(|(compiled, piece, listing)| {
            if let (Some(cache), Some(piece)) = (&mut cache, piece) {
                cache.store(keys[i], piece);
                cache.compiled.push(name_of(id));
            }
            (compiled, listing)
        });
        res.push((id, made));
    }
    res
}

/// With the numbers the jobs came with, in any order.
fn compile_some(isa: &dyn TargetIsa, jobs: Vec<(usize, Job)>, keep: bool) -> Vec<(usize, Made)> {
    let n_threads = std::thread::available_parallelism().map_or(1, usize::from);
    let n_threads = n_threads.min(jobs.len() / JOBS_PER_THREAD);
    let results = Mutex::new(Vec::with_capacity(jobs.len()));
    let jobs = Mutex::new(jobs.into_iter());
    let work = || {
        let mut context = Context::new();
        loop {
            let job = locked(&jobs).next();
            let Some((i, job)) = job else { break };
            let made = compile_one(isa, &mut context, job, keep);
            locked(&results).push((i, made));
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..n_threads {
            scope.spawn(work);
        }
        work();
    });
    results.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn compile_one(isa: &dyn TargetIsa, context: &mut Context, job: Job, keep: bool) -> Made {
    context.clear();
    context.func = job.func;
    let clif = if job.is_watched {
        context.func.display().to_string()
    } else {
        String::new()
    };
    context.set_disasm(job.is_watched);
    if let Err(error) = context.compile(isa, &mut Default::default()) {
        let error = format!("{:?}", error.inner);
        return Err(format!("{error}\n{}", context.func.display()));
    }
    let Some(compiled) = context.compiled_code() else {
        return Err("gave no code".to_owned());
    };
    let meta = code_meta(context);
    let (code, relocs) = (compiled.code_buffer(), compiled.buffer.relocs());
    let align = u64::from(compiled.buffer.alignment);
    let piece = if keep {
        Piece::new(
            code,
            align,
            relocs,
            &meta,
            context.func.params.base_srcloc(),
        )
    } else {
        None
    };
    let relocs = relocs
        .iter()
        .map(|reloc| ModuleReloc::from_mach_reloc(reloc, &context.func, job.id));
    let compiled_here = Compiled {
        code: code.to_vec(),
        align,
        relocs: relocs.collect(),
        meta,
    };
    let listing = job.is_watched.then(|| Listing {
        clif,
        asm: compiled.vcode.clone().unwrap_or_default(),
    });
    Ok((compiled_here, piece, listing))
}

fn code_meta(context: &Context) -> CodeMeta {
    let Some(compiled) = context.compiled_code() else {
        return CodeMeta::default();
    };
    let mut handlers = Vec::new();
    for site in compiled.buffer.call_sites() {
        for handler in site.exception_handlers {
            match *handler {
                FinalizedMachExceptionHandler::Default(at)
                | FinalizedMachExceptionHandler::Tag(_, at) => {
                    let frame = site.frame_offset.unwrap_or_default();
                    handlers.push(HandlerMeta {
                        ret: site.ret_addr,
                        handler: at,
                        frame,
                    });
                    break;
                }
                FinalizedMachExceptionHandler::Context(_) => {}
            }
        }
    }
    let locs = compiled.buffer.get_srclocs_sorted().iter();
    let locs = locs.filter(|loc| !loc.loc.is_default());
    CodeMeta {
        size: compiled.code_info().total_size,
        handlers,
        locs: locs
            .map(|loc| (loc.start, loc.end, loc.loc.bits()))
            .collect(),
    }
}
