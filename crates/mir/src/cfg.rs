//! Facts about the flow graph: reachability, predecessors, dominators; and the renumbering that keeps
//! functions tidy. Handler edges count as edges from the start of the covered block.

use rustc_hash::FxHashMap;

use crate::function::{BlockId, Function, Value};
use crate::inst::{Const, Op};

/// Successors in order, the handler last.
pub fn successors(func: &Function, block: BlockId) -> impl Iterator<Item = BlockId> {
    let block = func.block(block);
    block
        .term
        .successors()
        .map(|call| call.block)
        .chain(block.handler)
}

pub fn reachable_blocks(func: &Function) -> Vec<bool> {
    let mut seen = vec![false; func.blocks.len()];
    let mut stack = vec![Function::ENTRY];
    seen[0] = true;
    while let Some(block) = stack.pop() {
        for next in successors(func, block) {
            if !std::mem::replace(&mut seen[next.0 as usize], true) {
                stack.push(next);
            }
        }
    }
    seen
}

/// Predecessors through ordinary edges and, apart, through handler edges; each pred once.
#[derive(Debug, Default, Clone)]
pub struct Preds {
    pub normal: Vec<BlockId>,
    pub exceptional: Vec<BlockId>,
}

pub fn predecessors(func: &Function) -> Vec<Preds> {
    let mut res = vec![Preds::default(); func.blocks.len()];
    for block in func.block_ids() {
        for call in func.block(block).term.successors() {
            let preds = &mut res[call.block.0 as usize].normal;
            if preds.last() != Some(&block) {
                preds.push(block);
            }
        }
        if let Some(handler) = func.block(block).handler {
            res[handler.0 as usize].exceptional.push(block);
        }
    }
    res
}

/// Reverse postorder from the entry.
pub fn reverse_postorder(func: &Function) -> Vec<BlockId> {
    let mut seen = vec![false; func.blocks.len()];
    let mut res = Vec::with_capacity(func.blocks.len());
    let mut stack: Vec<(BlockId, Vec<BlockId>)> = Vec::new();
    seen[0] = true;
    stack.push((Function::ENTRY, successors(func, Function::ENTRY).collect()));
    while let Some((block, left)) = stack.last_mut() {
        match left.pop() {
            Some(next) => {
                if !std::mem::replace(&mut seen[next.0 as usize], true) {
                    stack.push((next, successors(func, next).collect()));
                }
            }
            None => {
                res.push(*block);
                stack.pop();
            }
        }
    }
    res.reverse();
    res
}

/// The dominator tree (Cooper, Harvey, Kennedy: "A Simple, Fast Dominance Algorithm").
///
/// A handler edge leaves from the start of the covered block, before its instructions: a definition
/// inside a covered block does not dominate the handler. [`Dominators::dominates_start`] and
/// [`Dominators::defs_dominate_start`] tell the two apart.
#[derive(Debug)]
pub struct Dominators {
    /// Immediate dominator by block; the entry's is itself; `None` for unreachable blocks.
    idom: Vec<Option<Node>>,
    order: Vec<u32>,
}

/// Each block is two nodes: its start (even) and its end (odd), so that handler edges leave from the
/// former and ordinary edges from the latter.
type Node = u32;

fn start_of(block: BlockId) -> Node {
    block.0 * 2
}

fn end_of(block: BlockId) -> Node {
    block.0 * 2 + 1
}

impl Dominators {
    pub fn new(func: &Function) -> Dominators {
        let n = func.blocks.len() * 2;
        let mut preds: Vec<Vec<Node>> = vec![Vec::new(); n];
        for block in func.block_ids() {
            preds[end_of(block) as usize].push(start_of(block));
            for call in func.block(block).term.successors() {
                preds[start_of(call.block) as usize].push(end_of(block));
            }
            if let Some(handler) = func.block(block).handler {
                preds[start_of(handler) as usize].push(start_of(block));
            }
        }
        // Block order is a reverse postorder of the nodes too when each start precedes its end.
        let rpo: Vec<Node> = reverse_postorder(func)
            .into_iter()
            .flat_map(|block| [start_of(block), end_of(block)])
            .collect();
        let mut order = vec![u32::MAX; n];
        for (i, &node) in rpo.iter().enumerate() {
            order[node as usize] = i as u32;
        }
        let mut idom: Vec<Option<Node>> = vec![None; n];
        idom[0] = Some(0);
        loop {
            let mut changed = false;
            for &node in &rpo[1..] {
                let mut new: Option<Node> = None;
                for &pred in &preds[node as usize] {
                    if idom[pred as usize].is_none() {
                        continue;
                    }
                    new = Some(match new {
                        None => pred,
                        Some(other) => intersect(&idom, &order, pred, other),
                    });
                }
                if new.is_some() && idom[node as usize] != new {
                    idom[node as usize] = new;
                    changed = true;
                }
            }
            if !changed {
                break;
            }
        }
        Dominators { idom, order }
    }

