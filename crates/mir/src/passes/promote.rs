//! Slots become values where no exception handler has to find them.
//!
//! A slot that is read in a handler before it is written there must be in memory, since an exception comes from the middle of
//! a block. Any other is a variable like all others: a block where several ways meet, and that still reads it, gets it as a
//! parameter.

use rustc_hash::FxHashMap;

use super::inline::zero;
use super::simplify::replace_values;
use crate::cfg::{self, Preds};
use crate::function::{Function, Inst, Loc, Slot, Value};
use crate::inst::Op;

pub(super) fn run(func: &mut Function) {
    if func.slots.is_empty() {
        return;
    }
    cfg::remove_unreachable_blocks(func);
    let preds = cfg::predecessors(func);
    let live = live_slots(func);
    let n_slots = func.slots.len();
    let mut chosen = vec![true; n_slots];
    for block in &func.blocks {
        if let Some(handler) = block.handler {
            for (chosen, is_live) in chosen.iter_mut().zip(&live[handler.0 as usize]) {
                *chosen &= !is_live;
            }
        }
    }
    if chosen.contains(&true) {
        rewrite(func, &preds, &live, &chosen);
        remove_slots(func, &chosen);
        cfg::renumber_values(func);
    }
}

/// By block: the slots that are read before they are written, there or behind it.
fn live_slots(func: &Function) -> Vec<Vec<bool>> {
    let n_slots = func.slots.len();
    let mut live = vec![vec![false; n_slots]; func.blocks.len()];
    let mut order = cfg::reverse_postorder(func);
    order.reverse();
    loop {
        let mut changed = false;
        for &id in &order {
            let mut now = vec![false; n_slots];
            let mut join = |other: &[bool]| {
                for (now, other) in now.iter_mut().zip(other) {
                    *now |= other;
                }
            };
            for call in func.block(id).term.successors() {
                join(&live[call.block.0 as usize]);
            }
            for inst in func.block(id).insts.iter().rev() {
                match inst.op {
                    Op::SlotGet { slot } => now[slot.0 as usize] = true,
                    Op::SlotSet { slot, .. } => now[slot.0 as usize] = false,
                    _ => {}
                }
            }
            if let Some(handler) = func.block(id).handler {
                for (now, other) in now.iter_mut().zip(&live[handler.0 as usize]) {
                    *now |= other;
                }
            }
            if now != live[id.0 as usize] {
                live[id.0 as usize] = now;
                changed = true;
            }
        }
        if !changed {
            return live;
        }
    }
}

fn rewrite(func: &mut Function, preds: &[Preds], live: &[Vec<bool>], chosen: &[bool]) {
    let n_slots = func.slots.len();
    // What each slot holds at the end of a block, and the slots that a block has parameters for.
    let mut at_end: Vec<Vec<Option<Value>>> = vec![Vec::new(); func.blocks.len()];
    let mut added: Vec<Vec<usize>> = vec![Vec::new(); func.blocks.len()];
    let mut replaced: FxHashMap<Value, Value> = FxHashMap::default();
    let order = cfg::reverse_postorder(func);
    for &id in &order {
        let index = id.0 as usize;
        let mut now: Vec<Option<Value>> = vec![None; n_slots];
        let mut insts = Vec::new();
        for slot in (0..n_slots).filter(|slot| chosen[*slot] && live[index][*slot]) {
            let ty = func.slots[slot];
            now[slot] = match &*preds[index].normal {
                // A slot starts at zero.
                _ if id == Function::ENTRY => {
                    let value = func.new_value(ty);
                    insts.push(Inst {
                        result: Some(value),
                        op: Op::Const(zero(ty)),
                        loc: Loc::NONE,
                    });
                    Some(value)
                }
                [pred] => at_end[pred.0 as usize].get(slot).copied().flatten(),
                _ => {
                    let value = func.new_value(ty);
                    func.block_mut(id).params.push(value);
                    added[index].push(slot);
                    Some(value)
                }
            };
        }
        for inst in std::mem::take(&mut func.block_mut(id).insts) {
            match inst.op {
                Op::SlotGet { slot } if chosen[slot.0 as usize] => {
                    if let (Some(result), Some(value)) = (inst.result, now[slot.0 as usize]) {
                        replaced.insert(result, value);
                    }
                }
                Op::SlotSet { slot, value } if chosen[slot.0 as usize] => {
                    now[slot.0 as usize] = Some(value);
                }
                _ => insts.push(inst),
            }
        }
        func.block_mut(id).insts = insts;
        at_end[index] = now;
    }
    for id in order {
        for call in func.block_mut(id).term.successors_mut() {
            for slot in &added[call.block.0 as usize] {
                call.args.extend(at_end[id.0 as usize][*slot]);
            }
        }
    }
    replace_values(func, &replaced);
}

/// Nobody mentions them any more; the others move up.
fn remove_slots(func: &mut Function, doomed: &[bool]) {
    let mut next = 0;
    let new: Vec<Slot> = doomed
        .iter()
        .map(|doomed| {
            let slot = Slot(next);
            next += u32::from(!doomed);
            slot
        })
        .collect();
    let mut keep = doomed.iter().map(|doomed| !doomed);
    func.slots.retain(|_| keep.next().unwrap_or(true));
    for inst in func.blocks.iter_mut().flat_map(|block| &mut block.insts) {
        if let Op::SlotGet { slot } | Op::SlotSet { slot, .. } = &mut inst.op {
            *slot = new[slot.0 as usize];
        }
    }
}
