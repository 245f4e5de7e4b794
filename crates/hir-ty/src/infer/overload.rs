//! Operators that abstracts declare (Haxe manual, "Operator Overloading"): the call of the method
//! chosen, or, for one without a body, the operation of the underlying type.

use hir_def::body::{BinaryOp, ExprId, UnaryOp};

use crate::{
    abstracts::{OpCall, Side},
    infer::{
        InferenceContext, Resolution,
        operator::{BinaryResult, arith_op, compare_op},
    },
    ty::Ty,
    typed_body::{CompareKind, TExprId, TExprKind},
};

impl<'db> InferenceContext<'db> {
    pub(super) fn overloaded_binary(
        &mut self,
        id: ExprId,
        op: BinaryOp,
        lhs: (TExprId, ExprId),
        rhs: (TExprId, ExprId),
        assign: bool,
    ) -> Option<BinaryResult> {
        let (lt, rt) = (self.ty(lhs.0), self.ty(rhs.0));
        if !self.is_overloading(lt) && !self.is_overloading(rt) {
            return None;
        }
        // Comparing with something unknown makes it the same type (8.22a).
        if matches!(op, BinaryOp::Eq | BinaryOp::NotEq)
            && (self.table.is_open(lt) || self.table.is_open(rt))
        {
            let _ = self.table.unify(lt, rt);
        }
        let sides = [lhs, rhs].map(|(expr, _)| Side {
            ty: self.ty(expr),
            is_null: matches!(self.kind(expr), TExprKind::Null),
        });
        let call = self.table.find_binop(op, sides[0], sides[1], assign)?;
        let needs_assign = !(assign && call.is_assign);
        self.resolve_to(id, Resolution::Field(call.field));
        if self.uses_underlying(&call) {
            let value = self.underlying_binary(id, op, lhs, rhs, &call);
            return Some(BinaryResult {
                value,
                needs_assign: true,
            });
        }
        let value = if call.swapped {
            // The method takes them the other way round; they are still evaluated as written.
            let mut decls = Vec::new();
            let left = self.reusable(lhs.0, &mut decls, lhs.1);
            let call = self.op_call(call, &[rhs, (left, lhs.1)], id);
            decls.push(call);
            self.block(decls, id)
        } else {
            self.op_call(call, &[lhs, rhs], id)
        };
        Some(BinaryResult {
            value,
            needs_assign,
        })
    }

    pub(super) fn is_overloading(&mut self, ty: Ty<'db>) -> bool {
        match self.table.follow_null(ty) {
            Ty::Abstract(id, _) => !crate::decl::abstract_info(self.db, id).ops.is_empty(),
            _ => false,
        }
    }

    /// `@:op(A + B)` without a body: the operation of the underlying types, with the declared result.
    fn underlying_binary(
        &mut self,
        id: ExprId,
        op: BinaryOp,
        lhs: (TExprId, ExprId),
        rhs: (TExprId, ExprId),
        call: &OpCall<'db>,
    ) -> TExprId {
        let (lt, rt) = (self.ty(lhs.0), self.ty(rhs.0));
        let (lu, ru) = (
            self.table.follow_abstracts(lt),
            self.table.follow_abstracts(rt),
        );
        let ret = call.ret;
        if let (Ty::Abstract(..), Some(kind)) = (lu, self.num_kind(lu)) {
            // A native scalar: both sides are of it.
            let left = self.coerce_node(lhs.0, lu, lhs.1);
            let right = self.coerce_node(rhs.0, lu, rhs.1);
            return match op {
                BinaryOp::Eq
                | BinaryOp::NotEq
                | BinaryOp::Lt
                | BinaryOp::LtEq
                | BinaryOp::Gt
                | BinaryOp::GtEq => self.make(
                    TExprKind::Compare {
                        op: compare_op(op),
                        kind: CompareKind::Num(kind),
                        lhs: left,
                        rhs: right,
                    },
                    Ty::Bool,
                    id,
                ),
                _ => self.arith(id, arith_op(op), kind, left, right, ret),
            };
        }
        if matches!(lu, Ty::Abstract(..)) || matches!(ru, Ty::Abstract(..)) {
            // A core type of a platform: it declares what it can do, that is all there is to know.
            if self.table.follow(ret) == Ty::Bool {
                return self.compare(id, compare_op(op), lhs.0, rhs.0);
            }
            return self.make(
                TExprKind::DynamicOp {
                    op: arith_op(op),
                    lhs: lhs.0,
                    rhs: rhs.0,
                },
                ret,
                id,
            );
        }
        let left = self.coerce_node(lhs.0, lu, lhs.1);
        let right = self.coerce_node(rhs.0, ru, rhs.1);
        let value = self.builtin_binary(id, op, (left, lhs.1), (right, rhs.1));
        self.coerce_node(value, ret, id)
    }

    pub(super) fn overloaded_unary(
        &mut self,
        id: ExprId,
        op: UnaryOp,
        postfix: bool,
        value: TExprId,
        at: ExprId,
    ) -> Option<TExprId> {
        let ty = self.ty(value);
        if !self.is_overloading(ty) {
            return None;
        }
        let call = self.table.find_unop(op, postfix, ty)?;
        self.resolve_to(id, Resolution::Field(call.field));
        if !self.uses_underlying(&call) {
            return Some(self.op_call(call, &[(value, at)], id));
        }
        if matches!(op, UnaryOp::Increment | UnaryOp::Decrement) {
            return None;
        }
        let under = self.table.follow_abstracts(ty);
        let ret = call.ret;
        let inner = self.coerce_node(value, under, at);
        if let (Ty::Abstract(..), Some(kind)) = (under, self.num_kind(under)) {
            let kind = match op {
                UnaryOp::BitNot => TExprKind::BitNot { kind, expr: inner },
                _ => TExprKind::Neg { kind, expr: inner },
            };
            return Some(self.make(kind, ret, id));
        }
        if let Ty::Abstract(..) = under {
            // Known by its type only; nothing here could run it.
            return Some(self.make(TExprKind::Missing, ret, id));
        }
        let value = self.builtin_unary(id, op, postfix, inner, at);
        Some(self.coerce_node(value, ret, id))
    }
}