    pub fn is_reachable(&self, block: BlockId) -> bool {
        self.idom[start_of(block) as usize].is_some()
    }

    fn node_dominates(&self, a: Node, mut b: Node) -> bool {
        while self.order[b as usize] > self.order[a as usize] {
            match self.idom[b as usize] {
                Some(up) if up != b => b = up,
                _ => return false,
            }
        }
        a == b
    }

    /// Whether values known at the start of `a` (its parameters) are known at the start of `b`.
    pub fn dominates_start(&self, a: BlockId, b: BlockId) -> bool {
        self.node_dominates(start_of(a), start_of(b))
    }

    /// Whether values made inside `a` are known at the start of `b`, another block.
    pub fn defs_dominate_start(&self, a: BlockId, b: BlockId) -> bool {
        self.node_dominates(end_of(a), start_of(b))
    }

    /// The block that immediately dominates `block`'s start.
    pub fn immediate(&self, block: BlockId) -> Option<BlockId> {
        let up = self.idom[start_of(block) as usize]?;
        (up != start_of(block)).then_some(BlockId(up / 2))
    }
}

fn intersect(idom: &[Option<Node>], order: &[u32], mut a: Node, mut b: Node) -> Node {
    while a != b {
        while order[a as usize] > order[b as usize] {
            a = idom[a as usize].expect("processed node has a dominator");
        }
        while order[b as usize] > order[a as usize] {
            b = idom[b as usize].expect("processed node has a dominator");
        }
    }
    a
}

/// Drops blocks that nothing leads to and closes the gaps.
pub fn remove_unreachable_blocks(func: &mut Function) {
    let reachable = reachable_blocks(func);
    if reachable.iter().all(|it| *it) {
        return;
    }
    let mut new_ids = vec![BlockId(0); func.blocks.len()];
    let mut next = 0;
    for (i, &live) in reachable.iter().enumerate() {
        new_ids[i] = BlockId(next);
        next += u32::from(live);
    }
    let mut i = 0;
    func.blocks.retain(|_| {
        i += 1;
        reachable[i - 1]
    });
    for block in &mut func.blocks {
        for call in block.term.successors_mut() {
            call.block = new_ids[call.block.0 as usize];
        }
        if let Some(handler) = &mut block.handler {
            *handler = new_ids[handler.0 as usize];
        }
    }
}

/// `undef` constants without a use.
pub fn remove_dead_undefs(func: &mut Function) {
    let mut used = vec![false; func.value_types.len()];
    for block in &func.blocks {
        for inst in &block.insts {
            inst.op.visit_values(|value| used[value.0 as usize] = true);
        }
        block
            .term
            .visit_values(|value| used[value.0 as usize] = true);
    }
    for block in &mut func.blocks {
        block.insts.retain(|inst| match (inst.result, &inst.op) {
            (Some(value), Op::Const(Const::Undef)) => used[value.0 as usize],
            _ => true,
        });
    }
}

/// Numbers values in the order of the text, without gaps: equal code has equal ids.
pub fn renumber_values(func: &mut Function) {
    let mut new_ids: FxHashMap<Value, Value> = FxHashMap::default();
    let mut types = Vec::with_capacity(func.value_types.len());
    let mut define = |value: Value, types: &mut Vec<_>| {
        new_ids.insert(value, Value(types.len() as u32));
        types.push(func.value_types[value.0 as usize]);
    };
    for block in &func.blocks {
        for &param in &block.params {
            define(param, &mut types);
        }
        for inst in &block.insts {
            if let Some(result) = inst.result {
                define(result, &mut types);
            }
        }
    }
    // A use without a definition is the verifier's to report: give it a number past the others.
    let old_types = std::mem::take(&mut func.value_types);
    let mut rename = |value: &mut Value, types: &mut Vec<_>| {
        *value = *new_ids.entry(*value).or_insert_with(|| {
            types.push(old_types[value.0 as usize]);
            Value(types.len() as u32 - 1)
        });
    };
    for block in &mut func.blocks {
        for param in &mut block.params {
            rename(param, &mut types);
        }
        for inst in &mut block.insts {
            if let Some(result) = &mut inst.result {
                rename(result, &mut types);
            }
            inst.op.visit_values_mut(|value| rename(value, &mut types));
        }
        block
            .term
            .visit_values_mut(|value| rename(value, &mut types));
    }
    func.value_types = types;
}
