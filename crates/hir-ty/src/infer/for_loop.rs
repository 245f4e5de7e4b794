//! `for` (Haxe manual, "for", "Iterators"): over ranges, arrays, iterators, what has `iterator()` or
//! `keyValueIterator()`, and abstracts with array access and a length. All become `while`.
//!
//! ```haxe
//! for (x in arr) f(x);
//! // { var a = arr; var i = 0; while (i < a.length) { var x = a[i]; i = i + 1; f(x); } }
//! ```

use hir_def::{
    Name,
    body::{BinaryOp, Expr, ExprId},
};

use crate::{
    infer::{Expected, InferenceContext},
    ty::Ty,
    typed_body::{
        ArithOp, CompareKind, CompareOp, LocalDecl, LocalId, NumKind, Place, TExprId, TExprKind,
    },
};

/// How the values come.
enum Iteration<'db> {
    Range {
        from: TExprId,
        to: TExprId,
    },
    /// Index loop over an Array.
    Array {
        array: TExprId,
        elem: Ty<'db>,
    },
    /// Index loop through `length` and array access.
    Indexed {
        value: TExprId,
        elem: Ty<'db>,
    },
    /// `hasNext` and `next`.
    Iterator {
        value: TExprId,
        elem: Ty<'db>,
    },
    Failed,
}

impl<'db> InferenceContext<'db> {
    pub(super) fn infer_for(
        &mut self,
        id: ExprId,
        key: Option<&Name>,
        value: &Name,
        iter: ExprId,
        body: ExprId,
    ) -> TExprId {
        self.infer_for_with(id, key, value, iter, |this| {
            this.infer_scoped(body, Expected::NoValue)
        })
    }

    pub(super) fn infer_for_with(
        &mut self,
        id: ExprId,
        key: Option<&Name>,
        value: &Name,
        iter: ExprId,
        body: impl FnOnce(&mut Self) -> TExprId,
    ) -> TExprId {
        match key {
            Some(key) => self.infer_key_value_for(id, key, value, iter, body),
            None => self.infer_value_for(id, value, iter, body),
        }
    }

    fn infer_value_for(
        &mut self,
        id: ExprId,
        name: &Name,
        iter: ExprId,
        body: impl FnOnce(&mut Self) -> TExprId,
    ) -> TExprId {
        let iteration = self.infer_iteration(iter);
        match iteration {
            Iteration::Range { from, to } => self.range_loop(id, name, from, to, body),
            Iteration::Array { array, elem } => self.index_loop(id, name, array, elem, true, body),
            Iteration::Indexed { value, elem } => {
                self.index_loop(id, name, value, elem, false, body)
            }
            Iteration::Iterator { value, elem } => self.iterator_loop(id, name, value, elem, body),
            Iteration::Failed => {
                let local =
                    self.add_local(name.clone(), Ty::Unknown, LocalDecl::ForValue(id), Some(id));
                self.loop_body(name, local, body);
                self.missing(id)
            }
        }
    }

    fn loop_body(
        &mut self,
        name: &Name,
        local: LocalId,
        body: impl FnOnce(&mut Self) -> TExprId,
    ) -> TExprId {
        self.enter_loop();
        let res = self.scoped(|this| {
            this.bind_name(name.clone(), local);
            body(this)
        });
        self.leave_loop();
        res
    }

    // --- what is iterated

