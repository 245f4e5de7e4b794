//! Functions of the runtime whose usual case is a few instructions: done inline, with the call for the
//! rest.
//!
//! A shortcut gives what the function gives, for every argument.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::{I8, I32, I64};
use cranelift_codegen::ir::{InstBuilder, Value};
use runtime::{desc, word};

use super::{FunctionCx, Helper, TRUSTED};
use crate::Result;

impl FunctionCx<'_, '_, '_> {
    /// The result, when there is a shortcut for the function.
    pub(super) fn shortcut(&mut self, name: &str, args: &[Value]) -> Result<Option<Value>> {
        match (name, args) {
            ("rayzor_string_length", [s]) => {
                let is_there = self.b.ins().icmp_imm_s(IntCC::NotEqual, *s, 0);
                let s = *s;
                self.fast_or_slow(
                    is_there,
                    Some(I32),
                    |fx| {
                        Ok(Some(fx.b.ins().load(
                            I32,
                            TRUSTED,
                            s,
                            desc::STRING_LEN_OFFSET,
                        )))
                    },
                    |fx| fx.call_rt(name, &[s]),
                )
            }
            ("rayzor_string_fast_code_at", [s, index]) => {
                self.code_at(name, *s, *index, |_, code| Ok(code))
            }
            ("rayzor_string_char_code_at", [s, index]) => {
                self.code_at(name, *s, *index, |fx, code| {
                    fx.box_value(mir::Repr::I32, code)
                })
            }
            ("rayzor_string_equals", [a, b]) => {
                let (a, b) = (*a, *b);
                let same = self.b.ins().icmp(IntCC::Equal, a, b);
                self.fast_or_slow(
                    same,
                    Some(I8),
                    |fx| Ok(Some(fx.b.ins().iconst(I8, 1))),
                    |fx| fx.call_rt(name, &[a, b]),
                )
            }
            ("rayzor_dyn_eq", [a, b]) => self.compare_ints(name, IntCC::Equal, *a, *b),
            ("rayzor_dyn_lt", [a, b]) => self.compare_ints(name, IntCC::SignedLessThan, *a, *b),
            ("rayzor_dyn_le", [a, b]) => {
                self.compare_ints(name, IntCC::SignedLessThanOrEqual, *a, *b)
            }
            ("rayzor_dyn_gt", [a, b]) => self.compare_ints(name, IntCC::SignedGreaterThan, *a, *b),
            ("rayzor_dyn_ge", [a, b]) => {
                self.compare_ints(name, IntCC::SignedGreaterThanOrEqual, *a, *b)
            }
            _ => match Helper::of_runtime(name) {
                Some(helper) => self.call_helper(helper, args),
                None => Ok(None),
            },
        }
    }

    /// The code at an index inside an ASCII string.
    fn code_at(
        &mut self,
        name: &str,
        s: Value,
        index: Value,
        give: impl FnOnce(&mut Self, Value) -> Result<Value>,
    ) -> Result<Option<Value>> {
        let ty = if name == "rayzor_string_fast_code_at" {
            I32
        } else {
            I64
        };
        let is_there = self.b.ins().icmp_imm_s(IntCC::NotEqual, s, 0);
        let call = |fx: &mut Self| fx.call_rt(name, &[s, index]);
        let look = |fx: &mut Self| {
            let len = fx.b.ins().load(I32, TRUSTED, s, desc::STRING_LEN_OFFSET);
            let byte_len =
                fx.b.ins()
                    .load(I32, TRUSTED, s, desc::STRING_BYTE_LEN_OFFSET);
            let is_ascii = fx.b.ins().icmp(IntCC::Equal, len, byte_len);
            let inside = fx.b.ins().icmp(IntCC::UnsignedLessThan, index, len);
            let direct = fx.b.ins().band(is_ascii, inside);
            let fast = |fx: &mut Self| {
                let bytes = fx.b.ins().load(I64, TRUSTED, s, desc::STRING_BYTES_OFFSET);
                let offset = fx.b.ins().uextend(I64, index);
                let at = fx.b.ins().iadd(bytes, offset);
                let code = fx.b.ins().uload8(I32, TRUSTED, at, 0);
                give(fx, code).map(Some)
            };
            fx.fast_or_slow(direct, Some(ty), fast, call)
        };
        self.fast_or_slow(is_there, Some(ty), look, call)
    }

    /// Two words that are both Ints compare as such.
    fn compare_ints(&mut self, name: &str, cc: IntCC, a: Value, b: Value) -> Result<Option<Value>> {
        let tag = self.b.ins().iconst(I64, word::INT_TAG as i64);
        let both = self.b.ins().band(a, b);
        // The tag is all ones at the top: it survives only if both have it.
        let are_ints = self
            .b
            .ins()
            .icmp(IntCC::UnsignedGreaterThanOrEqual, both, tag);
        self.fast_or_slow(
            are_ints,
            Some(I8),
            |fx| {
                let (a, b) = (fx.b.ins().ireduce(I32, a), fx.b.ins().ireduce(I32, b));
                Ok(Some(fx.b.ins().icmp(cc, a, b)))
            },
            |fx| fx.call_rt(name, &[a, b]),
        )
    }
}
