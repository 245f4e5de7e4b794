//! Calls of compiled code: direct, through tables, through closures.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::{I32, I64};
use cranelift_codegen::ir::{InstBuilder, StackSlotData, StackSlotKind, Value};
use mir::{Repr, Signature, Symbol};
use runtime::desc;
use runtime::table::Item;

use super::{FunctionCx, TRUSTED};
use crate::Result;
use crate::compile::{clif_signature, clif_type, uniform_signature};
use crate::plan::{Code, typed_entry};

impl FunctionCx<'_, '_, '_> {
    pub(super) fn call(&mut self, callee: &Symbol, args: &[mir::Value]) -> Result<Option<Value>> {
        let args = self.value_list(args);
        self.call_symbol(callee, &args)
    }

    pub(super) fn call_symbol(&mut self, callee: &Symbol, args: &[Value]) -> Result<Option<Value>> {
        let Some(index) = self.compiler.plan.find_function(&Code::Mir(callee.clone())) else {
            return self.error(format!("there is no function @{callee}"));
        };
        let id = self.compiler.function_ids[index as usize];
        let func = self.func_ref(id);
        Ok(self.invoke(func, args))
    }

    /// The code in the receiver's slot.
    pub(super) fn virtual_code(
        &mut self,
        class: &Symbol,
        method: &Symbol,
        receiver: Value,
    ) -> Result<Value> {
        let slot = self
            .compiler
            .plan
            .class(class)
            .and_then(|it| it.slots.get_index_of(method));
        let Some(slot) = slot else {
            return self.error(format!("there is no slot @{class} @{method}"));
        };
        let descriptor = self.b.ins().load(I64, TRUSTED, receiver, 0);
        let at = desc::VTABLE_OFFSET + 8 * slot as i32;
        Ok(self.b.ins().load(I64, TRUSTED, descriptor, at))
    }

    /// The code that the receiver's interface table has for a method.
    pub(super) fn interface_code(
        &mut self,
        interface: &Symbol,
        method: &Symbol,
        receiver: Value,
    ) -> Result<Value> {
        let plan = self.compiler.plan;
        let selector = plan.selector(interface, method);
        let (Some(selector), Some(interface_plan)) = (selector, plan.class(interface)) else {
            return self.error(format!(
                "there is no interface method @{interface} @{method}"
            ));
        };
        let interface_index = interface_plan.index;
        let descriptor = self.b.ins().load(I64, TRUSTED, receiver, 0);
        let table = self
            .b
            .ins()
            .load(I64, TRUSTED, descriptor, desc::DESC_ITABLE_OFFSET);
        let mask = self
            .b
            .ins()
            .load(I64, TRUSTED, descriptor, desc::DESC_ITABLE_MASK_OFFSET);
        let index = self.b.ins().band_imm_u(mask, i64::from(selector));
        let shift = i64::from(desc::ITABLE_ENTRY_SIZE.trailing_zeros());
        let offset = self.b.ins().ishl_imm_u(index, shift);
        let entry = self.b.ins().iadd(table, offset);
        let found = self.b.ins().load(I64, TRUSTED, entry, 0);
        let other = self
            .b
            .ins()
            .icmp_imm_s(IntCC::NotEqual, found, i64::from(selector) + 1);
        self.unlikely(other, |fx| {
            // What reaches this through an unchecked cast is no such thing.
            let descriptor = fx.item(Item::Class(interface_index))?;
            fx.call_rt("rayzor_cast_type", &[receiver, descriptor])?;
            fx.call_rt_rarely("rayzor_throw_null_access", &[]).map(drop)
        })?;
        Ok(self.b.ins().load(I64, TRUSTED, entry, 8))
    }

    pub(super) fn call_virtual(
        &mut self,
        class: &Symbol,
        method: &Symbol,
        args: &[Value],
    ) -> Result<Option<Value>> {
        let sig = self.compiler.method_sig(class, method);
        let sig = self
            .b
            .import_signature(clif_signature(&sig.params, sig.ret));
        let code = self.virtual_code(class, method, args[0])?;
        Ok(self.invoke_indirect(sig, code, args))
    }

    pub(super) fn call_interface(
        &mut self,
        interface: &Symbol,
        method: &Symbol,
        args: &[Value],
    ) -> Result<Option<Value>> {
        let sig = self.compiler.method_sig(interface, method);
        let sig = self
            .b
            .import_signature(clif_signature(&sig.params, sig.ret));
        let code = self.interface_code(interface, method, args[0])?;
        Ok(self.invoke_indirect(sig, code, args))
    }

    /// Calls the closure's typed code; its signature must be known to be `sig`.
    pub(super) fn call_closure_typed(
        &mut self,
        callee: Value,
        sig: &Signature,
        args: &[Value],
    ) -> Option<Value> {
        let typed = typed_entry(sig);
        let clif = self
            .b
            .import_signature(clif_signature(&typed.params, typed.ret));
        let code = self
            .b
            .ins()
            .load(I64, TRUSTED, callee, desc::CLOSURE_CODE_OFFSET);
        let mut all = vec![callee];
        all.extend(args);
        self.invoke_indirect(clif, code, &all)
    }

    pub(super) fn call_closure(
        &mut self,
        callee: Value,
        sig: &Signature,
        args: &[Value],
    ) -> Result<Option<Value>> {
        let sig_id = self.compiler.plan.find_signature(sig);
        let found = self
            .b
            .ins()
            .load(I32, TRUSTED, callee, desc::CLOSURE_SIG_OFFSET);
        let wanted = self.signature_number(sig_id)?;
        let same = self.b.ins().icmp(IntCC::Equal, found, wanted);
        let ty = (sig.ret != Repr::Void).then(|| clif_type(sig.ret.ty()));
        let fast = |fx: &mut Self| Ok(fx.call_closure_typed(callee, sig, args));
        let slow = |fx: &mut Self| {
            let mut words = Vec::with_capacity(args.len());
            for (repr, arg) in sig.params.iter().zip(args) {
                words.push(fx.box_value(*repr, *arg)?);
            }
            let (words, count) = fx.spill(&words);
            let at = desc::CLOSURE_UNIFORM_OFFSET;
            let code = fx.b.ins().load(I64, TRUSTED, callee, at);
            let clif = fx.b.import_signature(uniform_signature());
            let Some(word) = fx.invoke_indirect(clif, code, &[callee, words, count]) else {
                return fx.error("a uniform call gives nothing");
            };
            match sig.ret {
                Repr::Void => Ok(None),
                repr => fx.unbox_value(repr, word, true).map(Some),
            }
        };
        self.fast_or_slow(same, ty, fast, slow)
    }

    /// Words into memory: their address and number, as runtime functions take arguments.
    pub(super) fn spill(&mut self, words: &[Value]) -> (Value, Value) {
        let count = self.b.ins().iconst(I64, words.len() as i64);
        let size = 8 * words.len().max(1) as u32;
        let data = StackSlotData::new(StackSlotKind::ExplicitSlot, size, 3);
        let slot = self.b.create_sized_stack_slot(data);
        for (i, word) in words.iter().enumerate() {
            self.b.ins().stack_store(I64, *word, slot, 8 * i as i32);
        }
        (self.b.ins().stack_addr(I64, slot, 0), count)
    }
}
