//! Code that no MIR stands for: adapters between the typed and the uniform world, the start.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::I64;
use cranelift_codegen::ir::{InstBuilder, StackSlotData, StackSlotKind, Value};
use mir::{Repr, Signature};
use runtime::desc;

use super::{FunctionCx, TRUSTED};
use crate::compile::clif_signature;
use crate::plan::{Code, typed_entry};
use crate::{Result, trampoline};

impl FunctionCx<'_, '_, '_> {
    pub(super) fn thunk(&mut self, code: &Code) -> Result<()> {
        let block = self.b.create_block();
        self.b.append_block_params_for_function_params(block);
        self.b.switch_to_block(block);
        let params = self.b.block_params(block).to_vec();
        match code {
            Code::Mir(_) => self.error("is no thunk"),
            Code::Uniform(id) => {
                let sig = self.compiler.plan.signatures[*id as usize].clone();
                let args = self.unpack(&sig.params, params[1], params[2])?;
                let result = self.call_closure_typed(params[0], &sig, &args);
                self.return_word(&sig, result)
            }
            Code::Bound(id) => {
                let sig = typed_entry(&self.compiler.plan.signatures[*id as usize]);
                let at = desc::BOUND_RECEIVER_OFFSET;
                let receiver = self.b.ins().load(I64, TRUSTED, params[0], at);
                let mut args = vec![receiver];
                args.extend(&params[1..]);
                self.call_bound(&sig, params[0], &args);
                Ok(())
            }
            Code::Unbound(id) => {
                let sig = self.compiler.plan.signatures[*id as usize].clone();
                self.call_bound(&sig, params[0], &params[1..]);
                Ok(())
            }
            Code::Helper(helper) => self.helper(*helper, &params),
            Code::Missing => {
                self.call_rt("rayzor_throw_missing", &[])?;
                self.b.ins().trap(trampoline::no_return());
                Ok(())
            }
            Code::Start => {
                let program = self.compiler.plan.program;
                for init in &program.inits {
                    self.call_symbol(init, &[])?;
                }
                let Some(entry) = &program.entry else {
                    let null = self.b.ins().iconst(I64, 0);
                    self.return_all(Some(null));
                    return Ok(());
                };
                let sig = match program.functions.get(entry) {
                    Some(func) if func.sig.params.is_empty() => func.sig.clone(),
                    Some(_) => return self.error("the entry takes parameters"),
                    None => return self.error(format!("there is no function @{entry}")),
                };
                let result = self.call_symbol(entry, &[])?;
                self.return_word(&sig, result)
            }
        }
    }

    /// Ends with a call of the method that a bound closure holds.
    fn call_bound(&mut self, sig: &Signature, closure: Value, args: &[Value]) {
        let at = desc::BOUND_METHOD_OFFSET;
        let code = self.b.ins().load(I64, TRUSTED, closure, at);
        let sig = self
            .b
            .import_signature(clif_signature(&sig.params, sig.ret));
        let result = self.invoke_indirect(sig, code, args);
        self.return_all(result);
    }

    /// The arguments out of a row of `n` words; what is missing is null.
    fn unpack(&mut self, reprs: &[Repr], words: Value, n: Value) -> Result<Vec<Value>> {
        let mut res = Vec::with_capacity(reprs.len());
        if reprs.is_empty() {
            return Ok(res);
        }
        let data = StackSlotData::new(StackSlotKind::ExplicitSlot, 8, 3);
        let slot = self.b.create_sized_stack_slot(data);
        let null = self.b.ins().iconst(I64, 0);
        self.b.ins().stack_store(I64, null, slot, 0);
        let missing = self.b.ins().stack_addr(I64, slot, 0);
        for (i, repr) in reprs.iter().enumerate() {
            let given = self
                .b
                .ins()
                .icmp_imm_s(IntCC::SignedGreaterThan, n, i as i64);
            let at = self.b.ins().iadd_imm_s(words, 8 * i as i64);
            let at = self.b.ins().select(given, at, missing);
            let word = self.b.ins().load(I64, TRUSTED, at, 0);
            res.push(self.unbox_value(*repr, word, true)?);
        }
        Ok(res)
    }

    fn return_word(&mut self, sig: &Signature, result: Option<Value>) -> Result<()> {
        let null = self.b.ins().iconst(I64, 0);
        let word = self.box_value(sig.ret, result.unwrap_or(null))?;
        self.return_all(Some(word));
        Ok(())
    }

    fn return_all(&mut self, result: Option<Value>) {
        let results: Vec<Value> = result.into_iter().collect();
        self.b.ins().return_(&results);
    }
}
