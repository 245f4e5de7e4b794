//! What may not stand as a value, found when all types are known and only in what was typed without an error, as the
//! reference does.
//!
//! `null` where a basic type is wanted: on targets that have basic types (ours among them) such a value cannot be null; on
//! the others it can (manual, "Nullability"). An abstract by its name: there is nothing of it at run time.
//!
//! ```haxe
//! var i:Int = null; // On static platforms, null can't be used as basic type Int
//! trace(Meters);    // Cannot use abstract as value
//! ```

use base_db::Db;
use hir_def::ids::TypeDeclId;
use hir_ty::{
    decl::{abstract_info, has_unseen_members, is_not_null, type_of_decl},
    infer::{InferDiagnostic, InferSeverity},
    print::print_type,
    ty::Ty,
    typed_body::{CompareOp, TExprId, TExprKind, TypedBody},
};

use super::{diagnostic, place};
use hir_ty::typed_body::walk;

pub(super) fn check<'db>(
    db: &'db dyn Db,
    typed: &TypedBody<'db>,
    is_static_target: bool,
    acc: &mut Vec<InferDiagnostic<'db>>,
) {
    let mut values = Values {
        db,
        typed,
        is_static_target,
        acc,
    };
    if let Some(body) = typed.function.body {
        values.expr(body, typed[body].ty);
    }
}

struct Values<'a, 'db> {
    db: &'db dyn Db,
    typed: &'a TypedBody<'db>,
    is_static_target: bool,
    acc: &'a mut Vec<InferDiagnostic<'db>>,
}

impl<'db> Values<'_, 'db> {
    /// `wanted` is the type that the value has where it is used.
    fn expr(&mut self, id: TExprId, wanted: Ty<'db>) {
        let typed = self.typed;
        match &typed[id].kind {
            TExprKind::Null => self.null(id, wanted),
            TExprKind::TypeValue(decl) => self.type_value(id, *decl),
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
        if !self.is_static_target || !is_not_null(self.db, wanted) {
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

    fn type_value(&mut self, id: TExprId, decl: TypeDeclId<'db>) {
        if !matches!(type_of_decl(self.db, decl, &[]), Ty::Abstract(..))
            || has_unseen_members(self.db, decl)
        {
            return;
        }
        let info = abstract_info(self.db, decl);
        if !info.runtime_value && !info.core_type {
            self.acc.push(diagnostic(
                "abstract-value",
                InferSeverity::Error,
                place(self.typed[id].origin),
                "Cannot use abstract as value".to_owned(),
            ));
        }
    }
}
