//! The rules every function obeys, built, parsed or transformed.
//!
//! Shape: a function has blocks; no edge leads to the entry; every edge and handler leads to a block
//! of the function; a switch names each case once.
//! Values: each is defined exactly once, by a parameter or an instruction; every use is dominated by
//! its definition, an exception edge leaving from the start of the covered block.
//! Types: entry parameters are the signature's; edge arguments match the target's parameters; a
//! handler has one parameter, a word; operands and results fit their instruction; a `void` function
//! returns nothing and any other returns its type; a result has a type other than `void`.
//! Program: names that functions mention exist and are used with their declared types.
//!
//! Rules not listed here are not checked; every rule has its case in `filetests/verify`.

mod ops;
mod program;

pub use program::verify_program;

use rustc_hash::FxHashSet;

use crate::cfg::Dominators;
use crate::function::{BlockId, Function, Value};
use crate::inst::{Op, Terminator};
use crate::types::Type;

/// A broken rule: where (`block2: v3: i32 = …`) and what.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VerifyError {
    pub function: crate::Symbol,
    pub place: String,
    pub message: String,
}

impl std::fmt::Display for VerifyError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "@{}: {}: {}", self.function, self.place, self.message)
    }
}

/// Checks one function alone: everything that does not need the program around it.
pub fn verify_function(func: &Function) -> Result<(), Vec<VerifyError>> {
    let mut verifier = Verifier {
        func,
        errors: Vec::new(),
    };
    // Later rules index blocks and values: they need the shape to hold.
    if verifier.shape() {
        verifier.definitions();
    }
    if verifier.errors.is_empty() {
        verifier.dominance();
        verifier.types();
    }
    if verifier.errors.is_empty() {
        Ok(())
    } else {
        Err(verifier.errors)
    }
}

struct Verifier<'a> {
    func: &'a Function,
    errors: Vec<VerifyError>,
}

