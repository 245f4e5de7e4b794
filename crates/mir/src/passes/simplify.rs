//! Constants, copies, boxes undone, checks already made, branches decided, blocks merged, dead code.
//!
//! Repeats its parts until nothing changes: each makes work for the others.

mod blocks;
mod fold;

use rustc_hash::FxHashMap;

use crate::cfg;
use crate::function::{Function, Value};
use crate::inst::Op;

/// What simplification reaches after so many rounds is enough.
const ROUNDS: usize = 4;

pub(super) fn run(func: &mut Function) {
    for _ in 0..ROUNDS {
        let mut changed = fold::run(func);
        changed |= blocks::fold_terminators(func);
        changed |= blocks::remove_params(func);
        changed |= blocks::merge(func);
        cfg::remove_unreachable_blocks(func);
        changed |= remove_dead(func);
        if !changed {
            break;
        }
    }
    cfg::renumber_values(func);
}

/// Puts `to` for `from` everywhere, chains followed.
pub(super) fn replace_values(func: &mut Function, replaced: &FxHashMap<Value, Value>) {
    if replaced.is_empty() {
        return;
    }
    let resolve = |value: &mut Value| {
        while let Some(&next) = replaced.get(value) {
            *value = next;
        }
    };
    for block in &mut func.blocks {
        for inst in &mut block.insts {
            inst.op.visit_values_mut(resolve);
        }
        block.term.visit_values_mut(resolve);
    }
}

/// Unused instructions without effects, and writes to slots that nobody reads.
fn remove_dead(func: &mut Function) -> bool {
    let mut uses = vec![0u32; func.value_types.len()];
    let mut slot_reads = vec![false; func.slots.len()];
    for block in &func.blocks {
        for inst in &block.insts {
            inst.op.visit_values(|value| uses[value.0 as usize] += 1);
            if let Op::SlotGet { slot } = &inst.op {
                slot_reads[slot.0 as usize] = true;
            }
        }
        block.term.visit_values(|value| uses[value.0 as usize] += 1);
    }
    let mut changed = false;
    // From the back: what a dead instruction used may be dead as well.
    let order = cfg::reverse_postorder(func);
    for id in order.into_iter().rev() {
        let insts = std::mem::take(&mut func.block_mut(id).insts);
        let mut kept = Vec::with_capacity(insts.len());
        for inst in insts.into_iter().rev() {
            let dead = match (&inst.result, &inst.op) {
                (Some(result), op) => uses[result.0 as usize] == 0 && op.effects().removable(),
                (None, Op::SlotSet { slot, .. }) => !slot_reads[slot.0 as usize],
                (None, _) => false,
            };
            if dead {
                changed = true;
                inst.op.visit_values(|value| uses[value.0 as usize] -= 1);
            } else {
                kept.push(inst);
            }
        }
        kept.reverse();
        func.block_mut(id).insts = kept;
    }
    changed
}
