//! Reads that give the same each time round, before their loop.
//!
//! Only in loops that run no code but their own, so that all writes are seen; only from places that every round comes by,
//! so that what was tested before them was tested for every round; and only where the object is known not to be null
//! before the loop, which may go round not even once. What a read is computed from goes with it.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::cfg::Dominators;
use crate::function::{Block, BlockId, Function, Loc, Value};
use crate::inst::{BlockCall, Op, Terminator};
use crate::loops::{Loop, loops};
use crate::types::{Symbol, Type};

pub(super) fn run(func: &mut Function) {
    let has_reads = |block: &Block| block.insts.iter().any(|inst| is_read(&inst.op));
    if !func.blocks.iter().any(has_reads) {
        return;
    }
    let found = loops(func, &Dominators::new(func));
    if found.is_empty() {
        return;
    }
    for it in &found {
        if it.is_quiet(func) {
            split_entry(func, it);
        }
    }
    // With the new blocks in.
    let dominators = Dominators::new(func);
    for it in loops(func, &dominators) {
        if it.is_quiet(func) {
            hoist(func, &dominators, &it);
        }
    }
    crate::cfg::renumber_values(func);
}

fn is_read(op: &Op) -> bool {
    matches!(
        op,
        Op::FieldGet { .. }
            | Op::ArrayGet { .. }
            | Op::ArrayLen { .. }
            | Op::GlobalGet { .. }
            | Op::CellGet { .. }
            | Op::CaptureGet { .. }
    )
}

/// Whether the instruction may run where it did not before: it has no effect, reads nothing, and is cheap.
fn is_free(op: &Op) -> bool {
    matches!(
        op,
        Op::Const(_)
            | Op::Binary(..)
            | Op::Unary(..)
            | Op::Compare(..)
            | Op::Convert(..)
            | Op::Select(..)
    )
}

/// Gives a loop that is entered by one edge of a branch a block of its own on that edge.
fn split_entry(func: &mut Function, it: &Loop) {
    let [entry] = it.entries[..] else { return };
    if matches!(func.block(entry).term, Terminator::Jump(_)) {
        return;
    }
    let new = BlockId(func.blocks.len() as u32);
    let (handler, term_loc) = (func.block(entry).handler, func.block(entry).term_loc);
    let to_header = {
        let edges = func.block_mut(entry).term.successors_mut();
        let mut edges = edges.filter(|call| call.block == it.header);
        match (edges.next(), edges.next()) {
            (Some(edge), None) => std::mem::replace(edge, BlockCall::new(new, [])),
            _ => return,
        }
    };
    func.blocks.push(Block {
        params: Vec::new(),
        insts: Vec::new(),
        term: Terminator::Jump(to_header),
        term_loc,
        handler,
    });
}

/// What a loop writes.
#[derive(Default)]
struct Writes {
    fields: FxHashSet<Symbol>,
    globals: FxHashSet<Symbol>,
    elements: Vec<Type>,
    /// A field of something by name: also of a class.
    by_name: bool,
    cells: bool,
    pushes: bool,
}

impl Writes {
    fn of(func: &Function, it: &Loop) -> Writes {
        let mut res = Writes::default();
        for id in it.block_ids() {
            for inst in &func.block(id).insts {
                match &inst.op {
                    Op::FieldSet { field, .. } => {
                        res.fields.insert(field.clone());
                    }
                    Op::AnonSet { name, .. } | Op::DynSet { name, .. } => {
                        res.fields.insert(name.clone());
                        res.by_name = true;
                    }
                    Op::GlobalSet { global, .. } => {
                        res.globals.insert(global.clone());
                    }
                    Op::ArraySet { value, .. } => res.elements.push(func.type_of(*value)),
                    Op::ArrayPush { .. } => res.pushes = true,
                    Op::CellSet { .. } => res.cells = true,
                    _ => {}
                }
            }
        }
        res
    }

    /// Whether what `op`, which gives a `ty`, reads may change.
    fn touches(&self, op: &Op, ty: Type) -> bool {
        match op {
            Op::FieldGet { field, .. } => self.fields.contains(field),
            Op::GlobalGet { global } => self.by_name || self.globals.contains(global),
            Op::CellGet { .. } => self.cells,
            Op::ArrayLen { .. } => self.pushes || !self.elements.is_empty(),
            Op::ArrayGet { .. } => self.pushes || self.elements.iter().any(|it| alias(*it, ty)),
            _ => false,
        }
    }
}

/// Whether elements of these static types can be of one array: anything is an element of an array of words.
fn alias(a: Type, b: Type) -> bool {
    a == b || a == Type::Word || b == Type::Word
}

