//! What makes code faster and changes nothing else: a program gives the same output with all passes
//! off. Each pass leaves a function that verifies; each has its cases in `filetests/pass`.

mod devirtualize;
mod hoist;
mod inline;
mod simplify;

use crate::function::Function;
use crate::program::Program;

/// A pass over one function, by the name that tests use.
pub type FunctionPass = fn(&mut Function);

pub const FUNCTION_PASSES: &[(&str, FunctionPass)] =
    &[("simplify", simplify::run), ("hoist", hoist::run)];

/// A pass over the program.
pub type ProgramPass = fn(&mut Program);

pub const PROGRAM_PASSES: &[(&str, ProgramPass)] =
    &[("devirtualize", devirtualize::run), ("inline", inline::run)];

/// The pass of this name, over the whole program.
pub fn run_named(program: &mut Program, name: &str) -> bool {
    if let Some((_, pass)) = FUNCTION_PASSES.iter().find(|(it, _)| *it == name) {
        program.functions.values_mut().for_each(pass);
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
    program.functions.values_mut().for_each(simplify::run);
    inline::run(program);
    for func in program.functions.values_mut() {
        simplify::run(func);
        hoist::run(func);
    }
}
