//! Branches decided, parameters that are always the same value, chains of blocks.

use rustc_hash::FxHashMap;

use super::replace_values;
use crate::cfg;
use crate::function::{BlockId, Function, Loc, Value};
use crate::inst::{BlockCall, Const, Op, Terminator};

/// Constants by value.
fn constants(func: &Function) -> FxHashMap<Value, Const> {
    let mut res = FxHashMap::default();
    for block in &func.blocks {
        for inst in &block.insts {
            if let (Some(result), Op::Const(value)) = (inst.result, &inst.op) {
                res.insert(result, value.clone());
            }
        }
    }
    res
}

/// Branches on constants, branches to one place, edges to blocks that only jump on.
pub(super) fn fold_terminators(func: &mut Function) -> bool {
    let constants = constants(func);
    let forwards: Vec<Option<BlockCall>> = func.blocks.iter().map(forward).collect();
    let mut changed = false;
    for block in &mut func.blocks {
        let decided = match &mut block.term {
            Terminator::Branch { cond, then, else_ } => match constants.get(cond) {
                Some(Const::Bool(true)) => Some(take(then)),
                Some(Const::Bool(false)) => Some(take(else_)),
                _ if then == else_ => Some(take(then)),
                _ => None,
            },
            Terminator::Switch {
                value,
                cases,
                default,
            } => match constants.get(value) {
                Some(Const::Int(value)) => {
                    let case = cases
                        .iter_mut()
                        .find(|(case, _)| i64::from(*case) == *value);
                    Some(take(case.map_or(default, |(_, call)| call)))
                }
                _ if cases.is_empty() => Some(take(default)),
                _ => None,
            },
            _ => None,
        };
        if let Some(call) = decided {
            block.term = Terminator::Jump(call);
            changed = true;
        }
        for call in block.term.successors_mut() {
            // A few steps: blocks that jump in a circle forward for ever.
            for _ in 0..8 {
                match &forwards[call.block.0 as usize] {
                    Some(next) if call.args.is_empty() && next.block != call.block => {
                        *call = next.clone();
                        changed = true;
                    }
                    _ => break,
                }
            }
        }
    }
    changed
}

fn take(call: &mut BlockCall) -> BlockCall {
    std::mem::replace(call, BlockCall::new(Function::ENTRY, []))
}

/// Where a block leads that does nothing but jump, and takes nothing.
fn forward(block: &crate::Block) -> Option<BlockCall> {
    match &block.term {
        Terminator::Jump(call) if block.insts.is_empty() && block.params.is_empty() => {
            Some(call.clone())
        }
        _ => None,
    }
}

/// A parameter that gets one value from everywhere, itself aside, is that value.
pub(super) fn remove_params(func: &mut Function) -> bool {
    let mut is_handler = vec![false; func.blocks.len()];
    for block in &func.blocks {
        if let Some(handler) = block.handler {
            is_handler[handler.0 as usize] = true;
        }
    }
    let reachable = cfg::reachable_blocks(func);
    // Per parameter: not seen yet, one value, or several.
    let mut incoming: Vec<Vec<Incoming>> = func
        .blocks
        .iter()
        .map(|block| vec![Incoming::Nothing; block.params.len()])
        .collect();
    for (id, block) in func.blocks.iter().enumerate() {
        if !reachable[id] {
            continue;
        }
        for call in block.term.successors() {
            let target = call.block.0 as usize;
            for (i, arg) in call.args.iter().enumerate() {
                let param = func.blocks[target].params[i];
                incoming[target][i].add(*arg, param);
            }
        }
    }
    let mut replaced: FxHashMap<Value, Value> = FxHashMap::default();
    let mut doomed: Vec<Vec<bool>> = Vec::with_capacity(func.blocks.len());
    for (id, params) in incoming.iter().enumerate() {
        let mut doomed_here = vec![false; params.len()];
        for (i, incoming) in params.iter().enumerate() {
            if let Incoming::One(value) = incoming
                && id != 0
                && !is_handler[id]
            {
                let param = func.blocks[id].params[i];
                // Two parameters that stand for each other: one at a time.
                let mut end = *value;
                while let Some(&next) = replaced.get(&end) {
                    end = next;
                }
                if end != param {
                    replaced.insert(param, *value);
                    doomed_here[i] = true;
                }
            }
        }
        doomed.push(doomed_here);
    }
    if replaced.is_empty() {
        return false;
    }
    for id in 0..func.blocks.len() {
        let mut keep = doomed[id].iter().map(|doomed| !doomed);
        func.blocks[id]
            .params
            .retain(|_| keep.next().unwrap_or(true));
        for call in func.blocks[id].term.successors_mut() {
            let mut keep = doomed[call.block.0 as usize].iter().map(|doomed| !doomed);
            call.args.retain(|_| keep.next().unwrap_or(true));
        }
    }
    replace_values(func, &replaced);
    true
}

#[derive(Clone, Copy)]
enum Incoming {
    Nothing,
    One(Value),
    Several,
}

impl Incoming {
    fn add(&mut self, arg: Value, param: Value) {
        if arg == param {
            return;
        }
        *self = match *self {
            Incoming::Nothing => Incoming::One(arg),
            Incoming::One(value) if value == arg => Incoming::One(arg),
            Incoming::One(_) | Incoming::Several => Incoming::Several,
        };
    }
}

/// A block with one predecessor that jumps to it becomes its tail.
pub(super) fn merge(func: &mut Function) -> bool {
    let preds = cfg::predecessors(func);
    let reachable = cfg::reachable_blocks(func);
    let mut changed = false;
    let mut replaced: FxHashMap<Value, Value> = FxHashMap::default();
    for id in (0..func.blocks.len()).filter(|id| reachable[*id]) {
        // The tail may itself end in such a jump.
        while let Terminator::Jump(call) = &func.blocks[id].term {
            let target = call.block.0 as usize;
            let preds = &preds[target];
            let is_only = preds.normal.len() == 1 && preds.exceptional.is_empty();
            let fits = is_only
                && target != id
                && target != 0
                && func.blocks[target].handler == func.blocks[id].handler
                // A block that was merged away keeps its place but nothing in it.
                && !matches!(func.blocks[target].term, Terminator::Unreachable);
            if !fits {
                break;
            }
            let args = call.args.clone();
            let params = std::mem::take(&mut func.blocks[target].params);
            replaced.extend(params.into_iter().zip(args));
            let insts = std::mem::take(&mut func.blocks[target].insts);
            let term = std::mem::replace(&mut func.blocks[target].term, Terminator::Unreachable);
            let term_loc = std::mem::replace(&mut func.blocks[target].term_loc, Loc::NONE);
            let block = func.block_mut(BlockId(id as u32));
            block.insts.extend(insts);
            block.term = term;
            block.term_loc = term_loc;
            changed = true;
        }
    }
    replace_values(func, &replaced);
    changed
}
