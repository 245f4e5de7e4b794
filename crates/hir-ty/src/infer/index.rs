//! Index access and the other accesses an abstract may define (Haxe manual, "Array Access",
//! "Field Access Resolution"): `a[i]` on arrays, maps and abstracts with `@:arrayAccess` or
//! `@:op([])`, and `@:op(a.b)` for fields that are not there.

use hir_def::{Name, body::ExprId};

use crate::{
    abstracts::OpCall,
    decl::{abstract_info, underlying_type},
    infer::{Expected, InferenceContext, access::Access},
    ty::Ty,
    typed_body::{TExprId, TExprKind},
};

impl<'db> InferenceContext<'db> {
    pub(super) fn infer_index(&mut self, id: ExprId, base: ExprId, index: ExprId) -> Access<'db> {
        let recv = self.infer_base(base);
        let value = self.infer_expr(index, Expected::Value);
        self.index_access(id, (recv, base), (value, index))
    }

    fn index_access(
        &mut self,
        id: ExprId,
        recv: (TExprId, ExprId),
        index: (TExprId, ExprId),
    ) -> Access<'db> {
        let ty = self.ty(recv.0);
        let mut followed = self.table.follow_null(ty);
        let mut base = recv.0;
        for _ in 0..8 {
            let Ty::Abstract(decl, args) = followed else {
                break;
            };
            let info = abstract_info(self.db, decl);
            if !info.array.is_empty() {
                return Access::AbstractElement {
                    recv: base,
                    index: index.0,
                    index_at: index.1,
                };
            }
            if !crate::decl::decl_has_meta(self.db, decl, ":arrayAccess") {
                break;
            }
            match underlying_type(self.db, decl, args.list(self.db)) {
                Some(under) => {
                    base = self.coerce_node(base, under, recv.1);
                    followed = self.table.follow_null(under);
                }
                None => break,
            }
        }
        if followed == Ty::Unknown {
            return Access::DynamicElement {
                recv: base,
                index: index.0,
                ty: Ty::Unknown,
            };
        }
        if let Ty::Dynamic(_) = followed {
            let ty = self.fresh();
            let index = self.coerce(index.0, Ty::Int, index.1);
            return Access::DynamicElement {
                recv: base,
                index,
                ty,
            };
        }
        if let Some(elem) = self.array_elem(followed) {
            let index = self.coerce(index.0, Ty::Int, index.1);
            return Access::Element {
                array: base,
                index,
                ty: elem,
            };
        }
        if let Some(elem) = self.array_access_elem(followed) {
            let index = self.coerce(index.0, Ty::Int, index.1);
            return Access::DynamicElement {
                recv: base,
                index,
                ty: elem,
            };
        }
        let elem = self.fresh();
        let array = self.array_of(elem);
        if self.table.unify(ty, array).is_ok() {
            let base = self.coerce_node(base, array, recv.1);
            let index = self.coerce(index.0, Ty::Int, index.1);
            return Access::Element {
                array: base,
                index,
                ty: elem,
            };
        }
        if !self.untyped {
            let ty = self.print(ty);
            self.error(
                "array-access",
                recv.1,
                format!("Array access is not allowed on {ty}"),
            );
        }
        let _ = id;
        Access::Error
    }

    /// T of a class that is an `ArrayAccess<T>`.
    fn array_access_elem(&mut self, ty: Ty<'db>) -> Option<Ty<'db>> {
        let Ty::Class(decl, args) = ty else {
            return None;
        };
        let wanted = self.core.types.array_access?;
        if decl == wanted {
            return args.list(self.db).first().copied();
        }
        let args = self.table.find_super(decl, args, wanted)?;
        args.list(self.db).first().copied()
    }

    /// `value[index]` when that is possible.
    pub(super) fn try_index(
        &mut self,
        value: TExprId,
        index: TExprId,
        at: ExprId,
    ) -> Option<TExprId> {
        self.attempt(|this| {
            let n_diagnostics = this.diagnostics.len();
            let access = this.index_access(at, (value, at), (index, at));
            if matches!(access, Access::Error) {
                return None;
            }
            let res = this.read_access(&access, at);
            (this.diagnostics.len() == n_diagnostics).then_some(res)
        })
    }

    pub(super) fn abstract_get(
        &mut self,
        recv: TExprId,
        index: TExprId,
        index_at: ExprId,
        at: ExprId,
    ) -> TExprId {
        let (recv_ty, index_ty) = (self.ty(recv), self.ty(index));
        match self.table.find_array_get(recv_ty, index_ty) {
            Some(op) if self.uses_underlying(&op) => {
                let (array, index, elem) = self.underlying_element(recv, index, &op, index_at, at);
                self.make(TExprKind::ArrayGet { array, index }, elem, at)
            }
            Some(op) => self.op_call(op, &[(recv, at), (index, index_at)], at),
            None => {
                let ty = self.print(index_ty);
                self.error(
                    "array-access",
                    index_at,
                    format!("No @:arrayAccess function accepts an argument of {ty}"),
                );
                self.missing(at)
            }
        }
    }

    pub(super) fn abstract_set(
        &mut self,
        recv: TExprId,
        index: (TExprId, ExprId),
        value: (TExprId, ExprId),
        at: ExprId,
    ) -> TExprId {
        let recv_ty = self.ty(recv);
        let (index_ty, value_ty) = (self.ty(index.0), self.ty(value.0));
        match self.table.find_array_set(recv_ty, index_ty, value_ty) {
            Some(op) if self.uses_underlying(&op) => {
                let wanted = op.operands.last().map(|operand| operand.ty);
                let (array, index, ret) = self.underlying_element(recv, index.0, &op, index.1, at);
                let elem = wanted.unwrap_or(ret);
                let value = self.coerce(value.0, elem, value.1);
                self.make(
                    TExprKind::Assign {
                        place: crate::typed_body::Place::ArrayElement { array, index },
                        value,
                    },
                    elem,
                    at,
                )
            }
            Some(op) => {
                // The value of `a[i] = v` is v when the method returns nothing.
                let mut decls = Vec::new();
                let is_void = self.table.resolve(op.ret) == Ty::Void;
                let value_id = if is_void {
                    self.reusable(value.0, &mut decls, value.1)
                } else {
                    value.0
                };
                let call = self.op_call(op, &[(recv, at), index, (value_id, value.1)], at);
                if !is_void {
                    return call;
                }
                decls.push(call);
                let value = self.again(value_id);
                decls.push(value);
                self.block(decls, at)
            }
            None => {
                let (index_ty, value_ty) = (self.print(index_ty), self.print(value_ty));
                self.error(
                    "array-access",
                    index.1,
                    format!(
                        "No @:arrayAccess function accepts arguments of {index_ty} and {value_ty}"
                    ),
                );
                self.missing(at)
            }
        }
    }

    /// Array access of the underlying type, exposed without a body.
    fn underlying_element(
        &mut self,
        recv: TExprId,
        index: TExprId,
        op: &OpCall<'db>,
        index_at: ExprId,
        at: ExprId,
    ) -> (TExprId, TExprId, Ty<'db>) {
        let ty = self.ty(recv);
        let under = self.table.follow_abstracts(ty);
        let array = self.coerce_node(recv, under, at);
        let index = self.coerce_node(index, Ty::Int, index_at);
        (array, index, op.ret)
    }

    // --- calls of operator methods

    /// Without a body the operation of the underlying type is meant.
    pub(super) fn uses_underlying(&mut self, op: &OpCall<'db>) -> bool {
        if op.has_body || self.sig(op.field).is_extern {
            return false;
        }
        let is_native = hir_def::field_data(self.db, op.field)
            .is_some_and(|data| hir_def::item_tree::has_meta(&data.field.meta, ":rt"));
        if is_native {
            return false;
        }
        // A core type of another platform has no operation that we could know.
        let Some(owner) = op.field.type_decl(self.db) else {
            return true;
        };
        let own = crate::decl::self_type(self.db, owner);
        !crate::decl::abstract_info(self.db, owner).core_type || self.num_kind(own).is_some()
    }

    /// The call of a chosen operator method: operands converted as it wants.
    pub(super) fn op_call(
        &mut self,
        op: OpCall<'db>,
        operands: &[(TExprId, ExprId)],
        at: ExprId,
    ) -> TExprId {
        if let Some((recv, _)) = operands.first() {
            self.check_changed(op.field, *recv, at);
        }
        let mut args = Vec::with_capacity(operands.len());
        for ((value, value_at), operand) in operands.iter().zip(op.operands) {
            args.push(self.apply_coercion(*value, operand.coercion, operand.ty, *value_at));
        }
        self.static_call(op.field, op.type_args, args, op.ret, at)
    }

    pub(super) fn resolve_read(&mut self, recv: TExprId, name: Name, at: ExprId) -> TExprId {
        let ty = self.ty(recv);
        match self.table.find_resolve_read(ty) {
            Some(op) => {
                let name = self.string(name, at);
                self.op_call(op, &[(recv, at), (name, at)], at)
            }
            None => {
                self.no_field(recv, &name, at);
                self.missing(at)
            }
        }
    }

    pub(super) fn resolve_write(
        &mut self,
        recv: TExprId,
        name: Name,
        value: TExprId,
        value_at: ExprId,
        at: ExprId,
    ) -> TExprId {
        let (ty, value_ty) = (self.ty(recv), self.ty(value));
        match self.table.find_resolve_write(ty, value_ty) {
            Some(op) => {
                let name = self.string(name, at);
                self.op_call(op, &[(recv, at), (name, at), (value, value_at)], at)
            }
            None => {
                self.no_field(recv, &name, at);
                self.missing(at)
            }
        }
    }
}
