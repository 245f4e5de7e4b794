//! Functions of the runtime whose usual case is a few instructions: done inline, with the call for the
//! rest.
//!
//! A shortcut gives what the function gives, for every argument.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::{F64, I8, I16, I32, I64};
use cranelift_codegen::ir::{self, InstBuilder, MemFlagsData, Value};
use runtime::table::Item;
use runtime::{desc, string, word};

use super::{FunctionCx, Helper, TRUSTED};
use crate::{Result, trampoline};

impl FunctionCx<'_, '_, '_> {
    /// The result, if any, when there is a shortcut for the function.
    pub(super) fn shortcut(&mut self, name: &str, args: &[Value]) -> Result<Option<Option<Value>>> {
        let result = match (name, args) {
            ("rayzor_thread_poll", []) => {
                trampoline::stack_check(self.compiler, self.b)?;
                return Ok(Some(None));
            }
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
            ("rayzor_string_char_at", [s, index]) => self.code_at(name, *s, *index, |fx, code| {
                let chars = fx.item(Item::Chars)?;
                let index = fx.b.ins().uextend(I64, code);
                let offset = fx.b.ins().ishl_imm_u(index, 3);
                let at = fx.b.ins().iadd(chars, offset);
                Ok(fx.b.ins().load(I64, TRUSTED, at, 0))
            }),
            ("rayzor_string_equals", [a, b]) => self.string_equals(name, *a, *b),
            ("rayzor_dyn_eq", [a, b]) => self.compare_ints(name, IntCC::Equal, *a, *b),
            ("rayzor_dyn_lt", [a, b]) => self.compare_ints(name, IntCC::SignedLessThan, *a, *b),
            ("rayzor_dyn_le", [a, b]) => {
                self.compare_ints(name, IntCC::SignedLessThanOrEqual, *a, *b)
            }
            ("rayzor_dyn_gt", [a, b]) => self.compare_ints(name, IntCC::SignedGreaterThan, *a, *b),
            ("rayzor_dyn_ge", [a, b]) => {
                self.compare_ints(name, IntCC::SignedGreaterThanOrEqual, *a, *b)
            }
            (_, [bytes, pos, rest @ ..]) if name.starts_with("rayzor_bytes_") => {
                match byte_access(name) {
                    Some(ty) => self.byte_access(name, ty, *bytes, *pos, rest.first().copied()),
                    None => return Ok(None),
                }
            }
            _ => match Helper::of_runtime(name) {
                Some(helper) => self.call_helper(helper, args),
                None => return Ok(None),
            },
        };
        result.map(Some)
    }

    /// The same string is equal, strings of other lengths are not.
    fn string_equals(&mut self, name: &str, a: Value, b: Value) -> Result<Option<Value>> {
        let same = self.b.ins().icmp(IntCC::Equal, a, b);
        let yes = |fx: &mut Self| Ok(Some(fx.b.ins().iconst(I8, 1)));
        let compare = |fx: &mut Self| {
            let is_a = fx.b.ins().icmp_imm_s(IntCC::NotEqual, a, 0);
            let is_b = fx.b.ins().icmp_imm_s(IntCC::NotEqual, b, 0);
            let are_there = fx.b.ins().band(is_a, is_b);
            let lengths = |fx: &mut Self| {
                let at = desc::STRING_BYTE_LEN_OFFSET;
                let len_a = fx.b.ins().load(I32, TRUSTED, a, at);
                let len_b = fx.b.ins().load(I32, TRUSTED, b, at);
                let differ = fx.b.ins().icmp(IntCC::NotEqual, len_a, len_b);
                let no = |fx: &mut Self| Ok(Some(fx.b.ins().iconst(I8, 0)));
                fx.fast_or_slow(differ, Some(I8), no, |fx| fx.call_rt(name, &[a, b]))
            };
            let no = |fx: &mut Self| Ok(Some(fx.b.ins().iconst(I8, 0)));
            fx.fast_or_slow(are_there, Some(I8), lengths, no)
        };
        self.fast_or_slow(same, Some(I8), yes, compare)
    }

    /// The code at an index inside an ASCII string, or a string whose codes stand in its index table.
    fn code_at(
        &mut self,
        name: &str,
        s: Value,
        index: Value,
        give: impl Fn(&mut Self, Value) -> Result<Value>,
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
            if name == "rayzor_string_char_at" {
                return fx.fast_or_slow(direct, Some(ty), fast, call);
            }
            let other = |fx: &mut Self| {
                let flags = fx.b.ins().load(I32, TRUSTED, s, desc::STRING_FLAGS_OFFSET);
                let units = fx.b.ins().band_imm_u(flags, i64::from(string::UNITS));
                let has_units = fx.b.ins().icmp_imm_s(IntCC::NotEqual, units, 0);
                let direct = fx.b.ins().band(has_units, inside);
                let fast = |fx: &mut Self| {
                    let at = desc::STRING_INLINE_OFFSET as i32;
                    let units = fx.b.ins().load(I64, TRUSTED, s, at);
                    let offset = fx.b.ins().uextend(I64, index);
                    let offset = fx.b.ins().ishl_imm_u(offset, 1);
                    let at = fx.b.ins().iadd(units, offset);
                    let code = fx.b.ins().uload16(I32, TRUSTED, at, 0);
                    give(fx, code).map(Some)
                };
                fx.fast_or_slow(direct, Some(ty), fast, call)
            };
            fx.fast_or_slow(direct, Some(ty), fast, other)
        };
        self.fast_or_slow(is_there, Some(ty), look, call)
    }

    /// A number inside of bytes, little endian at any address: read, or written if there is a `value`.
    fn byte_access(
        &mut self,
        name: &str,
        ty: ir::Type,
        bytes: Value,
        pos: Value,
        value: Option<Value>,
    ) -> Result<Option<Value>> {
        let is_there = self.b.ins().icmp_imm_s(IntCC::NotEqual, bytes, 0);
        let result = match (value, ty) {
            (Some(_), _) => None,
            (None, I8 | I16) => Some(I32),
            (None, ty) => Some(ty),
        };
        let mut args = vec![bytes, pos];
        args.extend(value);
        let call = |fx: &mut Self| fx.call_rt_rarely(name, &args);
        let look = |fx: &mut Self| {
            let at = desc::BYTES_LEN_OFFSET;
            let len = fx.b.ins().uload32(TRUSTED, bytes, at);
            let start = fx.b.ins().uextend(I64, pos);
            let end = fx.b.ins().iadd_imm_s(start, i64::from(ty.bytes()));
            let cc = IntCC::UnsignedLessThanOrEqual;
            let inside = fx.b.ins().icmp(cc, end, len);
            let fast = |fx: &mut Self| {
                let at = desc::BYTES_DATA_OFFSET;
                let data = fx.b.ins().load(I64, TRUSTED, bytes, at);
                let at = fx.b.ins().iadd(data, start);
                let flags = MemFlagsData::new();
                Ok(match (value, ty) {
                    (None, I8) => Some(fx.b.ins().uload8(I32, flags, at, 0)),
                    (None, I16) => Some(fx.b.ins().uload16(I32, flags, at, 0)),
                    (None, ty) => Some(fx.b.ins().load(ty, flags, at, 0)),
                    (Some(value), I8) => {
                        fx.b.ins().istore8(flags, value, at, 0);
                        None
                    }
                    (Some(value), I16) => {
                        fx.b.ins().istore16(flags, value, at, 0);
                        None
                    }
                    (Some(value), _) => {
                        fx.b.ins().store(flags, value, at, 0);
                        None
                    }
                })
            };
            fx.fast_or_slow(inside, result, fast, call)
        };
        self.fast_or_slow(is_there, result, look, call)
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

/// The type that a function for one number in bytes is about.
fn byte_access(name: &str) -> Option<ir::Type> {
    Some(match name {
        "rayzor_bytes_get" | "rayzor_bytes_set" => I8,
        "rayzor_bytes_get_u16" | "rayzor_bytes_set_u16" => I16,
        "rayzor_bytes_get_i32" | "rayzor_bytes_set_i32" => I32,
        "rayzor_bytes_get_i64" | "rayzor_bytes_set_i64" => I64,
        "rayzor_bytes_get_f64" | "rayzor_bytes_set_f64" => F64,
        _ => return None,
    })
}
