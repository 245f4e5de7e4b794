//! What every place that works on values of unknown type calls: too long to stand at each, too common to leave compiled
//! code for. A helper does the usual cases and calls the runtime for the rest.

use cranelift_codegen::ir::condcodes::{FloatCC, IntCC};
use cranelift_codegen::ir::types::{F64, I8, I32, I64};
use cranelift_codegen::ir::{
    self, BlockArg, InstBuilder, MemFlagsData, StackSlotData, StackSlotKind, Value,
};
use mir::{BinOp, Repr, Signature};
use runtime::desc;
use runtime::table::{Core, Item};
use runtime::word;

use super::{FunctionCx, TRUSTED};
use crate::Result;
use crate::compile::uniform_signature;
use crate::plan::Code;

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Helper {
    /// `object.name`, with the place's cache.
    Get,
    /// `object.name = value`, with the place's cache.
    Set,
    /// `object.name(words…)`, with the place's cache.
    CallField,
    /// An operator on two words.
    Add,
    Sub,
    Mul,
}

impl Helper {
    /// The helper that stands before a function of the runtime.
    pub(crate) fn of_runtime(name: &str) -> Option<Helper> {
        Some(match name {
            "rayzor_dyn_add" => Helper::Add,
            "rayzor_dyn_sub" => Helper::Sub,
            "rayzor_dyn_mul" => Helper::Mul,
            _ => return None,
        })
    }

    fn runtime_function(self) -> &'static str {
        match self {
            Helper::Get => "rayzor_dyn_get",
            Helper::Set => "rayzor_dyn_set",
            Helper::CallField => "rayzor_dyn_call",
            Helper::Add => "rayzor_dyn_add",
            Helper::Sub => "rayzor_dyn_sub",
            Helper::Mul => "rayzor_dyn_mul",
        }
    }

    pub(crate) fn signature(self) -> Signature {
        use Repr::{I32, I64, Ptr, Void, Word};
        match self {
            Helper::Get => Signature::new([Word, I32, Ptr], Word),
            Helper::Set => Signature::new([Word, I32, Word, Ptr], Void),
            Helper::CallField => Signature::new([Word, I32, Ptr, I64, Ptr], Word),
            Helper::Add | Helper::Sub | Helper::Mul => Signature::new([Word, Word], Word),
        }
    }
}