fn hoist(func: &mut Function, dominators: &Dominators, it: &Loop) {
    let [entry] = it.entries[..] else { return };
    if !matches!(func.block(entry).term, Terminator::Jump(_)) {
        return;
    }
    let writes = Writes::of(func, it);
    let mut mover = Mover {
        in_loop: FxHashMap::default(),
        params: FxHashSet::default(),
        moved: Vec::new(),
        is_moved: FxHashSet::default(),
    };
    let not_null = NotNull::new(func, dominators, entry);
    let mut always: Vec<BlockId> = Vec::new();
    for id in it.block_ids() {
        let block = func.block(id);
        mover.params.extend(&block.params);
        for inst in &block.insts {
            if let Some(result) = inst.result {
                mover.in_loop.insert(result, inst.op.clone());
            }
        }
        let is_passed = |latch: &BlockId| *latch == id || dominators.dominates_start(id, *latch);
        if it.latches.iter().all(is_passed) {
            always.push(id);
        }
    }
    // A read may be of what another one gives.
    always.sort_by_key(|id| always_order(dominators, *id));
    for id in always {
        for inst in &func.block(id).insts {
            let Some(result) = inst.result else { continue };
            let is_same = is_read(&inst.op) && !writes.touches(&inst.op, func.type_of(result));
            // A cell is made with its variable and never null.
            let object = match &inst.op {
                Op::FieldGet { object, .. } => Some(*object),
                Op::ArrayGet { array, .. } | Op::ArrayLen { array } => Some(*array),
                _ => None,
            };
            if is_same && object.is_none_or(|object| not_null.knows(object)) {
                mover.request(result, &inst.op);
            }
        }
    }
    mover.finish(func, it, entry);
}

fn always_order(dominators: &Dominators, mut id: BlockId) -> u32 {
    let mut depth = 0;
    while let Some(up) = dominators.immediate(id) {
        depth += 1;
        id = up;
    }
    depth
}

/// Which references are known not to be null where a loop is entered.
struct NotNull {
    known: FxHashSet<Value>,
}

impl NotNull {
    fn new(func: &Function, dominators: &Dominators, entry: BlockId) -> NotNull {
        let mut known: FxHashSet<Value> = FxHashSet::default();
        let mut checked: FxHashSet<Value> = FxHashSet::default();
        for id in func.block_ids() {
            let is_before = id == entry
                || (dominators.is_reachable(id) && dominators.defs_dominate_start(id, entry));
            for inst in &func.block(id).insts {
                match (&inst.op, inst.result) {
                    (Op::NullCheck { value }, _) => {
                        checked.insert(*value);
                        if is_before {
                            known.insert(*value);
                        }
                    }
                    (
                        Op::NewObject { .. }
                        | Op::ArrayNew { .. }
                        | Op::ArrayLit { .. }
                        | Op::CellNew { .. },
                        Some(result),
                    ) if is_before => {
                        known.insert(result);
                    }
                    _ => {}
                }
            }
        }
        // A parameter that is used without a check anywhere is the receiver of a method.
        let params = func.blocks[0].params.iter();
        known.extend(params.filter(|param| !checked.contains(param)));
        NotNull { known }
    }

    fn knows(&self, value: Value) -> bool {
        self.known.contains(&value)
    }
}

struct Mover {
    /// Instructions of the loop by their result.
    in_loop: FxHashMap<Value, Op>,
    params: FxHashSet<Value>,
    moved: Vec<Value>,
    is_moved: FxHashSet<Value>,
}

impl Mover {
    /// Whether the value is there before the loop or can be computed there.
    fn is_possible(&self, value: Value, depth: u32) -> bool {
        if self.params.contains(&value) {
            return false;
        }
        match self.in_loop.get(&value) {
            None => true,
            Some(_) if self.is_moved.contains(&value) => true,
            Some(op) if is_free(op) && depth > 0 => self.are_possible(op, depth - 1),
            Some(_) => false,
        }
    }

    fn are_possible(&self, op: &Op, depth: u32) -> bool {
        let mut res = true;
        op.visit_values(|value| res = res && self.is_possible(value, depth));
        res
    }

    fn request(&mut self, result: Value, op: &Op) {
        if self.are_possible(op, 4) {
            self.take(result, op.clone());
        }
    }

    fn take(&mut self, result: Value, op: Op) {
        if !self.is_moved.insert(result) {
            return;
        }
        let mut operands = Vec::new();
        op.visit_values(|value| operands.push(value));
        for value in operands {
            if let Some(op) = self.in_loop.get(&value).cloned() {
                self.take(value, op);
            }
        }
        self.moved.push(result);
    }

    /// Operands first, so in the order they were taken.
    fn finish(self, func: &mut Function, it: &Loop, entry: BlockId) {
        if self.moved.is_empty() {
            return;
        }
        let mut taken = FxHashMap::default();
        for id in it.block_ids() {
            func.block_mut(id).insts.retain(|inst| match inst.result {
                Some(result) if self.is_moved.contains(&result) => {
                    taken.insert(result, inst.clone());
                    false
                }
                _ => true,
            });
        }
        for value in self.moved {
            if let Some(mut inst) = taken.remove(&value) {
                // What cannot fail needs no place.
                if !inst.op.effects().throws {
                    inst.loc = Loc::NONE;
                }
                func.block_mut(entry).insts.push(inst);
            }
        }
    }
}
