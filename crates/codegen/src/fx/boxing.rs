//! Into the uniform word and out of it. The encoding is `runtime::word`'s.

use cranelift_codegen::ir::condcodes::{FloatCC, IntCC};
use cranelift_codegen::ir::types::{F64, I8, I32, I64};
use cranelift_codegen::ir::{InstBuilder, MemFlagsData, Value};
use mir::Repr;
use runtime::desc;
use runtime::table::{Core, Item};
use runtime::word;

use super::{FunctionCx, TRUSTED};
use crate::Result;
use crate::compile::clif_type;
use crate::plan::repr_to_rt;

impl FunctionCx<'_, '_, '_> {
    pub(super) fn box_value(&mut self, repr: Repr, x: Value) -> Result<Value> {
        Ok(match repr {
            Repr::Void => self.b.ins().iconst(I64, word::NULL as i64),
            Repr::Word | Repr::Ref => x,
            Repr::I32 => {
                let wide = self.b.ins().uextend(I64, x);
                let tag = self.b.ins().iconst(I64, word::INT_TAG as i64);
                self.b.ins().bor(wide, tag)
            }
            Repr::F64 => {
                let bits = self.b.ins().bitcast(I64, MemFlagsData::new(), x);
                let nan = self.b.ins().iconst(I64, word::CANONICAL_NAN as i64);
                let is_number = self.b.ins().fcmp(FloatCC::Equal, x, x);
                let bits = self.b.ins().select(is_number, bits, nan);
                let offset = self.b.ins().iconst(I64, word::FLOAT_OFFSET as i64);
                self.b.ins().iadd(bits, offset)
            }
            Repr::Bool => {
                let wide = self.b.ins().uextend(I64, x);
                self.b.ins().bor_imm_u(wide, word::FALSE as i64)
            }
            Repr::F32 => {
                let bits = self.b.ins().bitcast(I32, MemFlagsData::new(), x);
                let bits = self.b.ins().uextend(I64, bits);
                self.boxed_object(repr, bits)?
            }
            Repr::I8 | Repr::I16 | Repr::I64 => {
                let bits = self.extended(x, repr.ty(), true);
                self.boxed_object(repr, bits)?
            }
            Repr::U8 | Repr::U16 | Repr::U32 | Repr::U64 => {
                let bits = self.extended(x, repr.ty(), false);
                self.boxed_object(repr, bits)?
            }
            // Raw memory is nobody's business: it travels as a 64-bit number.
            Repr::Ptr => self.boxed_object(Repr::U64, x)?,
        })
    }

    fn boxed_object(&mut self, repr: Repr, bits: Value) -> Result<Value> {
        let desc = self.item(Item::Core(Core::Boxed(repr_to_rt(repr))))?;
        let object = self.allocate(desc, 16)?;
        self.b
            .ins()
            .store(TRUSTED, bits, object, desc::BOX_VALUE_OFFSET);
        Ok(object)
    }

    pub(super) fn unbox_value(&mut self, repr: Repr, w: Value, checked: bool) -> Result<Value> {
        let ty = clif_type(repr.ty());
        let slow = |fx: &mut Self| -> Result<Option<Value>> {
            if repr == Repr::Ref {
                if checked {
                    fx.call_rt_rarely("rayzor_throw_cast_error", &[])?;
                }
                return Ok(Some(fx.b.ins().iconst(I64, 0)));
            }
            let checked = if checked { "_checked" } else { "" };
            let name = if repr == Repr::Ptr {
                "u64"
            } else {
                repr.name()
            };
            let name = format!("rayzor_unbox{checked}_{name}");
            let Some(value) = fx.call_rt_rarely(&name, &[w])? else {
                return fx.error("unboxing gives nothing");
            };
            // Narrow scalars come back in 32 bits.
            let from = fx.b.func.dfg.value_type(value);
            Ok(Some(if from == ty {
                value
            } else {
                fx.b.ins().ireduce(ty, value)
            }))
        };
        let value = match repr {
            Repr::Void | Repr::Word => return Ok(w),
            Repr::I32 => {
                let tag = self.b.ins().iconst(I64, word::INT_TAG as i64);
                let is_int = self.b.ins().icmp(IntCC::UnsignedGreaterThanOrEqual, w, tag);
                let fast = |fx: &mut Self| Ok(Some(fx.b.ins().ireduce(I32, w)));
                self.fast_or_slow(is_int, Some(ty), fast, slow)?
            }
            Repr::F64 => {
                let tag = self.b.ins().iconst(I64, word::INT_TAG as i64);
                let offset = self.b.ins().iconst(I64, word::FLOAT_OFFSET as i64);
                let bits = self.b.ins().isub(w, offset);
                // Floats are what lies between the offset and the tag of Ints.
                let range = self.b.ins().isub(tag, offset);
                let is_float = self.b.ins().icmp(IntCC::UnsignedLessThan, bits, range);
                let fast =
                    |fx: &mut Self| Ok(Some(fx.b.ins().bitcast(F64, MemFlagsData::new(), bits)));
                let or_int = |fx: &mut Self| {
                    let is_int = fx.b.ins().icmp(IntCC::UnsignedGreaterThanOrEqual, w, tag);
                    let fast = |fx: &mut Self| {
                        let int = fx.b.ins().ireduce(I32, w);
                        Ok(Some(fx.b.ins().fcvt_from_sint(F64, int)))
                    };
                    fx.fast_or_slow(is_int, Some(ty), fast, slow)
                };
                self.fast_or_slow(is_float, Some(ty), fast, or_int)?
            }
            Repr::Bool => {
                let base = self.b.ins().band_imm_s(w, !1);
                let is_bool = self
                    .b
                    .ins()
                    .icmp_imm_s(IntCC::Equal, base, word::FALSE as i64);
                let fast = |fx: &mut Self| {
                    let low = fx.b.ins().ireduce(I8, w);
                    Ok(Some(fx.b.ins().band_imm_u(low, 1)))
                };
                self.fast_or_slow(is_bool, Some(ty), fast, slow)?
            }
            Repr::Ref => {
                let mask = self.b.ins().iconst(I64, word::NOT_REF_MASK as i64);
                let other = self.b.ins().band(w, mask);
                let is_ref = self.b.ins().icmp_imm_s(IntCC::Equal, other, 0);
                let fast = |_: &mut Self| Ok(Some(w));
                self.fast_or_slow(is_ref, Some(ty), fast, slow)?
            }
            Repr::I8
            | Repr::U8
            | Repr::I16
            | Repr::U16
            | Repr::U32
            | Repr::I64
            | Repr::U64
            | Repr::F32
            | Repr::Ptr => slow(self)?,
        };
        match value {
            Some(value) => Ok(value),
            None => self.error("unboxing gives nothing"),
        }
    }
}