impl Verifier<'_> {
    fn error(&mut self, place: impl Into<String>, message: impl Into<String>) {
        self.errors.push(VerifyError {
            function: self.func.name.clone(),
            place: place.into(),
            message: message.into(),
        });
    }

    fn shape(&mut self) -> bool {
        let func = self.func;
        if func.blocks.is_empty() {
            self.error("function", "has no entry block");
            return false;
        }
        let n_blocks = func.blocks.len() as u32;
        for id in func.block_ids() {
            let block = func.block(id);
            let place = format!("block{}: {}", id.0, block.term);
            for call in block.term.successors() {
                if call.block.0 >= n_blocks {
                    self.error(&place, format!("block{} does not exist", call.block.0));
                } else if call.block == Function::ENTRY {
                    self.error(&place, "leads to the entry block");
                }
            }
            if let Some(handler) = block.handler {
                if handler.0 >= n_blocks {
                    self.error(&place, format!("handler block{} does not exist", handler.0));
                } else if handler == Function::ENTRY {
                    self.error(&place, "is handled by the entry block");
                }
            }
            if let Terminator::Switch { cases, .. } = &block.term {
                let mut seen = FxHashSet::default();
                for (case, _) in cases {
                    if !seen.insert(case) {
                        self.error(&place, format!("case {case} appears twice"));
                    }
                }
            }
            for inst in &block.insts {
                if let Op::SlotGet { slot } | Op::SlotSet { slot, .. } = &inst.op
                    && slot.0 as usize >= func.slots.len()
                {
                    self.error(
                        inst.op.to_string(),
                        format!("slot s{} does not exist", slot.0),
                    );
                }
            }
        }
        self.errors.is_empty()
    }

    fn definitions(&mut self) {
        let func = self.func;
        let n_values = func.value_types.len();
        let mut defined = vec![false; n_values];
        for id in func.block_ids() {
            let block = func.block(id);
            let results = block.insts.iter().filter_map(|inst| inst.result);
            for value in block.params.iter().copied().chain(results) {
                match defined.get_mut(value.0 as usize) {
                    None => self.error(format!("block{}", id.0), format!("{value} has no type")),
                    Some(seen) if *seen => {
                        self.error(
                            format!("block{}", id.0),
                            format!("{value} is defined twice"),
                        );
                    }
                    Some(seen) => *seen = true,
                }
            }
        }
        for id in func.block_ids() {
            let block = func.block(id);
            let mut bad = Vec::new();
            let mut use_ = |value: Value| {
                if !defined.get(value.0 as usize).copied().unwrap_or(false) {
                    bad.push(value);
                }
            };
            for inst in &block.insts {
                inst.op.visit_values(&mut use_);
            }
            block.term.visit_values(&mut use_);
            for value in bad {
                self.error(
                    format!("block{}", id.0),
                    format!("{value} is never defined"),
                );
            }
        }
    }

    fn dominance(&mut self) {
        let func = self.func;
        let dominators = Dominators::new(func);
        // Where each value is defined: its block, and the instruction's index or none for a parameter.
        let mut home: Vec<(BlockId, Option<usize>)> =
            vec![(BlockId(0), None); func.value_types.len()];
        for id in func.block_ids() {
            for (i, inst) in func.block(id).insts.iter().enumerate() {
                if let Some(result) = inst.result {
                    home[result.0 as usize] = (id, Some(i));
                }
            }
            for param in &func.block(id).params {
                home[param.0 as usize] = (id, None);
            }
        }
        let dominates = |value: Value, block: BlockId, at: usize| {
            let (home, index) = home[value.0 as usize];
            match index {
                Some(index) if home == block => index < at,
                Some(_) => dominators.defs_dominate_start(home, block),
                None => dominators.dominates_start(home, block),
            }
        };
        for id in func.block_ids() {
            if !dominators.is_reachable(id) {
                continue;
            }
            let block = func.block(id);
            for (i, inst) in block.insts.iter().enumerate() {
                let mut bad = Vec::new();
                inst.op.visit_values(|value| {
                    if !dominates(value, id, i) {
                        bad.push(value);
                    }
                });
                for value in bad {
                    self.error(
                        format!("block{}: {}", id.0, inst.op),
                        format!("{value} is used where its definition does not dominate"),
                    );
                }
            }
            let mut bad = Vec::new();
            block.term.visit_values(|value| {
                if !dominates(value, id, block.insts.len()) {
                    bad.push(value);
                }
            });
            for value in bad {
                self.error(
                    format!("block{}: {}", id.0, block.term),
                    format!("{value} is used where its definition does not dominate"),
                );
            }
        }
    }

    fn types(&mut self) {
        let func = self.func;
        let declared: Vec<Type> = func.sig.params.iter().map(|repr| repr.ty()).collect();
        let entry: Vec<Type> = func.blocks[0]
            .params
            .iter()
            .map(|it| func.type_of(*it))
            .collect();
        if declared != entry {
            self.error("block0", "its parameters are not the signature's");
        }
        for id in func.block_ids() {
            let block = func.block(id);
            let results = block.insts.iter().filter_map(|inst| inst.result);
            for value in block.params.iter().copied().chain(results) {
                if func.type_of(value) == Type::Void {
                    self.error(format!("block{}", id.0), format!("{value} has type void"));
                }
            }
            for inst in &block.insts {
                if let Err(message) = ops::check(func, inst) {
                    let result = inst
                        .result
                        .map(|value| format!("{value}: {} = ", func.type_of(value)))
                        .unwrap_or_default();
                    self.error(format!("block{}: {result}{}", id.0, inst.op), message);
                }
            }
            self.terminator(id);
            if let Some(handler) = block.handler {
                let params = &func.block(handler).params;
                if params.len() != 1 || func.type_of(params[0]) != Type::Word {
                    self.error(
                        format!("block{}", handler.0),
                        format!("handles block{} but does not take one word", id.0),
                    );
                }
            }
        }
    }

    fn terminator(&mut self, id: BlockId) {
        let func = self.func;
        let term = &func.block(id).term;
        let place = format!("block{}: {term}", id.0);
        for call in term.successors() {
            let params = &func.block(call.block).params;
            if params.len() != call.args.len() {
                let (want, found) = (params.len(), call.args.len());
                self.error(
                    &place,
                    format!(
                        "block{} takes {want} arguments, {found} are given",
                        call.block.0
                    ),
                );
                continue;
            }
            for (param, arg) in params.iter().zip(&call.args) {
                let (want, found) = (func.type_of(*param), func.type_of(*arg));
                if want != found {
                    self.error(
                        &place,
                        format!("{arg} is {found}, but block{} takes {want}", call.block.0),
                    );
                }
            }
        }
        let want = |value: Value, ty: Type| {
            let found = func.type_of(value);
            (found != ty).then(|| format!("{value} is {found}, should be {ty}"))
        };
        let error = match term {
            Terminator::Branch { cond, .. } => want(*cond, Type::Bool),
            Terminator::Switch { value, .. } => want(*value, Type::I32),
            Terminator::Throw(value) => want(*value, Type::Word),
            Terminator::Return(value) => match (value, func.ret()) {
                (None, Type::Void) => None,
                (None, ty) => Some(format!("returns nothing, should return {ty}")),
                (Some(_), Type::Void) => Some("a void function returns a value".to_owned()),
                (Some(value), ty) => want(*value, ty),
            },
            Terminator::Jump(_) | Terminator::Unreachable => None,
        };
        if let Some(message) = error {
            self.error(place, message);
        }
    }
}
