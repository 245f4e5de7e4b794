//! What functions mention: literals, names, signatures, and functions made values.

use mir::{ClosureTarget, Const, Op, Repr, Signature, StaticMember, Symbol};
use runtime::meta::{ClosureMeta, MethodCode, MethodMeta, StaticKind};
use rustc_hash::FxHashSet;

use super::{Code, Plan, repr_of_type};
use crate::Result;
use crate::fx::Helper;

impl Plan<'_> {
    /// Goes once through all code.
    pub(super) fn mentions(&mut self) -> Result<()> {
        let program = self.program;
        for func in program.functions.values() {
            let insts = func.blocks.iter().flat_map(|block| &block.insts);
            for inst in insts {
                match &inst.op {
                    Op::Const(Const::Str(text)) => {
                        self.strings.intern(text);
                    }
                    Op::CallClosure { sig, .. } => {
                        self.signature(sig);
                    }
                    Op::AnonGet { name, .. }
                    | Op::AnonSet { name, .. }
                    | Op::DynGet { name, .. }
                    | Op::DynSet { name, .. }
                    | Op::CallField { name, .. } => {
                        self.name(name);
                        self.function(Code::Helper(match &inst.op {
                            Op::AnonGet { .. } | Op::DynGet { .. } => Helper::Get,
                            Op::CallField { .. } => Helper::CallField,
                            _ => Helper::Set,
                        }));
                    }
                    Op::CallRt { symbol, .. } => {
                        if let Some(helper) = Helper::of_runtime(symbol) {
                            self.function(Code::Helper(helper));
                        }
                    }
                    Op::AnonNew { fields } => {
                        let names: Vec<u32> =
                            fields.iter().map(|(name, _)| self.name(name)).collect();
                        let next = self.meta.shapes.len() as u32;
                        if !self.shapes.contains_key(&names) {
                            self.meta.shapes.push(names.clone());
                            self.shapes.insert(names, next);
                        }
                    }
                    Op::ClosureNew { target, captures } => match target {
                        ClosureTarget::Lambda(symbol) => {
                            let types = captures.iter().map(|value| func.type_of(*value));
                            let captures = types.map(repr_of_type).collect();
                            self.add_lambda(&func.name, symbol, captures)?;
                        }
                        ClosureTarget::Function(symbol) => {
                            let Some(target) = program.functions.get(symbol) else {
                                return self.unknown(&func.name, "function", symbol);
                            };
                            self.unbound_signature(&target.sig);
                        }
                        ClosureTarget::Method { class, method } => {
                            let Some(layout) = program.find_method(class, method) else {
                                return self.unknown(&func.name, "method", method);
                            };
                            self.bound_signature(&without_receiver(&layout.sig));
                        }
                    },
                    _ => {}
                }
            }
        }
        Ok(())
    }

    fn add_lambda(
        &mut self,
        place: &str,
        symbol: &Symbol,
        captures: Vec<runtime::desc::Repr>,
    ) -> Result<()> {
        if self.closures.contains_key(symbol) {
            return Ok(());
        }
        let Some(func) = self.program.functions.get(symbol) else {
            return self.unknown(place, "function", symbol);
        };
        let sig = self.signature(&without_receiver(&func.sig));
        let code = self.function(Code::Mir(symbol.clone()));
        let id = self.meta.closures.len() as u32;
        self.meta.closures.push(ClosureMeta {
            code,
            sig,
            captures,
        });
        self.closures.insert(symbol.clone(), id);
        Ok(())
    }

    /// A method or constructor that reflection can call, if it is part of the program.
    fn method_meta(&mut self, symbol: &Symbol, optional: u32) -> Option<MethodCode> {
        let func = self.program.functions.get(symbol)?;
        let sig = without_receiver(&func.sig);
        let required = (sig.params.len() as u32).saturating_sub(optional);
        let code = self.function(Code::Mir(symbol.clone()));
        Some(MethodCode {
            code,
            sig: self.bound_signature(&sig),
            required,
        })
    }

    fn static_meta(&mut self, symbol: &Symbol) -> Option<MethodCode> {
        let func = self.program.functions.get(symbol)?;
        let required = func.sig.params.len() as u32;
        let code = self.function(Code::Mir(symbol.clone()));
        Some(MethodCode {
            code,
            sig: self.unbound_signature(&func.sig),
            required,
        })
    }

    /// Methods and static functions that can be reached by name are described to the runtime: those
    /// whose name some dynamic access mentions, or all once the program computes names (reflection).
    pub(super) fn methods_by_name(&mut self) {
        let program = self.program;
        let mut by_name: FxHashSet<&str> = FxHashSet::default();
        // What the runtime itself looks up.
        by_name.extend(["toString", "hasNext", "next", "iterator"]);
        let mut all = false;
        for func in program.functions.values() {
            let insts = func.blocks.iter().flat_map(|block| &block.insts);
            for inst in insts {
                match &inst.op {
                    Op::AnonGet { name, .. }
                    | Op::DynGet { name, .. }
                    | Op::CallField { name, .. } => {
                        by_name.insert(name);
                    }
                    Op::CallRt { symbol, .. } => {
                        all |= symbol.starts_with("rayzor_reflect_")
                            || symbol.starts_with("rayzor_type_");
                    }
                    _ => {}
                }
            }
        }
        for class in program.classes.values() {
            let index = self.classes[&class.name].index as usize;
            for method in &class.methods {
                if method.name.contains(['$', ':']) {
                    continue;
                }
                let mut code = None;
                if let Some(symbol) = &method.symbol
                    && (all || by_name.contains(&**program.shown_member(&class.name, &method.name)))
                {
                    code = self.method_meta(symbol, method.optional);
                }
                let name = self.shown_name(&class.name, &method.name);
                self.meta.classes[index]
                    .methods
                    .push(MethodMeta { name, code });
            }
            if let (true, Some(ctor)) = (all, &class.ctor) {
                self.meta.classes[index].construct = self.method_meta(ctor, 0);
            }
            let mut kinds = Vec::new();
            for static_ in &class.statics {
                match &static_.member {
                    StaticMember::Variable { global } => {
                        if let Some(&offset) = self.globals.get(global) {
                            kinds.push((Some(offset), None));
                        }
                    }
                    StaticMember::Function { symbol, .. } => {
                        let wanted = all
                            || by_name
                                .contains(&**program.shown_member(&class.name, &static_.name));
                        let code = if wanted {
                            self.static_meta(symbol)
                        } else {
                            None
                        };
                        kinds.push((None, code));
                    }
                }
            }
            for (meta, (at, value)) in self.meta.classes[index].statics.iter_mut().zip(kinds) {
                match &mut meta.kind {
                    StaticKind::Var { offset, .. } => *offset = at.unwrap_or_default(),
                    StaticKind::Method { code } => *code = value,
                }
            }
        }
    }
}

/// What remains for a caller of a closure or bound method.
pub(crate) fn without_receiver(sig: &Signature) -> Signature {
    Signature::new(sig.params.get(1..).unwrap_or_default(), sig.ret)
}

/// The signature of a closure's typed entry: itself first.
pub(crate) fn typed_entry(sig: &Signature) -> Signature {
    let mut params = vec![Repr::Ref];
    params.extend(&sig.params);
    Signature {
        params,
        ret: sig.ret,
    }
}
