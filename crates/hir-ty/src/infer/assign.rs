//! Assignment and `op=` (Haxe manual, "Operators": assignment; "Properties"). The target is
//! evaluated once; what it holds is read before the right side is evaluated.

use hir_def::body::{BinaryOp, Expr, ExprId};

use crate::{
    infer::{
        Expected, InferenceContext,
        access::{Access, FieldAccess},
    },
    ty::Ty,
    typed_body::{CompareOp, TExprId, TExprKind},
};

impl<'db> InferenceContext<'db> {
    pub(super) fn infer_assign(
        &mut self,
        id: ExprId,
        op: Option<BinaryOp>,
        lhs: ExprId,
        rhs: ExprId,
        _expected: Expected<'db>,
    ) -> TExprId {
        match op {
            None => self.infer_plain_assign(id, lhs, rhs),
            Some(BinaryOp::NullCoalesce) => self.infer_null_assign(id, lhs, rhs),
            Some(BinaryOp::BoolAnd | BinaryOp::BoolOr) => {
                self.error(
                    "unexpected-operator",
                    id,
                    "The operators ||= and &&= are not supported",
                );
                self.missing(id)
            }
            Some(op) => self.infer_op_assign(id, op, lhs, rhs),
        }
    }

    /// The left side of an assignment.
    pub(super) fn infer_target(&mut self, lhs: ExprId) -> Access<'db> {
        let lhs_inner = self.skip_parens(lhs);
        let access = match self.expr(lhs_inner) {
            Expr::Ident(_) | Expr::Field { .. } | Expr::Index { .. } => {
                let navs = self.safe_navs.len();
                let access = self.infer_access(lhs_inner, Expected::Value, true);
                if self.safe_navs.len() > navs {
                    self.safe_navs.truncate(navs);
                    self.error("invalid-assign", lhs, "Invalid operation");
                    return Access::Error;
                }
                access
            }
            Expr::Meta { meta, expr } if meta.name == ":bypassAccessor" => {
                let old = self.bypass_accessor;
                self.bypass_accessor += 1;
                let access = self.infer_target(*expr);
                self.bypass_accessor = old;
                return access;
            }
            Expr::Meta { meta, expr } if meta.name == ":privateAccess" => {
                let old = std::mem::replace(&mut self.private_access, true);
                let access = self.infer_target(*expr);
                self.private_access = old;
                return access;
            }
            _ => {
                let value = self.infer_expr(lhs, Expected::Value);
                Access::Value(value)
            }
        };
        if let Some(ty) = self.write_ty(&access) {
            self.expr_types[lhs_inner.into_raw() as usize] = Some(ty);
            self.expr_types[lhs.into_raw() as usize] = Some(ty);
        }
        self.resolve_access(lhs_inner, &access);
        access
    }

    fn infer_plain_assign(&mut self, id: ExprId, lhs: ExprId, rhs: ExprId) -> TExprId {
        let access = self.infer_target(lhs);
        let expected = match self.write_ty(&access) {
            Some(ty) => Expected::Ty(ty),
            None => Expected::Value,
        };
        let value = self.infer_expr(rhs, expected);
        if let (Access::Local(a), TExprKind::Local(b)) = (&access, self.kind(value))
            && a == b
        {
            self.error("self-assign", id, "Assigning a value to itself");
        }
        self.write_target(&access, (value, rhs), lhs, id)
    }

    /// What the target of a compound assignment holds: `@:bypassAccessor` is for the write alone.
    pub(super) fn read_target(&mut self, access: &Access<'db>, at: ExprId) -> TExprId {
        match access {
            Access::Field(field) if field.bypass => {
                let read = FieldAccess {
                    bypass: false,
                    ..field.clone()
                };
                self.read_access(&Access::Field(read), at)
            }
            _ => self.read_access(access, at),
        }
    }

    /// Errors of the write itself stand at the target.
    fn write_target(
        &mut self,
        access: &Access<'db>,
        value: (TExprId, ExprId),
        lhs: ExprId,
        id: ExprId,
    ) -> TExprId {
        let value_id = match self.write_ty(access) {
            Some(ty) => self.coerce(value.0, ty, value.1),
            None => value.0,
        };
        let res = self.write_access(access, value_id, value.1, self.skip_parens(lhs));
        self.exprs[res.0 as usize].origin = Some(id);
        res
    }

    fn infer_op_assign(&mut self, id: ExprId, op: BinaryOp, lhs: ExprId, rhs: ExprId) -> TExprId {
        let access = self.infer_target(lhs);
        let mut decls = Vec::new();
        let access = self.reusable_access(access, &mut decls, lhs);
        if let Access::Error = access {
            self.infer_expr(rhs, Expected::Value);
            return self.missing(id);
        }
        let old = self.read_target(&access, lhs);
        // The target is read before the right side runs, which may change it.
        let old = match self.kind(old) {
            TExprKind::Local(_) if self.is_simple(rhs) => old,
            TExprKind::Local(_) => {
                let (decl, local) = self.temp(old, lhs);
                decls.push(decl);
                self.local(local, lhs)
            }
            _ => old,
        };
        let right = self.infer_rhs(op, old, rhs, Expected::Value);
        let result = self.binary(id, op, (old, lhs), (right, rhs), true);
        let res = if result.needs_assign {
            self.write_target(&access, (result.value, id), lhs, id)
        } else {
            result.value
        };
        decls.push(res);
        self.block(decls, id)
    }

    /// Whether evaluating it cannot assign a local.
    fn is_simple(&self, id: ExprId) -> bool {
        match self.expr(id) {
            Expr::Literal(_) | Expr::Ident(_) => true,
            Expr::Field { expr, .. } => self.is_simple(*expr),
            Expr::Paren(inner) => self.is_simple(*inner),
            Expr::Binary { lhs, rhs, .. } => self.is_simple(*lhs) && self.is_simple(*rhs),
            Expr::Index { expr, index } => self.is_simple(*expr) && self.is_simple(*index),
            Expr::Interpolated(parts) => parts.iter().all(|part| match part {
                hir_def::body::StringPart::Text(_) => true,
                hir_def::body::StringPart::Expr(e) => self.is_simple(*e),
            }),
            _ => false,
        }
    }

    /// `a ??= b`: `if (a == null) a = b`; the value is what `a` then holds.
    fn infer_null_assign(&mut self, id: ExprId, lhs: ExprId, rhs: ExprId) -> TExprId {
        let access = self.infer_target(lhs);
        let mut decls = Vec::new();
        let access = self.reusable_access(access, &mut decls, lhs);
        if let Access::Error = access {
            self.infer_expr(rhs, Expected::Value);
            return self.missing(id);
        }
        let old = self.read_target(&access, lhs);
        let (decl, local) = self.temp(old, lhs);
        decls.push(decl);
        let old_ty = self.ty(old);
        let old = self.local(local, lhs);
        let cond = self.null_test(old, CompareOp::NotEq, id);
        let expected = match self.write_ty(&access) {
            Some(ty) => Expected::Ty(ty),
            None => Expected::Ty(old_ty),
        };
        let value = self.infer_expr(rhs, expected);
        let stored = self.write_target(&access, (value, rhs), lhs, id);
        let ty = match self.table.resolve(old_ty) {
            Ty::Null(_) => self.ty(stored),
            _ => old_ty,
        };
        let then = self.local(local, lhs);
        let then = self.coerce_node(then, ty, id);
        let els = self.coerce_node(stored, ty, id);
        let res = self.make(
            TExprKind::If {
                cond,
                then,
                els: Some(els),
            },
            ty,
            id,
        );
        decls.push(res);
        self.block(decls, id)
    }
}
