//! Operators on numbers, comparison.

use hir_ty::{
    decl::expand_typedefs,
    ty::Ty,
    typed_body::{ArithOp, CompareKind, CompareOp, NumKind, TExprId, TExprKind},
};
use mir::{BinOp, CmpOp, Repr, UnOp};

use super::{FunctionCx, Val};
use crate::repr::{is_scalar, nullable};

pub(super) fn num_repr(kind: NumKind) -> Repr {
    match kind {
        NumKind::Int => Repr::I32,
        NumKind::Float => Repr::F64,
        NumKind::I8 => Repr::I8,
        NumKind::I16 => Repr::I16,
        NumKind::I64 => Repr::I64,
        NumKind::U8 => Repr::U8,
        NumKind::U16 => Repr::U16,
        NumKind::U32 => Repr::U32,
        NumKind::U64 => Repr::U64,
        NumKind::F32 => Repr::F32,
    }
}

fn is_unsigned(kind: NumKind) -> bool {
    matches!(
        kind,
        NumKind::U8 | NumKind::U16 | NumKind::U32 | NumKind::U64
    )
}

fn is_float(kind: NumKind) -> bool {
    matches!(kind, NumKind::Float | NumKind::F32)
}

fn arith_op(op: ArithOp, kind: NumKind) -> BinOp {
    let (float, unsigned) = (is_float(kind), is_unsigned(kind));
    match op {
        ArithOp::Add if float => BinOp::FAdd,
        ArithOp::Add => BinOp::IAdd,
        ArithOp::Sub if float => BinOp::FSub,
        ArithOp::Sub => BinOp::ISub,
        ArithOp::Mul if float => BinOp::FMul,
        ArithOp::Mul => BinOp::IMul,
        ArithOp::Div if float => BinOp::FDiv,
        ArithOp::Div if unsigned => BinOp::UDiv,
        ArithOp::Div => BinOp::SDiv,
        ArithOp::Mod if float => BinOp::FRem,
        ArithOp::Mod if unsigned => BinOp::URem,
        ArithOp::Mod => BinOp::SRem,
        ArithOp::BitAnd => BinOp::And,
        ArithOp::BitOr => BinOp::Or,
        ArithOp::BitXor => BinOp::Xor,
        ArithOp::Shl => BinOp::Shl,
        ArithOp::Shr if unsigned => BinOp::LShr,
        ArithOp::Shr => BinOp::AShr,
        ArithOp::UShr => BinOp::LShr,
    }
}

fn compare_op(op: CompareOp, kind: NumKind) -> CmpOp {
    match (op, is_float(kind), is_unsigned(kind)) {
        (CompareOp::Eq, true, _) => CmpOp::FEq,
        (CompareOp::Eq, false, _) => CmpOp::Eq,
        (CompareOp::NotEq, true, _) => CmpOp::FNe,
        (CompareOp::NotEq, false, _) => CmpOp::Ne,
        (CompareOp::Lt, true, _) => CmpOp::FLt,
        (CompareOp::Lt, false, true) => CmpOp::ULt,
        (CompareOp::Lt, false, false) => CmpOp::SLt,
        (CompareOp::LtEq, true, _) => CmpOp::FLe,
        (CompareOp::LtEq, false, true) => CmpOp::ULe,
        (CompareOp::LtEq, false, false) => CmpOp::SLe,
        (CompareOp::Gt, true, _) => CmpOp::FGt,
        (CompareOp::Gt, false, true) => CmpOp::UGt,
        (CompareOp::Gt, false, false) => CmpOp::SGt,
        (CompareOp::GtEq, true, _) => CmpOp::FGe,
        (CompareOp::GtEq, false, true) => CmpOp::UGe,
        (CompareOp::GtEq, false, false) => CmpOp::SGe,
    }
}

