//! What makes code faster and changes nothing else: a program gives the same output with all passes
//! off. Each pass leaves a function that verifies; each has its cases in `filetests/pass`.

mod devirtualize;
mod guess;
mod hoist;
mod inline;
mod promote;
mod scalars;
mod simplify;
mod unused;

use crate::function::Function;
use crate::program::Program;

/// A pass over one function, by the name that tests use.
pub type FunctionPass = fn(&mut Function);

pub const FUNCTION_PASSES: &[(&str, FunctionPass)] = &[
    ("simplify", simplify::run),
    ("scalars", |func| {
        scalars::run(func);
    }),
    ("promote", promote::run),
    ("hoist", hoist::run),
];

/// A pass over the program.
pub type ProgramPass = fn(&mut Program);

pub const PROGRAM_PASSES: &[(&str, ProgramPass)] = &[
    ("devirtualize", devirtualize::run),
    ("guess", guess::run),
    ("inline", inline::run),
    ("unused", unused::run),
    // No improvement, and done before all of them.
    ("safepoints", crate::safepoints::insert),
];

/// The pass of this name, over the whole program.
pub fn run_named(program: &mut Program, name: &str) -> bool {
    if let Some((_, pass)) = FUNCTION_PASSES.iter().find(|(it, _)| *it == name) {
        each_function(program, *pass);
        return true;
    }
    if let Some((_, pass)) = PROGRAM_PASSES.iter().find(|(it, _)| *it == name) {
        pass(program);
        return true;
    }
    false
}

/// All passes, in the order that pays.
pub fn optimize(program: &mut Program) {
    devirtualize::run(program);
    // The inliner decides by size: by what is left of a function.
    each_function(program, simplify::run);
    guess::run(program);
    inline::run(program);
    each_function(program, |func| {
        simplify::run(func);
        for _ in 0..SCALAR_ROUNDS {
            if !scalars::run(func) {
                break;
            }
            promote::run(func);
            simplify::run(func);
        }
        hoist::run(func);
    });
}

/// How deep objects that never leave are found in each other.
const SCALAR_ROUNDS: usize = 3;

/// [`optimize`] for a program that is run: what nothing mentions afterwards need not be compiled.
pub fn optimize_to_run(program: &mut Program) {
    optimize(program);
    unused::run(program);
}

/// So many functions are worth a thread.
const FUNCTIONS_PER_THREAD: usize = 32;

/// A pass over one function does not look at others: all processors work.
fn each_function(program: &mut Program, pass: impl Fn(&mut Function) + Sync) {
    let n_functions = program.functions.len();
    let n_threads = std::thread::available_parallelism().map_or(1, usize::from);
    let n_threads = n_threads.min(n_functions / FUNCTIONS_PER_THREAD);
    let functions = std::sync::Mutex::new(program.functions.values_mut());
    let next = || match functions.lock() {
        Ok(mut functions) => functions.next(),
        Err(_) => None,
    };
    let work = || {
        while let Some(func) = next() {
            pass(func);
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..n_threads {
            scope.spawn(work);
        }
        work();
    });
}
