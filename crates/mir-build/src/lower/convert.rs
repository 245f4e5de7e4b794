//! Changing the representation of a value, where the type is the same or was converted already.

use mir::{ConvOp, Op, Repr, Type};

use super::{FunctionCx, Val};
use crate::repr::is_unsigned;

impl FunctionCx<'_, '_> {
    /// The same value in another representation. Null becomes the zero of a scalar; a word that is
    /// not of the wanted kind gives zero or null, never wild memory.
    pub(super) fn convert(&mut self, val: Val, to: Repr) -> Val {
        let from = val.repr;
        if from == to {
            return val;
        }
        let value = match (from, to) {
            (_, Repr::Void) | (Repr::Void, _) => {
                return self.zero(if to == Repr::Void { Repr::Word } else { to });
            }
            (Repr::Ptr, Repr::Word) => {
                let bits = self.b.convert(ConvOp::Bitcast, val.value, Type::I64);
                self.b.box_(Repr::I64, bits)
            }
            (Repr::Word, Repr::Ptr) => {
                let bits = self.b.unbox(Repr::I64, val.value, false);
                self.b.convert(ConvOp::Bitcast, bits, Type::Ptr)
            }
            (_, Repr::Word) => self.b.box_(from, val.value),
            (Repr::Word, _) => self.b.unbox(to, val.value, false),
            (Repr::Ref, _) | (_, Repr::Ref) => {
                // Only an untyped cast comes here.
                let word = self.convert(val, Repr::Word);
                return self.convert(word, to);
            }
            _ => self.convert_scalar(val, to),
        };
        Val { value, repr: to }
    }

    fn convert_scalar(&mut self, val: Val, to: Repr) -> mir::Value {
        let (from, value) = (val.repr, val.value);
        let (from_ty, to_ty) = (from.ty(), to.ty());
        if from_ty == to_ty {
            return value;
        }
        match (from_ty, to_ty) {
            (Type::Bool, ty) if ty.is_int() => self.b.convert(ConvOp::Zext, value, ty),
            (ty, Type::Bool) if ty.is_int() => {
                let zero = self.b.const_int(ty, 0);
                self.b.compare(mir::CmpOp::Ne, value, zero)
            }
            (Type::Bool, _) => {
                let int = self.b.convert(ConvOp::Zext, value, Type::I32);
                self.b.convert(ConvOp::SToF, int, to_ty)
            }
            (_, Type::Bool) => {
                let zero = self.b.zero(from_ty);
                self.b.compare(mir::CmpOp::FNe, value, zero)
            }
            (Type::Ptr, ty) => {
                let bits = self.b.convert(ConvOp::Bitcast, value, Type::I64);
                let bits = Val {
                    value: bits,
                    repr: Repr::I64,
                };
                if ty == Type::I64 {
                    bits.value
                } else {
                    self.convert_scalar(bits, to)
                }
            }
            (_, Type::Ptr) => {
                let bits = self.convert_scalar(val, Repr::I64);
                self.b.convert(ConvOp::Bitcast, bits, Type::Ptr)
            }
            (a, b) if a.is_int() && b.is_int() => {
                let op = if a.size() > b.size() {
                    ConvOp::Trunc
                } else if is_unsigned(from) {
                    ConvOp::Zext
                } else {
                    ConvOp::Sext
                };
                self.b.convert(op, value, to_ty)
            }
            (a, b) if a.is_int() && b.is_float() => {
                let op = if is_unsigned(from) {
                    ConvOp::UToF
                } else {
                    ConvOp::SToF
                };
                self.b.convert(op, value, to_ty)
            }
            (a, b) if a.is_float() && b.is_int() => {
                let op = if is_unsigned(to) {
                    ConvOp::FToU
                } else {
                    ConvOp::FToS
                };
                self.b.convert(op, value, to_ty)
            }
            _ => self.b.convert(ConvOp::FConv, value, to_ty),
        }
    }

    pub(super) fn word_of(&mut self, val: Val) -> mir::Value {
        self.convert(val, Repr::Word).value
    }

    /// A reference that is not null, for what follows.
    pub(super) fn non_null(&mut self, val: Val) -> mir::Value {
        let value = self.convert(val, Repr::Ref).value;
        if !self.is_this(value) {
            self.b.ins_void(Op::NullCheck { value });
        }
        value
    }

    /// The receiver of an instance method is never null inside it.
    fn is_this(&self, value: mir::Value) -> bool {
        self.receiver == Some(value)
    }
}
