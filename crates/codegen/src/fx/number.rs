//! Arithmetic with Haxe's semantics: nothing traps.

use cranelift_codegen::ir::condcodes::{FloatCC, IntCC};
use cranelift_codegen::ir::types::{F32, F64, I32, I64};
use cranelift_codegen::ir::{InstBuilder, MemFlagsData, Value};
use mir::{BinOp, CmpOp, Const, ConvOp, Type, UnOp};

use super::FunctionCx;
use crate::Result;
use crate::compile::clif_type;

impl FunctionCx<'_, '_, '_> {
    pub(super) fn binary(
        &mut self,
        op: BinOp,
        a: mir::Value,
        b: mir::Value,
        ty: Type,
    ) -> Result<Value> {
        let (x, y) = (self.value(a), self.value(b));
        let divisor = match self.constant_of(b) {
            Some(Const::Int(value)) => Some(*value),
            _ => None,
        };
        if let (BinOp::FDiv, Some(Const::F64(bits))) = (op, self.constant_of(b))
            && let Some(factor) = exact_reciprocal(f64::from_bits(*bits))
        {
            let factor = self.b.ins().f64const(factor);
            return Ok(self.b.ins().fmul(x, factor));
        }
        let ins = self.b.ins();
        Ok(match op {
            BinOp::IAdd => ins.iadd(x, y),
            BinOp::ISub => ins.isub(x, y),
            BinOp::IMul => ins.imul(x, y),
            BinOp::And => ins.band(x, y),
            BinOp::Or => ins.bor(x, y),
            BinOp::Xor => ins.bxor(x, y),
            // Cranelift takes counts modulo the width, as Haxe does.
            BinOp::Shl => ins.ishl(x, y),
            BinOp::AShr => ins.sshr(x, y),
            BinOp::LShr => ins.ushr(x, y),
            BinOp::FAdd => ins.fadd(x, y),
            BinOp::FSub => ins.fsub(x, y),
            BinOp::FMul => ins.fmul(x, y),
            BinOp::FDiv => ins.fdiv(x, y),
            BinOp::FMin => ins.fmin(x, y),
            BinOp::FMax => ins.fmax(x, y),
            BinOp::FRem => self.float_rem(x, y, ty)?,
            BinOp::SDiv | BinOp::SRem | BinOp::UDiv | BinOp::URem => {
                self.divide(op, x, y, ty, divisor)
            }
        })
    }

    fn float_rem(&mut self, x: Value, y: Value, ty: Type) -> Result<Value> {
        if ty == Type::F64 {
            return self.call_rt_value("rayzor_f64_rem", &[x, y]);
        }
        let (x, y) = (self.b.ins().fpromote(F64, x), self.b.ins().fpromote(F64, y));
        let rem = self.call_rt_value("rayzor_f64_rem", &[x, y])?;
        Ok(self.b.ins().fdemote(F32, rem))
    }

    /// `x / 0` and `x % 0` are 0, `MIN / -1` is `MIN`, `x % -1` is 0.
    fn divide(&mut self, op: BinOp, x: Value, y: Value, ty: Type, divisor: Option<i64>) -> Value {
        let clif = clif_type(ty);
        let signed = matches!(op, BinOp::SDiv | BinOp::SRem);
        let is_div = matches!(op, BinOp::SDiv | BinOp::UDiv);
        if divisor == Some(0) {
            return self.zero(ty);
        }
        if divisor.is_some_and(|divisor| divisor != -1 || !signed) {
            return self.raw_divide(op, x, y);
        }
        let is_zero = self.b.ins().icmp_imm_s(IntCC::Equal, y, 0);
        let one = self.b.ins().iconst(clif, 1);
        let zero = self.b.ins().iconst(clif, 0);
        if !signed {
            let safe = self.b.ins().select(is_zero, one, y);
            let res = self.raw_divide(op, x, safe);
            return self.b.ins().select(is_zero, zero, res);
        }
        // Divisors 0 and -1, the two in [-1, 0], become 1; then the answers are put right.
        let above = self.b.ins().iadd_imm_s(y, 1);
        let special = self
            .b
            .ins()
            .icmp_imm_u(IntCC::UnsignedLessThanOrEqual, above, 1);
        let safe = self.b.ins().select(special, one, y);
        let res = self.raw_divide(op, x, safe);
        let answer = if is_div {
            let negated = self.b.ins().ineg(x);
            self.b.ins().select(is_zero, zero, negated)
        } else {
            zero
        };
        self.b.ins().select(special, answer, res)
    }

    fn raw_divide(&mut self, op: BinOp, x: Value, y: Value) -> Value {
        match op {
            BinOp::SDiv => self.b.ins().sdiv(x, y),
            BinOp::SRem => self.b.ins().srem(x, y),
            BinOp::UDiv => self.b.ins().udiv(x, y),
            _ => self.b.ins().urem(x, y),
        }
    }

    pub(super) fn unary(&mut self, op: UnOp, x: Value, _ty: Type) -> Result<Value> {
        let ins = self.b.ins();
        Ok(match op {
            UnOp::INeg => ins.ineg(x),
            UnOp::INot => ins.bnot(x),
            UnOp::BNot => ins.bxor_imm_s(x, 1),
            UnOp::FNeg => ins.fneg(x),
            UnOp::FAbs => ins.fabs(x),
            UnOp::FSqrt => ins.sqrt(x),
            UnOp::FFloor => ins.floor(x),
            UnOp::FCeil => ins.ceil(x),
            UnOp::FTrunc => ins.trunc(x),
        })
    }

    pub(super) fn compare(&mut self, op: CmpOp, x: Value, y: Value) -> Value {
        let int = |cc| (Some(cc), None);
        let float = |cc| (None, Some(cc));
        let cc = match op {
            CmpOp::Eq => int(IntCC::Equal),
            CmpOp::Ne => int(IntCC::NotEqual),
            CmpOp::SLt => int(IntCC::SignedLessThan),
            CmpOp::SLe => int(IntCC::SignedLessThanOrEqual),
            CmpOp::SGt => int(IntCC::SignedGreaterThan),
            CmpOp::SGe => int(IntCC::SignedGreaterThanOrEqual),
            CmpOp::ULt => int(IntCC::UnsignedLessThan),
            CmpOp::ULe => int(IntCC::UnsignedLessThanOrEqual),
            CmpOp::UGt => int(IntCC::UnsignedGreaterThan),
            CmpOp::UGe => int(IntCC::UnsignedGreaterThanOrEqual),
            CmpOp::FEq => float(FloatCC::Equal),
            CmpOp::FNe => float(FloatCC::NotEqual),
            CmpOp::FLt => float(FloatCC::LessThan),
            CmpOp::FLe => float(FloatCC::LessThanOrEqual),
            CmpOp::FGt => float(FloatCC::GreaterThan),
            CmpOp::FGe => float(FloatCC::GreaterThanOrEqual),
        };
        match cc {
            (Some(cc), _) => self.b.ins().icmp(cc, x, y),
            (None, Some(cc)) => self.b.ins().fcmp(cc, x, y),
            (None, None) => unreachable!("every comparison has a condition"),
        }
    }

    pub(super) fn convert(&mut self, op: ConvOp, x: Value, from: Type, to: Type) -> Value {
        let clif = clif_type(to);
        match op {
            ConvOp::Sext => self.b.ins().sextend(clif, x),
            // A bool and an i8 look alike.
            ConvOp::Zext if clif_type(from) == clif => x,
            ConvOp::Zext => self.b.ins().uextend(clif, x),
            ConvOp::Trunc => self.b.ins().ireduce(clif, x),
            ConvOp::SToF => {
                let x = if from.size() < 4 {
                    self.b.ins().sextend(I32, x)
                } else {
                    x
                };
                self.b.ins().fcvt_from_sint(clif, x)
            }
            ConvOp::UToF => {
                let x = if from.size() < 4 {
                    self.b.ins().uextend(I32, x)
                } else {
                    x
                };
                self.b.ins().fcvt_from_uint(clif, x)
            }
            ConvOp::FToS if to.size() >= 4 => self.b.ins().fcvt_to_sint_sat(clif, x),
            ConvOp::FToU if to.size() >= 4 => self.b.ins().fcvt_to_uint_sat(clif, x),
            ConvOp::FToS | ConvOp::FToU => {
                let wide = self.b.ins().fcvt_to_sint_sat(I32, x);
                let bits = 8 * i64::from(to.size());
                let (min, max) = if op == ConvOp::FToS {
                    (-(1 << (bits - 1)), (1 << (bits - 1)) - 1)
                } else {
                    (0, (1 << bits) - 1)
                };
                let min = self.b.ins().iconst(I32, i64::from(min as u32));
                let max = self.b.ins().iconst(I32, max);
                let wide = self.b.ins().smax(wide, min);
                let wide = self.b.ins().smin(wide, max);
                self.b.ins().ireduce(clif, wide)
            }
            ConvOp::FConv if to == Type::F64 => self.b.ins().fpromote(F64, x),
            ConvOp::FConv => self.b.ins().fdemote(F32, x),
            ConvOp::Bitcast if clif_type(from) == clif => x,
            ConvOp::Bitcast => self.b.ins().bitcast(clif, MemFlagsData::new(), x),
        }
    }

    /// Sign- or zero-extended to 64 bits.
    pub(super) fn extended(&mut self, x: Value, ty: Type, signed: bool) -> Value {
        match (ty.size(), signed) {
            (8, _) => x,
            (_, true) => self.b.ins().sextend(I64, x),
            (_, false) => self.b.ins().uextend(I64, x),
        }
    }
}

/// `1 / x`, when multiplying by it gives what dividing by `x` gives: powers of two.
fn exact_reciprocal(x: f64) -> Option<f64> {
    let is_power_of_two = x.is_normal() && x.to_bits() << 12 == 0;
    let reciprocal = 1.0 / x;
    (is_power_of_two && reciprocal.is_normal()).then_some(reciprocal)
}
