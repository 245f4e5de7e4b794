//! Members of the standard library that the runtime implements. Most become calls; those that are
//! one instruction become that instruction.

use hir_ty::{
    ty::Ty,
    typed_body::{Callee, TExprId, TExprKind},
};
use mir::{BinOp, CmpOp, ConvOp, Op, Repr, Symbol, Type, UnOp};

use super::{FunctionCx, Val};
use crate::repr::{elem_kind, elem_repr};

impl<'db> FunctionCx<'_, 'db> {
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

    // Raw memory, for a type that is known here.

    pub(super) fn memory_intrinsic(
        &mut self,
        name: &str,
        type_args: &[Ty<'db>],
        args: &[TExprId],
    ) -> Option<Val> {
        let repr = type_args.first().map_or(Repr::Word, |&ty| self.repr(ty));
        let size = i64::from(repr.ty().size());
        match name {
            "size_of" => Some(Val {
                value: self.b.const_int(Type::I32, size),
                repr: Repr::I32,
            }),
            "is_reference" => Some(Val {
                value: self.b.const_bool(repr.ty().is_traced()),
                repr: Repr::Bool,
            }),
            "null" => Some(self.zero(Repr::Ptr)),
            "load" => {
                let ptr = self.element_address(args, size);
                let op = Op::Load { ptr, offset: 0 };
                Some(Val {
                    value: self.b.ins(op, repr.ty()),
                    repr,
                })
            }
            "store" => {
                let ptr = self.element_address(args, size);
                let value = self.lower_as(*args.get(2)?, repr);
                self.b.ins_void(Op::Store {
                    ptr,
                    offset: 0,
                    value,
                });
                None
            }
            _ => {
                self.internal(format!("the intrinsic {name}"));
                None
            }
        }
    }

    fn element_address(&mut self, args: &[TExprId], size: i64) -> mir::Value {
        let [ptr, index, ..] = args else {
            self.internal("an address without index");
            return self.zero(Repr::Ptr).value;
        };
        let ptr = self.lower_as(*ptr, Repr::Ptr);
        let index = self.lower_as(*index, Repr::I32);
        let index = self.b.convert(ConvOp::Sext, index, Type::I64);
        let size = self.b.const_int(Type::I64, size);
        let offset = self.b.binary(BinOp::IMul, index, size);
        self.b.ins(Op::PtrAdd { ptr, offset }, Type::Ptr)
    }

    /// A condition about a type, which has its answer here.
    pub(super) fn known_condition(&self, cond: TExprId) -> Option<bool> {
        let TExprKind::Call {
            callee: Callee::Static { method, type_args },
            ..
        } = &self.expr(cond).kind
        else {
            return None;
        };
        let name = crate::decls::intrinsic(self.db(), *method)?;
        let ty = *type_args.first()?;
        (name == "is_reference").then(|| self.repr(ty).ty().is_traced())
    }
}
