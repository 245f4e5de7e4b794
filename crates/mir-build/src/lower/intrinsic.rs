//! Members of the standard library that the runtime implements. Most become calls; those that are
//! one instruction become that instruction.

use mir::{BinOp, CmpOp, ConvOp, Op, Repr, Symbol, Type, UnOp};

use super::{FunctionCx, Val};
use crate::repr::{elem_kind, elem_repr};

impl FunctionCx<'_, '_> {
    /// `args` as lowered, `params` and `ret` as declared. `elem`: representation of the elements
    /// when the receiver or first argument is an array.
    pub(super) fn call_runtime(
        &mut self,
        symbol: &Symbol,
        args: Vec<Val>,
        params: &[Repr],
        ret: Repr,
        elem: Option<Repr>,
    ) -> Val {
        if let Some(val) = self.instruction(symbol, &args, elem) {
            return val;
        }
        if args.len() != params.len() {
            self.internal(format!("{} arguments for {symbol}", args.len()));
        }
        let values = args
            .iter()
            .zip(params)
            .map(|(&arg, &param)| self.convert(arg, param).value)
            .collect();
        match self.rt(symbol, values, ret) {
            Some(val) => val,
            None => self.zero(Repr::Word),
        }
    }

    fn instruction(&mut self, symbol: &str, args: &[Val], elem: Option<Repr>) -> Option<Val> {
        let arg = |i: usize| args.get(i).copied();
        Some(match symbol {
            "rayzor_array_length" => {
                let array = self.non_null(arg(0)?);
                Val {
                    value: self.b.ins(Op::ArrayLen { array }, Type::I32),
                    repr: Repr::I32,
                }
            }
            "rayzor_array_push" => {
                let elem = elem?;
                let array = self.non_null(arg(0)?);
                let value = self.convert(arg(1)?, elem);
                let value = self.convert(value, elem_repr(elem)).value;
                let op = Op::ArrayPush { array, value };
                Val {
                    value: self.b.ins(op, Type::I32),
                    repr: Repr::I32,
                }
            }
            "rayzor_array_new" => {
                let op = Op::ArrayNew {
                    kind: elem_kind(elem.unwrap_or(Repr::Word)),
                    capacity: None,
                };
                Val {
                    value: self.b.ins(op, Type::Ref),
                    repr: Repr::Ref,
                }
            }
            "rayzor_string_identity" => {
                let value = self.non_null(arg(0)?);
                Val {
                    value,
                    repr: Repr::Ref,
                }
            }
            "rayzor_std_int" => {
                let value = self.convert(arg(0)?, Repr::F64).value;
                Val {
                    value: self.b.convert(ConvOp::FToS, value, Type::I32),
                    repr: Repr::I32,
                }
            }
            "rayzor_math_sqrt" => self.float_op(UnOp::FSqrt, arg(0)?),
            "rayzor_math_abs" => self.float_op(UnOp::FAbs, arg(0)?),
            "rayzor_math_floor" | "rayzor_math_ffloor" => self.float_op(UnOp::FFloor, arg(0)?),
            "rayzor_math_ceil" | "rayzor_math_fceil" => self.float_op(UnOp::FCeil, arg(0)?),
            "rayzor_math_trunc" => self.float_op(UnOp::FTrunc, arg(0)?),
            "rayzor_math_min" => self.float_binary(BinOp::FMin, arg(0)?, arg(1)?),
            "rayzor_math_max" => self.float_binary(BinOp::FMax, arg(0)?, arg(1)?),
            _ => return self.int64_instruction(symbol, args),
        })
    }

    fn float_op(&mut self, op: UnOp, arg: Val) -> Val {
        let value = self.convert(arg, Repr::F64).value;
        Val {
            value: self.b.unary(op, value),
            repr: Repr::F64,
        }
    }

    fn float_binary(&mut self, op: BinOp, a: Val, b: Val) -> Val {
        let a = self.convert(a, Repr::F64).value;
        let b = self.convert(b, Repr::F64).value;
        Val {
            value: self.b.binary(op, a, b),
            repr: Repr::F64,
        }
    }

    fn int64_instruction(&mut self, symbol: &str, args: &[Val]) -> Option<Val> {
        let op = symbol.strip_prefix("rayzor_i64_")?;
        let arg = |i: usize| args.get(i).copied();
        let binary = match op {
            "add" => Some(BinOp::IAdd),
            "sub" => Some(BinOp::ISub),
            "mul" => Some(BinOp::IMul),
            "and" => Some(BinOp::And),
            "or" => Some(BinOp::Or),
            "xor" => Some(BinOp::Xor),
            "shl" => Some(BinOp::Shl),
            "shr" => Some(BinOp::AShr),
            "ushr" => Some(BinOp::LShr),
            _ => None,
        };
        if let Some(op) = binary {
            let a = self.convert(arg(0)?, Repr::I64).value;
            let b = self.convert(arg(1)?, Repr::I64).value;
            return Some(Val {
                value: self.b.binary(op, a, b),
                repr: Repr::I64,
            });
        }
        Some(match op {
            "of_int" => self.convert(arg(0)?, Repr::I64),
            "low" => {
                let value = self.convert(arg(0)?, Repr::I64).value;
                Val {
                    value: self.b.convert(ConvOp::Trunc, value, Type::I32),
                    repr: Repr::I32,
                }
            }
            "high" => {
                let value = self.convert(arg(0)?, Repr::I64).value;
                let count = self.b.const_int(Type::I64, 32);
                let high = self.b.binary(BinOp::AShr, value, count);
                Val {
                    value: self.b.convert(ConvOp::Trunc, high, Type::I32),
                    repr: Repr::I32,
                }
            }
            "make" => {
                let high = self.convert(arg(0)?, Repr::I64).value;
                let low = self.convert(arg(1)?, Repr::I32).value;
                let count = self.b.const_int(Type::I64, 32);
                let high = self.b.binary(BinOp::Shl, high, count);
                let low = self.b.convert(ConvOp::Zext, low, Type::I64);
                Val {
                    value: self.b.binary(BinOp::Or, high, low),
                    repr: Repr::I64,
                }
            }
            "neg" | "not" => {
                let value = self.convert(arg(0)?, Repr::I64).value;
                let op = if op == "neg" { UnOp::INeg } else { UnOp::INot };
                Val {
                    value: self.b.unary(op, value),
                    repr: Repr::I64,
                }
            }
            "to_float" => {
                let value = self.convert(arg(0)?, Repr::I64).value;
                Val {
                    value: self.b.convert(ConvOp::SToF, value, Type::F64),
                    repr: Repr::F64,
                }
            }
            "compare" | "ucompare" => {
                let a = self.convert(arg(0)?, Repr::I64).value;
                let b = self.convert(arg(1)?, Repr::I64).value;
                let (gt, lt) = if op == "compare" {
                    (CmpOp::SGt, CmpOp::SLt)
                } else {
                    (CmpOp::UGt, CmpOp::ULt)
                };
                let gt = self.b.compare(gt, a, b);
                let lt = self.b.compare(lt, a, b);
                let gt = self.b.convert(ConvOp::Zext, gt, Type::I32);
                let lt = self.b.convert(ConvOp::Zext, lt, Type::I32);
                Val {
                    value: self.b.binary(BinOp::ISub, gt, lt),
                    repr: Repr::I32,
                }
            }
            _ => return None,
        })
    }
}