impl FunctionCx<'_, '_, '_> {
    pub(super) fn call_helper(&mut self, helper: Helper, args: &[Value]) -> Result<Option<Value>> {
        let Some(index) = self.compiler.plan.find_function(&Code::Helper(helper)) else {
            return self.error(format!("{helper:?} was not planned"));
        };
        let id = self.compiler.function_ids[index as usize];
        let func = self.func_ref(id);
        Ok(self.invoke(func, args))
    }

    /// The code of a helper; the block of its parameters is open.
    pub(super) fn helper(&mut self, helper: Helper, params: &[Value]) -> Result<()> {
        let rest = self.b.create_block();
        self.b.set_cold_block(rest);
        match (helper, params) {
            (Helper::Get, &[object, _, cache]) => self.get_by_cache(object, cache, rest),
            (Helper::Set, &[object, _, value, cache]) => {
                self.set_by_cache(object, value, cache, rest);
            }
            (Helper::CallField, &[object, _, words, n, cache]) => {
                self.call_by_cache(object, words, n, cache, rest)?;
            }
            (Helper::Add, &[x, y]) => self.arithmetic((BinOp::IAdd, BinOp::FAdd), x, y, rest)?,
            (Helper::Sub, &[x, y]) => self.arithmetic((BinOp::ISub, BinOp::FSub), x, y, rest)?,
            (Helper::Mul, &[x, y]) => self.arithmetic((BinOp::IMul, BinOp::FMul), x, y, rest)?,
            _ => return self.error("a helper has other parameters"),
        }
        self.b.switch_to_block(rest);
        let value = self.call_rt(helper.runtime_function(), params)?;
        let results: Vec<Value> = value.into_iter().collect();
        self.b.ins().return_(&results);
        Ok(())
    }

    /// Goes on when `cond` is not zero, else in `other`.
    fn only_if(&mut self, cond: Value, other: ir::Block) {
        let go_on = self.b.create_block();
        self.b.ins().brif(cond, go_on, &[], other, &[]);
        self.b.switch_to_block(go_on);
    }

    /// The descriptor of a word that is a reference; others continue in `rest`.
    fn descriptor_or(&mut self, object: Value, rest: ir::Block) -> Value {
        let mask = self.b.ins().iconst(I64, word::NOT_REF_MASK as i64);
        let other = self.b.ins().band(object, mask);
        let is_ref = self.b.ins().icmp_imm_s(IntCC::Equal, other, 0);
        self.only_if(is_ref, rest);
        let is_there = self.b.ins().icmp_imm_s(IntCC::NotEqual, object, 0);
        self.only_if(is_there, rest);
        self.b.ins().load(I64, TRUSTED, object, 0)
    }

    /// Branches to the structure's case, with the address of its slot, or goes on in the instance's; the address of its field
    /// and what is there.
    fn find_by_cache(
        &mut self,
        object: Value,
        cache: Value,
        rest: ir::Block,
    ) -> (ir::Block, Value, Value) {
        let descriptor = self.descriptor_or(object, rest);
        let (slot_found, structure) = (self.b.create_block(), self.b.create_block());
        let instance = self.b.create_block();
        self.b.append_block_param(slot_found, I64);
        let shape = self.b.ins().load(I64, TRUSTED, cache, 0);
        let is_shape = self.b.ins().icmp(IntCC::Equal, descriptor, shape);
        self.b.ins().brif(is_shape, structure, &[], instance, &[]);
        self.b.switch_to_block(structure);
        let at = self.cached_slot(object, cache);
        self.b.ins().jump(slot_found, &[BlockArg::Value(at)]);
        self.b.switch_to_block(instance);
        let at = desc::SITE_CACHE_CLASS_OFFSET;
        let class = self.b.ins().load(I64, TRUSTED, cache, at);
        let is_class = self.b.ins().icmp(IntCC::Equal, descriptor, class);
        self.only_if(is_class, rest);
        let at = desc::SITE_CACHE_FIELD_OFFSET;
        let offset = self.b.ins().load(I32, TRUSTED, cache, at);
        let offset = self.b.ins().uextend(I64, offset);
        let field = self.b.ins().iadd(object, offset);
        let at = desc::SITE_CACHE_REPR_OFFSET;
        let repr = self.b.ins().load(I32, TRUSTED, cache, at);
        (slot_found, field, repr)
    }

    fn get_by_cache(&mut self, object: Value, cache: Value, rest: ir::Block) {
        let (slot_found, field, repr) = self.find_by_cache(object, cache, rest);
        let is_word = self.is_repr_from(repr, desc::Repr::Ref);
        let scalar = self.b.create_block();
        let field_arg = BlockArg::Value(field);
        self.b
            .ins()
            .brif(is_word, slot_found, &[field_arg], scalar, &[]);
        self.b.switch_to_block(slot_found);
        let at = self.b.block_params(slot_found)[0];
        let value = self.b.ins().load(I64, TRUSTED, at, 0);
        self.b.ins().return_(&[value]);

        self.b.switch_to_block(scalar);
        let is_int = self.is_repr(repr, desc::Repr::I32);
        let other = self.b.create_block();
        self.only_if_else(is_int, other, |fx| {
            let value = fx.b.ins().load(I32, TRUSTED, field, 0);
            let value = fx.boxed_int(value);
            fx.b.ins().return_(&[value]);
        });
        let is_float = self.is_repr(repr, desc::Repr::F64);
        let other = self.b.create_block();
        self.only_if_else(is_float, other, |fx| {
            let value = fx.b.ins().load(F64, TRUSTED, field, 0);
            let value = fx.boxed_float(value);
            fx.b.ins().return_(&[value]);
        });
        let value = self.b.ins().load(I8, TRUSTED, field, 0);
        let wide = self.b.ins().uextend(I64, value);
        let value = self.b.ins().bor_imm_u(wide, word::FALSE as i64);
        self.b.ins().return_(&[value]);
    }

    /// `then`, which ends, if `cond` is not zero; goes on in `other`.
    fn only_if_else(&mut self, cond: Value, other: ir::Block, then: impl FnOnce(&mut Self)) {
        self.only_if(cond, other);
        then(self);
        self.b.switch_to_block(other);
    }

    fn is_repr(&mut self, repr: Value, wanted: desc::Repr) -> Value {
        self.b.ins().icmp_imm_s(IntCC::Equal, repr, wanted as i64)
    }

    /// References and words, the last two of those remembered.
    fn is_repr_from(&mut self, repr: Value, first: desc::Repr) -> Value {
        let cc = IntCC::UnsignedGreaterThanOrEqual;
        self.b.ins().icmp_imm_u(cc, repr, first as i64)
    }

    fn set_by_cache(&mut self, object: Value, value: Value, cache: Value, rest: ir::Block) {
        let (slot_found, field, repr) = self.find_by_cache(object, cache, rest);
        // A field of a reference type has a test to pass, a Bool's value another: the runtime's.
        let is_word = self.is_repr(repr, desc::Repr::Word);
        let scalar = self.b.create_block();
        let field_arg = BlockArg::Value(field);
        self.b
            .ins()
            .brif(is_word, slot_found, &[field_arg], scalar, &[]);
        self.b.switch_to_block(slot_found);
        let at = self.b.block_params(slot_found)[0];
        self.b.ins().store(TRUSTED, value, at, 0);
        self.b.ins().return_(&[]);

        self.b.switch_to_block(scalar);
        // A number becomes the field's kind of number, as the runtime would do it.
        let is_int = self.is_int(value);
        let float = self.b.create_block();
        self.only_if_else(is_int, float, |fx| {
            let int = fx.b.ins().ireduce(I32, value);
            let holds_int = fx.is_repr(repr, desc::Repr::I32);
            let other = fx.b.create_block();
            fx.only_if_else(holds_int, other, |fx| {
                fx.b.ins().store(TRUSTED, int, field, 0);
                fx.b.ins().return_(&[]);
            });
            let holds_float = fx.is_repr(repr, desc::Repr::F64);
            fx.only_if(holds_float, rest);
            let number = fx.b.ins().fcvt_from_sint(F64, int);
            fx.b.ins().store(TRUSTED, number, field, 0);
            fx.b.ins().return_(&[]);
        });
        let (bits, is_float) = self.float_bits(value);
        self.only_if(is_float, rest);
        let holds_float = self.is_repr(repr, desc::Repr::F64);
        let other = self.b.create_block();
        self.only_if_else(holds_float, other, |fx| {
            fx.b.ins().store(TRUSTED, bits, field, 0);
            fx.b.ins().return_(&[]);
        });
        let holds_int = self.is_repr(repr, desc::Repr::I32);
        self.only_if(holds_int, rest);
        let number = self.b.ins().bitcast(F64, MemFlagsData::new(), bits);
        let number = self.b.ins().fcvt_to_sint_sat(I32, number);
        self.b.ins().store(TRUSTED, number, field, 0);
        self.b.ins().return_(&[]);
    }

    /// Calls the method that the cache remembers through a bound method in this frame: nobody keeps it.
    fn call_by_cache(
        &mut self,
        object: Value,
        words: Value,
        n: Value,
        cache: Value,
        rest: ir::Block,
    ) -> Result<()> {
        let descriptor = self.descriptor_or(object, rest);
        let class = self.b.ins().load(I64, TRUSTED, cache, 0);
        let is_class = self.b.ins().icmp(IntCC::Equal, descriptor, class);
        self.only_if(is_class, rest);
        let data = StackSlotData::new(StackSlotKind::ExplicitSlot, desc::BOUND_SIZE, 3);
        let slot = self.b.create_sized_stack_slot(data);
        let bound = self.b.ins().stack_addr(I64, slot, 0);
        let kind = self.item(Item::Core(Core::Method))?;
        self.b.ins().store(TRUSTED, kind, bound, 0);
        let mut uniform = None;
        for (from, to) in [
            (desc::CALL_CACHE_METHOD_OFFSET, desc::BOUND_METHOD_OFFSET),
            (desc::CALL_CACHE_CODE_OFFSET, desc::CLOSURE_CODE_OFFSET),
            (desc::CALL_CACHE_SIG_OFFSET, desc::CLOSURE_SIG_OFFSET),
            (
                desc::CALL_CACHE_UNIFORM_OFFSET,
                desc::CLOSURE_UNIFORM_OFFSET,
            ),
        ] {
            let part = self.b.ins().load(I64, TRUSTED, cache, from);
            self.b.ins().store(TRUSTED, part, bound, to);
            uniform = Some(part);
        }
        self.b
            .ins()
            .store(TRUSTED, object, bound, desc::BOUND_RECEIVER_OFFSET);
        let sig = self.b.import_signature(uniform_signature());
        let code = uniform.unwrap_or(bound);
        let result = self.invoke_indirect(sig, code, &[bound, words, n]);
        let results: Vec<Value> = result.into_iter().collect();
        self.b.ins().return_(&results);
        Ok(())
    }

    // Numbers in words.

    fn is_int(&mut self, value: Value) -> Value {
        let tag = self.b.ins().iconst(I64, word::INT_TAG as i64);
        let cc = IntCC::UnsignedGreaterThanOrEqual;
        self.b.ins().icmp(cc, value, tag)
    }

    /// The bits of the Float that a word may be, and whether it is one.
    fn float_bits(&mut self, value: Value) -> (Value, Value) {
        let offset = self.b.ins().iconst(I64, word::FLOAT_OFFSET as i64);
        let bits = self.b.ins().isub(value, offset);
        let range = (word::INT_TAG - word::FLOAT_OFFSET) as i64;
        let range = self.b.ins().iconst(I64, range);
        let is_float = self.b.ins().icmp(IntCC::UnsignedLessThan, bits, range);
        (bits, is_float)
    }

    fn boxed_int(&mut self, value: Value) -> Value {
        let wide = self.b.ins().uextend(I64, value);
        let tag = self.b.ins().iconst(I64, word::INT_TAG as i64);
        self.b.ins().bor(wide, tag)
    }

    fn boxed_float(&mut self, value: Value) -> Value {
        let bits = self.b.ins().bitcast(I64, MemFlagsData::new(), value);
        let nan = self.b.ins().iconst(I64, word::CANONICAL_NAN as i64);
        let is_number = self.b.ins().fcmp(FloatCC::Equal, value, value);
        let bits = self.b.ins().select(is_number, bits, nan);
        let offset = self.b.ins().iconst(I64, word::FLOAT_OFFSET as i64);
        self.b.ins().iadd(bits, offset)
    }

    /// The number as a Float; what is none continues in `rest`.
    fn float_or(&mut self, value: Value, rest: ir::Block) -> Value {
        let join = self.b.create_block();
        self.b.append_block_param(join, F64);
        let (bits, is_float) = self.float_bits(value);
        let other = self.b.create_block();
        self.only_if_else(is_float, other, |fx| {
            let number = fx.b.ins().bitcast(F64, MemFlagsData::new(), bits);
            fx.b.ins().jump(join, &[BlockArg::Value(number)]);
        });
        let is_int = self.is_int(value);
        self.only_if(is_int, rest);
        let number = self.b.ins().ireduce(I32, value);
        let number = self.b.ins().fcvt_from_sint(F64, number);
        self.b.ins().jump(join, &[BlockArg::Value(number)]);
        self.b.switch_to_block(join);
        self.b.block_params(join)[0]
    }

    /// Two Ints give an Int, other numbers a Float.
    fn arithmetic(
        &mut self,
        (int, float): (BinOp, BinOp),
        x: Value,
        y: Value,
        rest: ir::Block,
    ) -> Result<()> {
        let both = self.b.ins().band(x, y);
        // The tag is all ones at the top: it survives only if both have it.
        let are_ints = self.is_int(both);
        let other = self.b.create_block();
        self.only_if_else(are_ints, other, |fx| {
            let (x, y) = (fx.b.ins().ireduce(I32, x), fx.b.ins().ireduce(I32, y));
            let value = match int {
                BinOp::IAdd => fx.b.ins().iadd(x, y),
                BinOp::ISub => fx.b.ins().isub(x, y),
                _ => fx.b.ins().imul(x, y),
            };
            let value = fx.boxed_int(value);
            fx.b.ins().return_(&[value]);
        });
        let x = self.float_or(x, rest);
        let y = self.float_or(y, rest);
        let value = match float {
            BinOp::FAdd => self.b.ins().fadd(x, y),
            BinOp::FSub => self.b.ins().fsub(x, y),
            _ => self.b.ins().fmul(x, y),
        };
        let value = self.boxed_float(value);
        self.b.ins().return_(&[value]);
        Ok(())
    }
}
