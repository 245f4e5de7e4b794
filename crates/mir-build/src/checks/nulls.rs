//! `null` where a basic type is wanted. On targets that have basic types (ours among them) such a value cannot be null;
//! on the others it can (manual, "Nullability"). The reference looks when all types are known, in what it typed without
//! an error, and so does this.
//!
//! ```haxe
//! var i:Int = null; // On static platforms, null can't be used as basic type Int
//! ```

use base_db::Db;
use hir_ty::{
    decl::is_not_null,
    infer::{InferDiagnostic, InferSeverity},
    print::print_type,
    ty::Ty,
    typed_body::{CompareOp, TExprId, TExprKind, TypedBody},
};

use super::{diagnostic, place};
use crate::walk;

pub(super) fn check<'db>(
    db: &'db dyn Db,
    typed: &TypedBody<'db>,
    acc: &mut Vec<InferDiagnostic<'db>>,
) {
    let mut nulls = Nulls { db, typed, acc };
    if let Some(body) = typed.function.body {
        nulls.expr(body, typed[body].ty);
    }
}

struct Nulls<'a, 'db> {
    db: &'db dyn Db,
    typed: &'a TypedBody<'db>,
    acc: &'a mut Vec<InferDiagnostic<'db>>,
}

impl<'db> Nulls<'_, 'db> {
    /// `wanted` is the type that the value has where it is used.
    fn expr(&mut self, id: TExprId, wanted: Ty<'db>) {
        let typed = self.typed;
        match &typed[id].kind {
            TExprKind::Null => self.null(id, wanted),
            TExprKind::Coerce(inner) => {
                let of_inner = match typed[*inner].kind {
                    TExprKind::Null => wanted,
                    _ => typed[*inner].ty,
                };
                self.expr(*inner, of_inner);
            }
            // `==` gives its right side the type of the left one.
            TExprKind::Compare {
                op: CompareOp::Eq | CompareOp::NotEq,
                lhs,
                rhs,
                ..
            } => {
                self.expr(*lhs, typed[*lhs].ty);
                let wanted = match typed[*rhs].kind {
                    TExprKind::Null => typed[*lhs].ty,
                    _ => typed[*rhs].ty,
                };
                self.expr(*rhs, wanted);
            }
            TExprKind::Closure(closure) => {
                if let Some(body) = closure.function.body {
                    self.expr(body, typed[body].ty);
                }
            }
            // Operands and conditions are not looked at: `if (null)`, `i + null`.
            TExprKind::If { cond, then, els } => {
                self.operand(*cond);
                self.expr(*then, typed[*then].ty);
                els.iter().for_each(|els| self.expr(*els, typed[*els].ty));
            }
            TExprKind::While { cond, body, .. } => {
                self.operand(*cond);
                self.expr(*body, typed[*body].ty);
            }
            TExprKind::Assign { place, value } => {
                walk::place_children(place, &mut |child| self.operand(child));
                self.expr(*value, typed[*value].ty);
            }
            kind @ (TExprKind::Arith { .. }
            | TExprKind::Compare { .. }
            | TExprKind::And { .. }
            | TExprKind::Or { .. }
            | TExprKind::Not(_)
            | TExprKind::Neg { .. }
            | TExprKind::BitNot { .. }
            | TExprKind::ArrayGet { .. }) => {
                walk::children(kind, &mut |child| self.operand(child));
            }
            kind => walk::children(kind, &mut |child| self.expr(child, typed[child].ty)),
        }
    }

    fn operand(&mut self, id: TExprId) {
        let is_null = match self.typed[id].kind {
            TExprKind::Null => true,
            TExprKind::Coerce(inner) => matches!(self.typed[inner].kind, TExprKind::Null),
            _ => false,
        };
        if !is_null {
            self.expr(id, self.typed[id].ty);
        }
    }

    fn null(&mut self, id: TExprId, wanted: Ty<'db>) {
        if !is_not_null(self.db, wanted) {
            return;
        }
        let ty = print_type(self.db, wanted);
        let message = format!("On static platforms, null can't be used as basic type {ty}");
        self.acc.push(diagnostic(
            "null-basic-type",
            InferSeverity::Error,
            place(self.typed[id].origin),
            message,
        ));
    }
}
