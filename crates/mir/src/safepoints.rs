//! Places where a thread lets others run. Haxe code runs under one lock, so a loop that waits for what another thread
//! does must give the lock up now and then: `while (!done) {}`. Functions that call ask on entry; here loops learn to
//! ask, in programs that start threads. What a loop asks is a call that may change anything, so nothing read before it
//! counts as known after it: this comes before every pass.

use crate::cfg::Dominators;
use crate::function::{Function, Inst, Loc, SymbolUse};
use crate::inst::Op;
use crate::loops::loops;
use crate::program::Program;
use crate::types::Symbol;

/// Makes a thread.
const START: &str = "rayzor_thread_start";
/// Lets others run if they asked.
const POLL: &str = "rayzor_thread_poll";

/// Nothing for a program without threads.
pub fn insert(program: &mut Program) {
    if program.functions.values().any(starts_threads) {
        program.functions.values_mut().for_each(into_loops);
    }
}

fn starts_threads(func: &Function) -> bool {
    let mut res = false;
    func.visit_symbols(|it| res |= matches!(it, SymbolUse::Runtime(symbol) if *symbol == START));
    res
}

fn into_loops(func: &mut Function) {
    for it in loops(func, &Dominators::new(func)) {
        let poll = Inst {
            result: None,
            op: Op::CallRt {
                symbol: Symbol::new_static(POLL),
                args: Vec::new(),
            },
            loc: Loc::NONE,
        };
        func.blocks[it.header.0 as usize].insts.insert(0, poll);
    }
}
