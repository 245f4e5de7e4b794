//! Unary operators, `++` and `--` (Haxe manual, "Unary Operators"): an abstract's own first, then the
//! built-in ones. The target of `++` is evaluated once, read, and written.

use hir_def::body::{BinaryOp, ExprId, UnaryOp};

use crate::{
    infer::{
        Expected, InferenceContext,
        access::Access,
        operator::{Class, arith_op, int_or_float},
    },
    ty::Ty,
    typed_body::{NumKind, TExprId, TExprKind},
};

impl<'db> InferenceContext<'db> {
    pub(super) fn infer_unary(
        &mut self,
        id: ExprId,
        op: UnaryOp,
        postfix: bool,
        operand: ExprId,
        expected: Expected<'db>,
    ) -> TExprId {
        match op {
            UnaryOp::Spread => {
                self.error(
                    "unexpected-spread",
                    id,
                    "Spread unary operator is only allowed for unpacking the last argument in a call with rest arguments",
                );
                self.missing(id)
            }
            UnaryOp::Increment | UnaryOp::Decrement => {
                self.infer_increment(id, op, postfix, operand, expected)
            }
            UnaryOp::Not | UnaryOp::Neg | UnaryOp::BitNot => {
                let want = match expected {
                    Expected::Ty(ty) if op == UnaryOp::Neg => Expected::Ty(ty),
                    _ => Expected::Value,
                };
                let value = self.infer_expr(operand, want);
                if let Some(res) = self.overloaded_unary(id, op, postfix, value, operand) {
                    return res;
                }
                self.builtin_unary(id, op, postfix, value, operand)
            }
        }
    }

    pub(super) fn builtin_unary(
        &mut self,
        id: ExprId,
        op: UnaryOp,
        postfix: bool,
        value: TExprId,
        at: ExprId,
    ) -> TExprId {
        match op {
            UnaryOp::Not => {
                if postfix {
                    self.error("postfix-not", id, "Postfix ! is not supported");
                }
                let value = self.operand((value, at), Ty::Bool);
                self.make(TExprKind::Not(value), Ty::Bool, id)
            }
            UnaryOp::BitNot => {
                let expr = self.operand((value, at), Ty::Int);
                self.make(
                    TExprKind::BitNot {
                        kind: NumKind::Int,
                        expr,
                    },
                    Ty::Int,
                    id,
                )
            }
            UnaryOp::Neg => {
                let (expr, ty) = self.numeric_operand(value, at);
                let kind = if ty == Ty::Float {
                    NumKind::Float
                } else {
                    NumKind::Int
                };
                match (kind, self.kind(expr)) {
                    // `-1` is a constant.
                    (NumKind::Int, TExprKind::Int(v)) => {
                        let v = v.wrapping_neg();
                        self.make(TExprKind::Int(v), Ty::Int, id)
                    }
                    (NumKind::Float, TExprKind::Float(bits)) => {
                        let bits = (-f64::from_bits(*bits)).to_bits();
                        self.make(TExprKind::Float(bits), Ty::Float, id)
                    }
                    _ => self.make(TExprKind::Neg { kind, expr }, ty, id),
                }
            }
            UnaryOp::Increment | UnaryOp::Decrement | UnaryOp::Spread => self.missing(id),
        }
    }

    /// Int or Float (or a parameter that is one) for `-x` and `++`.
    pub(super) fn numeric_operand(&mut self, value: TExprId, at: ExprId) -> (TExprId, Ty<'db>) {
        let ty = self.ty(value);
        match self.classify(ty) {
            Class::Float => (self.coerce_node(value, Ty::Float, at), Ty::Float),
            Class::NumParam(t) => (value, t),
            Class::Unknown => (value, Ty::Unknown),
            class => {
                let (value, is_int) = self.unify_int((value, at), class);
                (value, int_or_float(is_int))
            }
        }
    }

    fn infer_increment(
        &mut self,
        id: ExprId,
        op: UnaryOp,
        postfix: bool,
        operand: ExprId,
        expected: Expected<'db>,
    ) -> TExprId {
        let access = self.infer_target(operand);
        let mut decls = Vec::new();
        let access = self.reusable_access(access, &mut decls, operand);
        if let Access::Error = access {
            return self.missing(id);
        }
        let old = self.read_target(&access, operand);
        self.record(operand, old);
        if let Some(res) = self.overloaded_unary(id, op, postfix, old, operand)
            && !matches!(self.kind(res), TExprKind::Missing)
        {
            decls.push(res);
            return self.block(decls, id);
        }
        self.settle_stepped(old, operand);
        let keep_old = postfix && expected.is_value();
        let old = if keep_old {
            let (decl, local) = self.temp(old, operand);
            decls.push(decl);
            self.local(local, operand)
        } else {
            old
        };
        let one = self.int(1, id);
        let binary_op = if op == UnaryOp::Increment {
            BinaryOp::Add
        } else {
            BinaryOp::Sub
        };
        let arith = arith_op(binary_op);
        let whole = self.ty(old);
        let under = self.stepped_underlying(op, postfix, whole);
        let stepped = match under {
            Some(under) => self.coerce_node(old, under, operand),
            None => old,
        };
        let (operand_value, ty) = self.numeric_operand(stepped, operand);
        let new = match self.num_kind(ty) {
            Some(NumKind::Float) => {
                let one = self.coerce_node(one, Ty::Float, id);
                self.arith(id, arith, NumKind::Float, operand_value, one, Ty::Float)
            }
            Some(kind) => {
                let one = if kind == NumKind::Int {
                    one
                } else {
                    self.coerce_node(one, ty, id)
                };
                self.arith(id, arith, kind, operand_value, one, ty)
            }
            None => self.make(
                TExprKind::DynamicOp {
                    op: arith,
                    lhs: operand_value,
                    rhs: one,
                },
                ty,
                id,
            ),
        };
        let new = match under {
            Some(_) => self.coerce_node(new, whole, id),
            None => new,
        };
        let write = self.write_access(&access, new, operand, id);
        let value = match keep_old {
            true => {
                decls.push(write);
                self.again(old)
            }
            false => write,
        };
        // The value is the number, also where a `Null<Int>` or a Dynamic holds it.
        let value = match under {
            None if expected.is_value() => self.coerce_node(value, ty, id),
            _ => value,
        };
        decls.push(value);
        self.block(decls, id)
    }

    /// What may come out of a Dynamic is stepped as a Float.
    fn settle_stepped(&mut self, value: TExprId, at: ExprId) {
        let ty = self.ty(value);
        if self.classify(ty) == Class::Open && self.may_be_dynamic(value) {
            self.unify(ty, Ty::Float, at);
        }
    }

    /// `@:op(A++)` without a body: the type whose operation it exposes.
    fn stepped_underlying(&mut self, op: UnaryOp, postfix: bool, ty: Ty<'db>) -> Option<Ty<'db>> {
        if !self.is_overloading(ty) {
            return None;
        }
        let call = self.table.find_unop(op, postfix, ty)?;
        self.uses_underlying(&call)
            .then(|| self.table.follow_abstracts(ty))
    }
}
