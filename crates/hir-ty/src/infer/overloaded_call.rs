//! Calls of methods with several signatures: `overload` methods, of which the closest is taken, and
//! the alternatives that `@:overload` gives externs.

use hir_def::{
    body::ExprId,
    ids::{FieldId, FieldOwner},
    item_tree::has_meta,
};

use crate::{
    infer::{
        InferSeverity, InferenceContext,
        access::{Access, FieldAccess},
        call::Arg,
    },
    ty::Ty,
    typed_body::{TExprId, TExprKind},
};

impl<'db> InferenceContext<'db> {
    pub(super) fn overloads(&self, field: FieldId<'db>) -> Vec<FieldId<'db>> {
        if !self.sig(field).is_overload {
            return vec![field];
        }
        match field.owner(self.db) {
            FieldOwner::Type(owner) => {
                super::facts::overloads_of(self.db, owner, field.name(self.db))
            }
            FieldOwner::Module(module) => hir_def::module_fields(self.db, module)
                .iter()
                .copied()
                .filter(|f| f.name(self.db) == field.name(self.db))
                .collect(),
        }
    }

    /// `overload` methods: of those whose parameters take the arguments, the closest.
    pub(super) fn call_overloaded(
        &mut self,
        id: ExprId,
        callee: ExprId,
        access: &FieldAccess<'db>,
        overloads: &[FieldId<'db>],
        args: &[Arg],
    ) -> TExprId {
        let mut best: Option<(usize, FieldId<'db>)> = None;
        for field in overloads {
            let snapshot = self.table.snapshot();
            let n_diagnostics = self.diagnostics.len();
            let cost = self.overload_cost(id, access, *field, args);
            self.table.rollback(snapshot);
            self.diagnostics.truncate(n_diagnostics);
            if let Some(cost) = cost
                && best.is_none_or(|(least, _)| cost < least)
            {
                best = Some((cost, *field));
            }
        }
        let (field, found) = match best {
            Some((_, field)) => (field, true),
            None => (overloads[0], false),
        };
        let access = self.overload_access(access, field);
        self.resolve_access(callee, &Access::Field(access.clone()));
        self.record_callee(callee, access.ty);
        let Ty::Fun(fun) = self.table.follow(access.ty) else {
            return self.missing(id);
        };
        let n_diagnostics = self.diagnostics.len();
        let args = self.infer_args(fun, args, id);
        if !found && self.diagnostics.len() == n_diagnostics {
            self.error("no-overload", id, "Could not find a suitable overload");
        }
        self.call_method(&access, args, fun.ret(self.db), id)
    }

    fn overload_access(
        &mut self,
        access: &FieldAccess<'db>,
        field: FieldId<'db>,
    ) -> FieldAccess<'db> {
        if field == access.field {
            return access.clone();
        }
        let mut other = self.same_receiver(access, field);
        other.recv = access.recv;
        other.host = access.host;
        other
    }

    /// How far the arguments are from the parameters; `None` when they do not fit.
    fn overload_cost(
        &mut self,
        id: ExprId,
        access: &FieldAccess<'db>,
        field: FieldId<'db>,
        args: &[Arg],
    ) -> Option<usize> {
        let access = self.overload_access(access, field);
        let Ty::Fun(fun) = self.table.follow(access.ty) else {
            return None;
        };
        let n_diagnostics = self.diagnostics.len();
        let made = self.infer_args(fun, args, id);
        if self.has_errors_since(n_diagnostics) {
            return None;
        }
        let cost = made
            .iter()
            .filter(|arg| {
                matches!(
                    self.kind(**arg),
                    TExprKind::Coerce(_) | TExprKind::Null | TExprKind::Call { .. }
                )
            })
            .count();
        Some(cost * 16 + fun.params(self.db).len())
    }

    pub(super) fn has_errors_since(&self, n_diagnostics: usize) -> bool {
        self.diagnostics[n_diagnostics..]
            .iter()
            .any(|d| d.severity == InferSeverity::Error)
    }

    /// `@:overload(function …)` of externs is kept as text: a call that does not fit the declared
    /// type is believed.
    pub(super) fn call_extern_overload(
        &mut self,
        id: ExprId,
        access: &FieldAccess<'db>,
        args: &[Arg],
    ) -> TExprId {
        let fitting = self.attempt(|this| {
            let Ty::Fun(fun) = this.table.follow(access.ty) else {
                return None;
            };
            let n_diagnostics = this.diagnostics.len();
            let made = this.infer_args(fun, args, id);
            (!this.has_errors_since(n_diagnostics)).then(|| (made, fun.ret(this.db)))
        });
        let (args, ret) = match fitting {
            Some(fitting) => fitting,
            // An alternative whose text says nothing about what the arguments' bodies may do.
            None => {
                let n_diagnostics = self.diagnostics.len();
                let args = self.infer_loose_args(args);
                self.diagnostics.truncate(n_diagnostics);
                (args, Ty::Unknown)
            }
        };
        self.call_method(access, args, ret, id)
    }

    /// `@:overload(function …)`: there are types beside the declared one.
    pub(super) fn has_alternatives(&self, field: FieldId<'db>) -> bool {
        hir_def::field_data(self.db, field)
            .is_some_and(|data| has_meta(&data.field.meta, ":overload"))
    }
}
