//! Natural loops: which blocks go round, where they are entered, what inside could change memory that others read.

use crate::cfg::{self, Dominators};
use crate::function::{BlockId, Function};
use crate::inst::Op;

#[derive(Clone, Debug)]
pub struct Loop {
    pub header: BlockId,
    /// Blocks of the loop by id, those of inner loops included.
    pub blocks: Vec<bool>,
    /// Where control comes from into the header: from inside and from outside.
    pub latches: Vec<BlockId>,
    pub entries: Vec<BlockId>,
}

impl Loop {
    pub fn contains(&self, block: BlockId) -> bool {
        self.blocks[block.0 as usize]
    }

    pub fn block_ids(&self) -> impl Iterator<Item = BlockId> {
        let ids = self.blocks.iter().enumerate();
        ids.filter(|(_, inside)| **inside)
            .map(|(id, _)| BlockId(id as u32))
    }

    /// Whether nothing in the loop runs code that is not seen here, and no exception is caught in it or leaves it for a
    /// handler of this function: then what the loop writes is what its own instructions write.
    pub fn is_quiet(&self, func: &Function) -> bool {
        self.block_ids().all(|id| {
            let block = func.block(id);
            block.handler.is_none() && block.insts.iter().all(|inst| is_quiet(&inst.op))
        })
    }
}

/// Functions of the runtime that work on their own kind of object only and never call compiled code.
const QUIET_RUNTIME: &[&str] = &[
    "rayzor_string_",
    "rayzor_math_",
    "rayzor_bytes_",
    "rayzor_i64_",
];

/// Whether the instruction leaves fields, elements, cells and static variables alone unless it is an instruction that sets
/// one. Fields by name have neither getters nor setters.
fn is_quiet(op: &Op) -> bool {
    match op {
        Op::CallRt { symbol, .. } => QUIET_RUNTIME.iter().any(|it| symbol.starts_with(it)),
        Op::Call { .. }
        | Op::CallVirtual { .. }
        | Op::CallInterface { .. }
        | Op::CallClosure { .. }
        | Op::CallDyn { .. }
        | Op::CallField { .. } => false,
        _ => true,
    }
}

/// The loops of a function, inner ones before those around them. Loops with one header are one loop. What is entered
/// elsewhere than at a header is none.
pub fn loops(func: &Function, dominators: &Dominators) -> Vec<Loop> {
    let preds = cfg::predecessors(func);
    let mut res: Vec<Loop> = Vec::new();
    for header in func.block_ids().filter(|it| dominators.is_reachable(*it)) {
        let preds_of = &preds[header.0 as usize];
        // A handler's parameter comes from nowhere in particular.
        if !preds_of.exceptional.is_empty() {
            continue;
        }
        let (latches, entries): (Vec<BlockId>, Vec<BlockId>) = preds_of
            .normal
            .iter()
            .filter(|pred| dominators.is_reachable(**pred))
            .partition(|pred| dominators.dominates_start(header, **pred));
        if latches.is_empty() || entries.is_empty() {
            continue;
        }
        let mut blocks = vec![false; func.blocks.len()];
        blocks[header.0 as usize] = true;
        let mut stack = latches.clone();
        while let Some(block) = stack.pop() {
            if !std::mem::replace(&mut blocks[block.0 as usize], true) {
                let preds = &preds[block.0 as usize];
                let preds = preds.normal.iter().chain(&preds.exceptional).copied();
                stack.extend(preds.filter(|it| dominators.is_reachable(*it)));
            }
        }
        res.push(Loop {
            header,
            blocks,
            latches,
            entries,
        });
    }
    res.sort_by_key(|it| it.block_ids().count());
    res
}