impl<'db> FunctionCx<'_, 'db> {
    pub(super) fn lower_arith(
        &mut self,
        op: ArithOp,
        kind: NumKind,
        lhs: TExprId,
        rhs: TExprId,
    ) -> Val {
        let repr = num_repr(kind);
        let lhs = self.lower_as(lhs, repr);
        let rhs = self.lower_as(rhs, repr);
        let value = self.b.binary(arith_op(op, kind), lhs, rhs);
        Val { value, repr }
    }

    pub(super) fn lower_neg(&mut self, kind: NumKind, expr: TExprId) -> Val {
        let repr = num_repr(kind);
        let value = self.lower_as(expr, repr);
        let op = if is_float(kind) {
            UnOp::FNeg
        } else {
            UnOp::INeg
        };
        Val {
            value: self.b.unary(op, value),
            repr,
        }
    }

    pub(super) fn lower_bit_not(&mut self, kind: NumKind, expr: TExprId) -> Val {
        let repr = num_repr(kind);
        let value = self.lower_as(expr, repr);
        Val {
            value: self.b.unary(UnOp::INot, value),
            repr,
        }
    }

    pub(super) fn lower_compare(
        &mut self,
        op: CompareOp,
        kind: CompareKind,
        lhs: TExprId,
        rhs: TExprId,
    ) -> Val {
        if matches!(op, CompareOp::Eq | CompareOp::NotEq)
            && let Some(value) = self.compare_with_null(op, lhs, rhs)
        {
            return value;
        }
        match kind {
            CompareKind::Num(kind) => {
                let repr = num_repr(kind);
                let lhs = self.lower_as(lhs, repr);
                let rhs = self.lower_as(rhs, repr);
                let value = self.b.compare(compare_op(op, kind), lhs, rhs);
                Val {
                    value,
                    repr: Repr::Bool,
                }
            }
            CompareKind::Bool | CompareKind::String | CompareKind::Ref | CompareKind::Dynamic => {
                let lhs = self.lower_val(lhs);
                let rhs = self.lower_val(rhs);
                self.compare_vals(op, kind, lhs, rhs)
            }
        }
    }

    /// Comparison of two values at hand.
    pub(super) fn compare_vals(
        &mut self,
        op: CompareOp,
        kind: CompareKind,
        lhs: Val,
        rhs: Val,
    ) -> Val {
        let value = match kind {
            CompareKind::Num(kind) => {
                let repr = num_repr(kind);
                let lhs = self.convert(lhs, repr).value;
                let rhs = self.convert(rhs, repr).value;
                self.b.compare(compare_op(op, kind), lhs, rhs)
            }
            CompareKind::Bool => {
                let lhs = self.convert(lhs, Repr::Bool).value;
                let rhs = self.convert(rhs, Repr::Bool).value;
                self.b.compare(compare_op(op, NumKind::Int), lhs, rhs)
            }
            CompareKind::String => {
                let lhs = self.convert(lhs, Repr::Ref).value;
                let rhs = self.convert(rhs, Repr::Ref).value;
                match op {
                    CompareOp::Eq => {
                        self.rt_value("rayzor_string_equals", vec![lhs, rhs], Repr::Bool)
                    }
                    CompareOp::NotEq => {
                        let equal =
                            self.rt_value("rayzor_string_equals", vec![lhs, rhs], Repr::Bool);
                        self.b.unary(UnOp::BNot, equal)
                    }
                    _ => {
                        let order =
                            self.rt_value("rayzor_string_compare", vec![lhs, rhs], Repr::I32);
                        let zero = self.b.const_i32(0);
                        self.b.compare(compare_op(op, NumKind::Int), order, zero)
                    }
                }
            }
            CompareKind::Ref => {
                let repr = if lhs.repr == Repr::Ref && rhs.repr == Repr::Ref {
                    Repr::Ref
                } else {
                    Repr::Word
                };
                let lhs = self.convert(lhs, repr).value;
                let rhs = self.convert(rhs, repr).value;
                self.b.compare(compare_op(op, NumKind::Int), lhs, rhs)
            }
            CompareKind::Dynamic => {
                let lhs = self.word_of(lhs);
                let rhs = self.word_of(rhs);
                let symbol = match op {
                    CompareOp::Eq | CompareOp::NotEq => "rayzor_dyn_eq",
                    CompareOp::Lt => "rayzor_dyn_lt",
                    CompareOp::LtEq => "rayzor_dyn_le",
                    CompareOp::Gt => "rayzor_dyn_gt",
                    CompareOp::GtEq => "rayzor_dyn_ge",
                };
                let value = self.rt_value(symbol, vec![lhs, rhs], Repr::Bool);
                if op == CompareOp::NotEq {
                    self.b.unary(UnOp::BNot, value)
                } else {
                    value
                }
            }
        };
        Val {
            value,
            repr: Repr::Bool,
        }
    }

    /// `x == null` looks at the bits.
    fn compare_with_null(&mut self, op: CompareOp, lhs: TExprId, rhs: TExprId) -> Option<Val> {
        let is_null = |id: TExprId| self.is_null_literal(id);
        let other = match (is_null(lhs), is_null(rhs)) {
            (_, true) => lhs,
            (true, false) => rhs,
            (false, false) => return None,
        };
        let val = self.lower_val(other);
        let value = if nullable(val.repr.ty()) {
            let null = self.b.null(val.repr.ty());
            let op = if op == CompareOp::Eq {
                CmpOp::Eq
            } else {
                CmpOp::Ne
            };
            self.b.compare(op, val.value, null)
        } else {
            self.b.const_bool(op == CompareOp::NotEq)
        };
        Some(Val {
            value,
            repr: Repr::Bool,
        })
    }

    pub(super) fn is_null_constant(&self, id: TExprId) -> bool {
        match &self.expr(id).kind {
            TExprKind::Null => true,
            TExprKind::Coerce(inner) => self.is_null_constant(*inner),
            _ => false,
        }
    }

    fn is_null_literal(&self, id: TExprId) -> bool {
        match &self.expr(id).kind {
            TExprKind::Null => true,
            // `null` converted to a type with null; as an Int it would be 0.
            TExprKind::Coerce(inner) => {
                !is_scalar(self.repr(self.expr(id).ty)) && self.is_null_literal(*inner)
            }
            _ => false,
        }
    }

    pub(super) fn lower_dynamic_op(
        &mut self,
        op: ArithOp,
        lhs: TExprId,
        rhs: TExprId,
    ) -> Option<Val> {
        let lhs = self.lower_word(lhs);
        let rhs = self.lower_word(rhs);
        let symbol = match op {
            ArithOp::Add => "rayzor_dyn_add",
            ArithOp::Sub => "rayzor_dyn_sub",
            ArithOp::Mul => "rayzor_dyn_mul",
            ArithOp::Div => "rayzor_dyn_div",
            ArithOp::Mod => "rayzor_dyn_mod",
            ArithOp::BitAnd => "rayzor_dyn_and",
            ArithOp::BitOr => "rayzor_dyn_or",
            ArithOp::BitXor => "rayzor_dyn_xor",
            ArithOp::Shl => "rayzor_dyn_shl",
            ArithOp::Shr => "rayzor_dyn_shr",
            ArithOp::UShr => "rayzor_dyn_ushr",
        };
        self.rt(symbol, vec![lhs, rhs], Repr::Word)
    }

    /// Whether values of the type are the uniform word because anything may be in them.
    pub(super) fn is_open(&self, ty: Ty<'db>) -> bool {
        let db = self.db();
        match expand_typedefs(db, self.ty(ty)) {
            Ty::Dynamic(_) | Ty::Unknown | Ty::Mono(_) => true,
            Ty::Null(inner) => self.is_open(inner.ty(db)),
            Ty::Abstract(decl, args) => {
                match hir_ty::decl::underlying_type(db, decl, args.list(db)) {
                    Some(underlying) => self.is_open(underlying),
                    None => self.repr(ty) == Repr::Word,
                }
            }
            _ => false,
        }
    }
}
