//! Virtual calls whose slot has one possible method become direct calls.
//!
//! The program is closed: all classes that objects can have are in it. A slot seen from class `C` is
//! filled by `C` or an ancestor and by those descendants that override it; when all agree, there is
//! nothing to look up.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::inst::Op;
use crate::program::{ClassKind, Program};
use crate::types::Symbol;

pub(super) fn run(program: &mut Program) {
    let slots = Slots::new(program);
    let mut changes: Vec<(Symbol, usize, usize, Symbol)> = Vec::new();
    for func in program.functions.values() {
        for (block, data) in func.blocks.iter().enumerate() {
            for (at, inst) in data.insts.iter().enumerate() {
                if let Op::CallVirtual { class, method, .. } = &inst.op
                    && let Some(target) = slots.only_target(program, class, method)
                {
                    changes.push((func.name.clone(), block, at, target));
                }
            }
        }
    }
    for (func, block, at, target) in changes {
        let op = &mut program.functions[&func].blocks[block].insts[at].op;
        if let Op::CallVirtual { args, .. } = op {
            *op = Op::Call {
                func: target,
                args: std::mem::take(args),
            };
        }
    }
}

struct Slots {
    children: FxHashMap<Symbol, Vec<Symbol>>,
}

impl Slots {
    fn new(program: &Program) -> Slots {
        let mut children: FxHashMap<Symbol, Vec<Symbol>> = FxHashMap::default();
        for class in program.classes.values() {
            if let Some(parent) = &class.parent {
                children
                    .entry(parent.clone())
                    .or_default()
                    .push(class.name.clone());
            }
        }
        Slots { children }
    }

    fn only_target(&self, program: &Program, class: &Symbol, method: &Symbol) -> Option<Symbol> {
        if program.classes.get(class)?.kind == ClassKind::Interface {
            return None;
        }
        let declared = program.find_method(class, method)?;
        let mut targets: FxHashSet<&Symbol> = declared.symbol.iter().collect();
        let mut stack = vec![class];
        while let Some(class) = stack.pop() {
            for child in self.children.get(class).into_iter().flatten() {
                let layout = program.classes.get(child)?;
                if let Some(own) = layout.methods.iter().find(|it| it.name == *method) {
                    targets.extend(&own.symbol);
                }
                stack.push(child);
            }
        }
        let mut targets = targets.into_iter();
        let target = targets.next()?;
        // One that is not part of the program must go on failing by the slot.
        let present = program.functions.get(target)?;
        (targets.next().is_none() && present.sig == declared.sig).then(|| target.clone())
    }
}
