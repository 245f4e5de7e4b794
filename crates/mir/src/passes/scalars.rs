//! Objects that never leave the function become slots, one for each field.
//!
//! Such an object is only read, written and tested where its value is seen: an iterator of a loop that was taken in, a small
//! result that is taken apart at once, a captured variable whose function value is gone. Handing it to a call, storing it,
//! or passing it to a block lets it leave. A later round looks again: what was stored in such an object may stay then.
//!
//! ```haxe
//! for (x in list) // `list.iterator()`, `hasNext()` and `next()` taken in: an index in a register
//! ```

use rustc_hash::FxHashMap;

use super::inline::zero;
use crate::function::{Function, Inst, Slot, Value};
use crate::inst::{Const, Op};
use crate::types::{Symbol, Type};

/// The part of an object that an access is about.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Part {
    /// Of an object or a structure.
    Field(Symbol),
    /// What a cell holds.
    Cell,
}

/// An object while it seems to stay.
struct Candidate {
    /// Fields that were accessed, with their types; `None` when accesses do not agree.
    parts: FxHashMap<Part, Type>,
    /// In the order of the accesses.
    order: Vec<Part>,
}

pub(super) fn run(func: &mut Function) -> bool {
    let mut candidates = candidates(func);
    if candidates.is_empty() {
        return false;
    }
    look_at_uses(func, &mut candidates);
    if candidates.is_empty() {
        return false;
    }
    let mut slots: FxHashMap<(Value, Part), Slot> = FxHashMap::default();
    let mut values: Vec<Value> = candidates.keys().copied().collect();
    values.sort_unstable();
    for value in values {
        let candidate = &candidates[&value];
        for part in &candidate.order {
            slots.insert((value, part.clone()), Slot(func.slots.len() as u32));
            func.slots.push(candidate.parts[part]);
        }
    }
    for block in 0..func.blocks.len() {
        let old = std::mem::take(&mut func.blocks[block].insts);
        let mut insts = Vec::with_capacity(old.len());
        for inst in old {
            rewrite(func, &candidates, &slots, inst, &mut insts);
        }
        func.blocks[block].insts = insts;
    }
    true
}

fn candidates(func: &Function) -> FxHashMap<Value, Candidate> {
    let mut res = FxHashMap::default();
    for inst in func.blocks.iter().flat_map(|block| &block.insts) {
        let Some(result) = inst.result else { continue };
        let mut candidate = Candidate {
            parts: FxHashMap::default(),
            order: Vec::new(),
        };
        match &inst.op {
            Op::NewObject { .. } => {}
            Op::CellNew { init } => {
                candidate.access(Part::Cell, func.type_of(*init));
            }
            Op::AnonNew { fields } => {
                for (name, _) in fields {
                    candidate.access(Part::Field(name.clone()), Type::Word);
                }
            }
            _ => continue,
        }
        res.insert(result, candidate);
    }
    res
}

impl Candidate {
    /// Whether the part has the type in all accesses so far.
    fn access(&mut self, part: Part, ty: Type) -> bool {
        if let Some(known) = self.parts.get(&part) {
            return *known == ty;
        }
        self.order.push(part.clone());
        self.parts.insert(part, ty);
        true
    }
}

/// Drops the candidates that leave.
fn look_at_uses(func: &Function, candidates: &mut FxHashMap<Value, Candidate>) {
    for block in &func.blocks {
        for inst in &block.insts {
            let object = match access(func, inst) {
                Some((object, part, ty)) => {
                    if let Some(candidate) = candidates.get_mut(&object) {
                        // A structure has the fields it was made with, others are added at run time.
                        let is_known =
                            !is_structure_access(&inst.op) || candidate.parts.contains_key(&part);
                        if !is_known || !candidate.access(part, ty) {
                            candidates.remove(&object);
                        }
                    }
                    Some(object)
                }
                None => match &inst.op {
                    Op::NullCheck { value } => Some(*value),
                    _ => None,
                },
            };
            let mut is_first = true;
            inst.op.visit_values(|value| {
                // The object comes first among the operands.
                if !(is_first && Some(value) == object) {
                    candidates.remove(&value);
                }
                is_first = false;
            });
        }
        block.term.visit_values(|value| {
            candidates.remove(&value);
        });
    }
}

fn is_structure_access(op: &Op) -> bool {
    matches!(op, Op::AnonGet { .. } | Op::AnonSet { .. })
}

/// The object, its part and the part's type that an instruction reads or writes.
fn access(func: &Function, inst: &Inst) -> Option<(Value, Part, Type)> {
    let result = inst.result.map(|value| func.type_of(value));
    Some(match &inst.op {
        Op::FieldGet { object, field, .. } => (*object, Part::Field(field.clone()), result?),
        Op::FieldSet {
            object,
            field,
            value,
            ..
        } => {
            let ty = func.type_of(*value);
            (*object, Part::Field(field.clone()), ty)
        }
        Op::AnonGet { object, name } => (*object, Part::Field(name.clone()), result?),
        Op::AnonSet {
            object,
            name,
            value,
        } => {
            let ty = func.type_of(*value);
            (*object, Part::Field(name.clone()), ty)
        }
        Op::CellGet { cell } => (*cell, Part::Cell, result?),
        Op::CellSet { cell, value } => (*cell, Part::Cell, func.type_of(*value)),
        _ => return None,
    })
}

fn rewrite(
    func: &mut Function,
    candidates: &FxHashMap<Value, Candidate>,
    slots: &FxHashMap<(Value, Part), Slot>,
    inst: Inst,
    insts: &mut Vec<Inst>,
) {
    let loc = inst.loc;
    let mut push = |result, op| insts.push(Inst { result, op, loc });
    if let Some((object, part, _)) = access(func, &inst)
        && let Some(&slot) = slots.get(&(object, part))
    {
        match &inst.op {
            Op::FieldSet { value, .. } | Op::AnonSet { value, .. } | Op::CellSet { value, .. } => {
                let value = *value;
                push(None, Op::SlotSet { slot, value });
            }
            _ => push(inst.result, Op::SlotGet { slot }),
        }
        return;
    }
    if let Op::NullCheck { value } = &inst.op
        && candidates.contains_key(value)
    {
        return;
    }
    let Some((result, candidate)) = inst
        .result
        .and_then(|result| Some((result, candidates.get(&result)?)))
    else {
        return insts.push(inst);
    };
    match &inst.op {
        Op::CellNew { init } => {
            let (slot, value) = (slots[&(result, Part::Cell)], *init);
            push(None, Op::SlotSet { slot, value });
        }
        Op::AnonNew { fields } => {
            for (name, value) in fields {
                let slot = slots[&(result, Part::Field(name.clone()))];
                let value = *value;
                push(None, Op::SlotSet { slot, value });
            }
        }
        // Each time it is made, its fields are zero.
        _ => {
            for part in &candidate.order {
                let ty = candidate.parts[part];
                let value = func.new_value(ty);
                let zero: Const = zero(ty);
                push(Some(value), Op::Const(zero));
                let slot = slots[&(result, part.clone())];
                push(None, Op::SlotSet { slot, value });
            }
        }
    }
}