    fn infer_iteration(&mut self, iter: ExprId) -> Iteration<'db> {
        let inner = self.skip_parens(iter);
        if let Expr::Binary {
            op: BinaryOp::Interval,
            lhs,
            rhs,
        } = self.expr(inner)
        {
            let (lhs, rhs) = (*lhs, *rhs);
            let from = self.infer_expr(lhs, Expected::Value);
            let to = self.infer_expr(rhs, Expected::Value);
            // `@:op(A ... B)` of an abstract.
            if let Some(range) =
                self.overloaded_binary(inner, BinaryOp::Interval, (from, lhs), (to, rhs), false)
            {
                self.expr_types[iter.into_raw() as usize] = Some(self.ty(range.value));
                return self.iteration_of(range.value, iter);
            }
            let from = self.coerce(from, Ty::Int, lhs);
            let to = self.coerce(to, Ty::Int, rhs);
            let ty = self.class_ty("IntIterator", Vec::new());
            self.expr_types[iter.into_raw() as usize] = Some(ty);
            self.expr_types[inner.into_raw() as usize] = Some(ty);
            if let (TExprKind::Int(a), TExprKind::Int(b)) = (self.kind(from), self.kind(to))
                && a > b
            {
                self.error("backwards-range", iter, "Cannot iterate backwards");
            }
            return Iteration::Range { from, to };
        }
        let value = self.infer_expr(iter, Expected::Value);
        self.iteration_of(value, iter)
    }

    fn iteration_of(&mut self, value: TExprId, iter: ExprId) -> Iteration<'db> {
        let ty = self.ty(value);
        match self.table.follow_null(ty) {
            Ty::Unknown => return Iteration::Failed,
            Ty::Dynamic(_) | Ty::Mono(_) => {
                self.error(
                    "iterate-dynamic",
                    iter,
                    "You can't iterate on a Dynamic value, please specify Iterator or Iterable",
                );
                return Iteration::Failed;
            }
            Ty::Class(..) => {
                if let Some(elem) = self.array_elem(ty) {
                    return Iteration::Array { array: value, elem };
                }
            }
            Ty::Abstract(..)
                if self.table.follow_abstracts(ty).is_dynamic()
                    && self
                        .find_field(value, &Name::from("iterator"), iter)
                        .is_none_or(|access| {
                            matches!(access, super::access::Access::Dynamic { .. })
                        })
                    && self
                        .find_field(value, &Name::from("hasNext"), iter)
                        .is_none_or(|access| {
                            matches!(access, super::access::Access::Dynamic { .. })
                        }) =>
            {
                self.error(
                    "iterate-dynamic",
                    iter,
                    "You can't iterate on a Dynamic value, please specify Iterator or Iterable",
                );
                return Iteration::Failed;
            }
            Ty::Abstract(id, args) => {
                if let Some(array) = self.forwarded_array(value, id, args, iter) {
                    return array;
                }
            }
            _ => {}
        }
        // What is Dynamic underneath is no iterator only because anything may be called on it.
        let is_open = self.table.follow_abstracts(ty).is_dynamic();
        if !is_open && let Some(elem) = self.iterator_elem(value, iter) {
            return Iteration::Iterator { value, elem };
        }
        if !is_open
            && let Some(iterator) = self.cast_to_iterator(value, iter)
            && let Some(elem) = self.iterator_elem(iterator, iter)
        {
            return Iteration::Iterator {
                value: iterator,
                elem,
            };
        }
        if let Some(iterator) = self.try_call_member(iter, value, "iterator") {
            if let Some(elem) = self.iterator_elem(iterator, iter) {
                return Iteration::Iterator {
                    value: iterator,
                    elem,
                };
            }
            let ty = self.ty(iterator);
            if self.table.follow(ty) == Ty::Unknown {
                return Iteration::Failed;
            }
            // Perhaps an abstract that casts to an iterator.
            self.error("not-iterable", iter, "Field iterator has an invalid type");
            return Iteration::Failed;
        }
        if is_open && let Some(elem) = self.iterator_elem(value, iter) {
            return Iteration::Iterator { value, elem };
        }
        if let Some(elem) = self.indexed_elem(value, iter) {
            return Iteration::Indexed { value, elem };
        }
        let ty = self.print(ty);
        self.error("not-iterable", iter, format!("{ty} has no field iterator"));
        Iteration::Failed
    }

    /// An abstract that is cast to an iterator by a method of its own.
    fn cast_to_iterator(&mut self, value: TExprId, at: ExprId) -> Option<TExprId> {
        let ty = self.ty(value);
        if !matches!(self.table.follow_null(ty), Ty::Abstract(..)) {
            return None;
        }
        let decl = self.core.types.iterator?;
        let elem = self.fresh();
        let want = crate::decl::type_of_decl(self.db, decl, &[elem]);
        self.try_coerce(value, want, at).ok()
    }

    /// An abstract over Array that forwards `iterator` loops by index.
    fn forwarded_array(
        &mut self,
        value: TExprId,
        id: hir_def::ids::TypeDeclId<'db>,
        args: crate::ty::Tys<'db>,
        at: ExprId,
    ) -> Option<Iteration<'db>> {
        let info = crate::decl::abstract_info(self.db, id);
        if !info.forward.admits("iterator") {
            return None;
        }
        if hir_def::field_named(self.db, id, &Self::name("iterator")).is_some() {
            return None;
        }
        let under = crate::decl::underlying_type(self.db, id, args.list(self.db))?;
        let elem = self.array_elem(under)?;
        let array = self.coerce_node(value, under, at);
        Some(Iteration::Array { array, elem })
    }

    /// Element type when `value` has `hasNext():Bool` and `next():T`.
    fn iterator_elem(&mut self, value: TExprId, at: ExprId) -> Option<Ty<'db>> {
        let ty = self.ty(value);
        if matches!(
            self.table.follow_null(ty),
            Ty::Dynamic(_) | Ty::Mono(_) | Ty::Unknown
        ) {
            return None;
        }
        self.attempt(|this| {
            let has_next = this.try_call_member(at, value, "hasNext")?;
            let next = this.try_call_member(at, value, "next")?;
            let has_next_ty = this.ty(has_next);
            this.table.unify(has_next_ty, Ty::Bool).ok()?;
            Some(this.ty(next))
        })
    }

    fn indexed_elem(&mut self, value: TExprId, at: ExprId) -> Option<Ty<'db>> {
        self.attempt(|this| {
            let length = this.try_read_member(at, value, "length")?;
            let length_ty = this.ty(length);
            if this.table.follow(length_ty) != Ty::Int {
                return None;
            }
            let index = this.int(0, at);
            let elem = this.try_index(value, index, at)?;
            Some(this.ty(elem))
        })
    }

    // --- the loops

    fn range_loop(
        &mut self,
        id: ExprId,
        name: &Name,
        from: TExprId,
        to: TExprId,
        body: impl FnOnce(&mut Self) -> TExprId,
    ) -> TExprId {
        let (from_decl, index) = self.temp(from, id);
        let mut stmts = vec![from_decl];
        let to = self.reusable(to, &mut stmts, id);
        let local = self.add_local(name.clone(), Ty::Int, LocalDecl::ForValue(id), Some(id));
        self.local_info[local.0 as usize].is_loop_var = true;
        let body = self.loop_body(name, local, body);
        let current = self.local(index, id);
        let decl = self.make(
            TExprKind::VarDecl {
                local,
                init: Some(current),
            },
            Ty::Void,
            id,
        );
        let step = self.step(index, id);
        let cond = self.less_than(index, to, id);
        self.while_loop(stmts, cond, vec![decl, step, body], id)
    }

    fn index_loop(
        &mut self,
        id: ExprId,
        name: &Name,
        value: TExprId,
        elem: Ty<'db>,
        is_array: bool,
        body: impl FnOnce(&mut Self) -> TExprId,
    ) -> TExprId {
        let (decl, array) = self.temp(value, id);
        let zero = self.int(0, id);
        let (index_decl, index) = self.temp(zero, id);
        let recv = self.local(array, id);
        let length = self
            .try_read_member(id, recv, "length")
            .unwrap_or_else(|| self.missing(id));
        let cond = self.less_than(index, length, id);
        let recv = self.local(array, id);
        let at = self.local(index, id);
        let item = if is_array {
            self.make(
                TExprKind::ArrayGet {
                    array: recv,
                    index: at,
                },
                elem,
                id,
            )
        } else {
            self.try_index(recv, at, id)
                .unwrap_or_else(|| self.missing(id))
        };
        let local = self.add_local(name.clone(), elem, LocalDecl::ForValue(id), Some(id));
        let var = self.make(
            TExprKind::VarDecl {
                local,
                init: Some(item),
            },
            Ty::Void,
            id,
        );
        let step = self.step(index, id);
        let body = self.loop_body(name, local, body);
        self.while_loop(vec![decl, index_decl], cond, vec![var, step, body], id)
    }

    fn iterator_loop(
        &mut self,
        id: ExprId,
        name: &Name,
        value: TExprId,
        elem: Ty<'db>,
        body: impl FnOnce(&mut Self) -> TExprId,
    ) -> TExprId {
        let (decl, iterator) = self.temp(value, id);
        let recv = self.local(iterator, id);
        let cond = self
            .try_call_member(id, recv, "hasNext")
            .unwrap_or_else(|| self.missing(id));
        let recv = self.local(iterator, id);
        let next = self
            .try_call_member(id, recv, "next")
            .unwrap_or_else(|| self.missing(id));
        let local = self.add_local(name.clone(), elem, LocalDecl::ForValue(id), Some(id));
        let next = self.coerce_node(next, elem, id);
        let var = self.make(
            TExprKind::VarDecl {
                local,
                init: Some(next),
            },
            Ty::Void,
            id,
        );
        let body = self.loop_body(name, local, body);
        self.while_loop(vec![decl], cond, vec![var, body], id)
    }

    fn infer_key_value_for(
        &mut self,
        id: ExprId,
        key: &Name,
        value: &Name,
        iter: ExprId,
        body: impl FnOnce(&mut Self) -> TExprId,
    ) -> TExprId {
        let subject = self.infer_expr(iter, Expected::Value);
        let pair = self.key_value_iterator(subject, iter);
        let Some((iterator, pair_ty)) = pair else {
            let key_local =
                self.add_local(key.clone(), Ty::Unknown, LocalDecl::ForKey(id), Some(id));
            let local = self.add_local(
                value.clone(),
                Ty::Unknown,
                LocalDecl::ForValue(id),
                Some(id),
            );
            self.scoped(|this| {
                this.bind_name(key.clone(), key_local);
                this.loop_body(value, local, body)
            });
            return self.missing(id);
        };
        let (decl, iterator) = self.temp(iterator, id);
        let recv = self.local(iterator, id);
        let cond = self
            .try_call_member(id, recv, "hasNext")
            .unwrap_or_else(|| self.missing(id));
        let recv = self.local(iterator, id);
        let next = self
            .try_call_member(id, recv, "next")
            .unwrap_or_else(|| self.missing(id));
        let next = self.coerce_node(next, pair_ty, id);
        let (next_decl, pair) = self.temp(next, id);
        let mut stmts = vec![next_decl];
        let mut locals = Vec::new();
        for (field, name, decl) in [
            ("key", key, LocalDecl::ForKey(id)),
            ("value", value, LocalDecl::ForValue(id)),
        ] {
            let recv = self.local(pair, id);
            let init = self
                .try_read_member(id, recv, field)
                .unwrap_or_else(|| self.missing(id));
            let ty = self.ty(init);
            let local = self.add_local(name.clone(), ty, decl, Some(id));
            locals.push(local);
            let var = self.make(
                TExprKind::VarDecl {
                    local,
                    init: Some(init),
                },
                Ty::Void,
                id,
            );
            stmts.push(var);
        }
        let body = self.scoped(|this| {
            this.bind_name(key.clone(), locals[0]);
            this.loop_body(value, locals[1], body)
        });
        stmts.push(body);
        self.while_loop(vec![decl], cond, stmts, id)
    }

    fn key_value_iterator(&mut self, subject: TExprId, iter: ExprId) -> Option<(TExprId, Ty<'db>)> {
        let ty = self.ty(subject);
        match self.table.follow_null(ty) {
            Ty::Unknown => return None,
            Ty::Dynamic(_) | Ty::Mono(_) => {
                self.error(
                    "iterate-dynamic",
                    iter,
                    "You can't iterate on a Dynamic value, please specify KeyValueIterator or KeyValueIterable",
                );
                return None;
            }
            _ => {}
        }
        if let Some(pair) = self.iterator_elem(subject, iter)
            && self.is_pair(pair)
        {
            return Some((subject, pair));
        }
        if let Some(iterator) = self.try_call_member(iter, subject, "keyValueIterator") {
            if let Some(pair) = self.iterator_elem(iterator, iter) {
                return Some((iterator, pair));
            }
            let ty = self.ty(iterator);
            if self.table.follow(ty) != Ty::Unknown {
                self.error(
                    "not-iterable",
                    iter,
                    "Field keyValueIterator has an invalid type",
                );
            }
            return None;
        }
        let ty = self.print(ty);
        self.error(
            "not-iterable",
            iter,
            format!("{ty} has no field keyValueIterator"),
        );
        None
    }

    fn is_pair(&mut self, ty: Ty<'db>) -> bool {
        match self.table.follow_null(ty) {
            Ty::Anon(anon) => {
                anon.field(self.db, "key").is_some() && anon.field(self.db, "value").is_some()
            }
            _ => false,
        }
    }

    fn step(&mut self, index: LocalId, id: ExprId) -> TExprId {
        let current = self.local(index, id);
        let one = self.int(1, id);
        let next = self.make(
            TExprKind::Arith {
                op: ArithOp::Add,
                kind: NumKind::Int,
                lhs: current,
                rhs: one,
            },
            Ty::Int,
            id,
        );
        self.make(
            TExprKind::Assign {
                place: Place::Local(index),
                value: next,
            },
            Ty::Int,
            id,
        )
    }

    fn less_than(&mut self, index: LocalId, to: TExprId, id: ExprId) -> TExprId {
        let current = self.local(index, id);
        self.make(
            TExprKind::Compare {
                op: CompareOp::Lt,
                kind: CompareKind::Num(NumKind::Int),
                lhs: current,
                rhs: to,
            },
            Ty::Bool,
            id,
        )
    }

    fn while_loop(
        &mut self,
        mut before: Vec<TExprId>,
        cond: TExprId,
        body: Vec<TExprId>,
        id: ExprId,
    ) -> TExprId {
        let body = self.make(TExprKind::Block(body.into()), Ty::Void, id);
        let looped = self.make(
            TExprKind::While {
                cond,
                body,
                do_while: false,
            },
            Ty::Void,
            id,
        );
        before.push(looped);
        self.make(TExprKind::Block(before.into()), Ty::Void, id)
    }

    // --- members by name, without complaint

    /// `recv.name` when there is such a field.
    pub(super) fn try_read_member(
        &mut self,
        at: ExprId,
        recv: TExprId,
        name: &str,
    ) -> Option<TExprId> {
        let access = self.find_field(recv, &Name::from(name), at)?;
        Some(self.read_access(&access, at))
    }

    /// `recv.name()` when there is such a method.
    pub(super) fn try_call_member(
        &mut self,
        at: ExprId,
        recv: TExprId,
        name: &str,
    ) -> Option<TExprId> {
        let access = self.find_field(recv, &Name::from(name), at)?;
        self.attempt(|this| {
            let n = this.diagnostics.len();
            let res = this.call_access_values(&access, Vec::new(), at);
            (this.diagnostics.len() == n).then_some(res)
        })
    }

    /// `recv.name(args)`, with the arguments at hand.
    pub(super) fn call_member(
        &mut self,
        at: ExprId,
        recv: TExprId,
        name: &str,
        args: Vec<(TExprId, ExprId)>,
    ) -> TExprId {
        match self.find_field(recv, &Name::from(name), at) {
            Some(access) => self.call_access_values(&access, args, at),
            None => self.missing(at),
        }
    }
}
