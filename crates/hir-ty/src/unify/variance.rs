//! Equality of types, and the differences that type arguments may show nevertheless
//! (checklist 7.2): structures field by field, and abstracts that are the same thing at run
//! time and cast to one another directly.

use hir_def::ids::TypeDeclId;

use crate::{
    decl::{abstract_info, expand_typedef, underlying_type},
    table::InferenceTable,
    ty::{AnonTy, FunTy, Ty, Tys},
    unify::{Cx, EqKind, Res, UnifyError, UnifyItem, anon_kind, kinds_fit},
};

impl<'db> InferenceTable<'db> {
    pub(crate) fn eq_in(&mut self, cx: Cx, a: Ty<'db>, b: Ty<'db>) -> Res<'db> {
        let a = self.resolve(a);
        let b = self.resolve(b);
        if a == b || self.stacks.depth > 160 {
            return Ok(());
        }
        self.stacks.depth += 1;
        let res = self.eq_resolved(cx, a, b);
        self.stacks.depth -= 1;
        res
    }

    fn eq_resolved(&mut self, cx: Cx, a: Ty<'db>, b: Ty<'db>) -> Res<'db> {
        let db = self.db;
        let cannot = || UnifyError::cannot(a, b);
        let follow_null = cx.eq != EqKind::NoFollowNull;
        match (a, b) {
            (Ty::Mono(id), _) => self.link(id, b).map_err(|err| err.under(a, b)),
            (_, Ty::Mono(id)) => self.link(id, a).map_err(|err| err.under(a, b)),
            (Ty::Unknown, other) | (other, Ty::Unknown) => {
                self.spread_unknown(other);
                Ok(())
            }
            (Ty::Dynamic(Some(one)), Ty::Dynamic(Some(two))) => {
                self.eq_in(cx, one.ty(db), two.ty(db))
            }
            (Ty::Dynamic(None), _) if cx.eq == EqKind::BothDynamic => Ok(()),
            (_, Ty::Dynamic(None))
                if matches!(cx.eq, EqKind::RightDynamic | EqKind::BothDynamic) =>
            {
                Ok(())
            }
            (Ty::Null(one), Ty::Null(two)) => self.eq_in(cx, one.ty(db), two.ty(db)),
            (Ty::Null(one), _) if follow_null => self.eq_in(cx, one.ty(db), b),
            (_, Ty::Null(two)) if follow_null => self.eq_in(cx, a, two.ty(db)),
            (Ty::Typedef(id1, args1), Ty::Typedef(id2, args2)) if id1 == id2 => {
                self.eq_args(cx, a, b, args1, args2)
            }
            (Ty::Typedef(id, args), _) => self.on_eq_stack(a, b, |table| {
                let target = expand_typedef(db, id, args.list(db));
                table.eq_in(cx, target, b).map_err(|err| err.under(a, b))
            }),
            (_, Ty::Typedef(id, args)) => self.on_eq_stack(a, b, |table| {
                let target = expand_typedef(db, id, args.list(db));
                table.eq_in(cx, a, target).map_err(|err| err.under(a, b))
            }),
            (Ty::Enum(id1, args1), Ty::Enum(id2, args2))
            | (Ty::Class(id1, args1), Ty::Class(id2, args2)) => {
                if id1 != id2 {
                    return Err(cannot());
                }
                self.eq_args(cx, a, b, args1, args2)
            }
            (Ty::Abstract(id1, args1), Ty::Abstract(id2, args2)) if id1 == id2 => {
                self.eq_args(cx, a, b, args1, args2)
            }
            (Ty::Fun(fun1), Ty::Fun(fun2)) => self.eq_functions(cx, a, b, fun1, fun2),
            (Ty::Abstract(id, args), _) if cx.underlying && self.has_underlying(id) => {
                match underlying_type(db, id, args.list(db)) {
                    Some(inner) => self.eq_in(cx, inner, b),
                    None => Err(cannot()),
                }
            }
            (_, Ty::Abstract(id, args)) if cx.underlying && self.has_underlying(id) => {
                match underlying_type(db, id, args.list(db)) {
                    Some(inner) => self.eq_in(cx, a, inner),
                    None => Err(cannot()),
                }
            }
            (Ty::Anon(one), Ty::Anon(two)) => self.eq_structures(cx, a, b, one, two),
            (Ty::Const(_), Ty::Const(_)) => Ok(()),
            // `Class<T>` of a type name.
            (Ty::TypeValue(_), Ty::Abstract(id, _))
                if Some(id) == self.core().class || Some(id) == self.core().enum_ =>
            {
                self.unify_in(cx, a, b)
            }
            _ => Err(cannot()),
        }
    }

    fn has_underlying(&self, id: TypeDeclId<'db>) -> bool {
        let info = abstract_info(self.db, id);
        match info.underlying {
            Some(Ty::Abstract(inner, _)) => inner != id,
            Some(_) => true,
            None => false,
        }
    }

    fn on_eq_stack(
        &mut self,
        a: Ty<'db>,
        b: Ty<'db>,
        f: impl FnOnce(&mut Self) -> Res<'db>,
    ) -> Res<'db> {
        let pair = (self.shape(a), self.shape(b));
        if self.stacks.eq.contains(&pair) {
            return Ok(());
        }
        self.stacks.eq.push(pair);
        let res = f(self);
        self.stacks.eq.pop();
        res
    }

    fn eq_args(
        &mut self,
        cx: Cx,
        a: Ty<'db>,
        b: Ty<'db>,
        args1: Tys<'db>,
        args2: Tys<'db>,
    ) -> Res<'db> {
        let db = self.db;
        for (i, (&one, &two)) in args1.list(db).iter().zip(args2.list(db)).enumerate() {
            self.eq_in(cx, one, two)
                .map_err(|err| err.push(UnifyItem::InvariantParameter(i + 1)).under(a, b))?;
        }
        Ok(())
    }

    fn eq_functions(
        &mut self,
        cx: Cx,
        a: Ty<'db>,
        b: Ty<'db>,
        fun1: FunTy<'db>,
        fun2: FunTy<'db>,
    ) -> Res<'db> {
        let db = self.db;
        let (params1, params2) = (fun1.params(db), fun2.params(db));
        if params1.len() != params2.len() {
            return Err(UnifyError::cannot(a, b));
        }
        self.eq_in(cx, fun1.ret(db), fun2.ret(db))
            .map_err(|err| err.push(UnifyItem::InvalidReturnType).under(a, b))?;
        for (i, (one, two)) in params1.iter().zip(params2).enumerate() {
            let at = UnifyItem::InvalidFunctionArgument(i + 1, params1.len());
            if one.optional != two.optional {
                return Err(
                    UnifyError::new(UnifyItem::NotMatchingOptional(one.name.clone()))
                        .push(at)
                        .under(a, b),
                );
            }
            self.eq_in(cx, one.ty, two.ty)
                .map_err(|err| err.push(at).under(a, b))?;
        }
        Ok(())
    }

    fn eq_structures(
        &mut self,
        cx: Cx,
        a: Ty<'db>,
        b: Ty<'db>,
        one: AnonTy<'db>,
        two: AnonTy<'db>,
    ) -> Res<'db> {
        let db = self.db;
        for field in one.fields(db) {
            let Some(other) = two.field(db, &field.name) else {
                return Err(
                    UnifyError::new(UnifyItem::HasNoField(b, field.name.clone())).under(a, b),
                );
            };
            if field.kind != other.kind {
                let (kind1, kind2) = (anon_kind(field), anon_kind(other));
                if cx.eq == EqKind::Strict || !kinds_fit(kind1, kind2) {
                    return Err(UnifyError::new(UnifyItem::InvalidKind(
                        field.name.clone(),
                        kind1,
                        kind2,
                    ))
                    .under(a, b));
                }
            }
            self.eq_in(cx, field.ty, other.ty).map_err(|err| {
                err.push(UnifyItem::InvalidFieldType(field.name.clone()))
                    .under(a, b)
            })?;
        }
        for field in two.fields(db) {
            if one.field(db, &field.name).is_none() {
                return Err(
                    UnifyError::new(UnifyItem::HasNoField(a, field.name.clone())).under(a, b),
                );
            }
        }
        Ok(())
    }

    /// `relation`, or the exceptions of variance.
    pub(crate) fn with_variance(
        &mut self,
        cx: Cx,
        relation: fn(&mut Self, Cx, Ty<'db>, Ty<'db>) -> Res<'db>,
        a: Ty<'db>,
        b: Ty<'db>,
    ) -> Res<'db> {
        let first = self.attempt_unify(|table| relation(table, cx, a, b));
        let Err(err) = first else { return Ok(()) };
        if self.ok(|table| table.variance(cx, relation, a, b)) {
            Ok(())
        } else {
            Err(err)
        }
    }

    fn variance(
        &mut self,
        cx: Cx,
        relation: fn(&mut Self, Cx, Ty<'db>, Ty<'db>) -> Res<'db>,
        a: Ty<'db>,
        b: Ty<'db>,
    ) -> Res<'db> {
        let db = self.db;
        let strip = |table: &Self, ty: Ty<'db>| {
            let mut ty = table.resolve(ty);
            while let Ty::Null(inner) = ty {
                ty = table.resolve(inner.ty(db));
            }
            ty
        };
        let (a, b) = (strip(self, a), strip(self, b));
        let cannot = || UnifyError::cannot(a, b);
        match (a, b) {
            (Ty::Class(id1, args1), Ty::Class(id2, args2))
            | (Ty::Enum(id1, args1), Ty::Enum(id2, args2))
            | (Ty::Abstract(id1, args1), Ty::Abstract(id2, args2))
            | (Ty::Typedef(id1, args1), Ty::Typedef(id2, args2))
                if id1 == id2 =>
            {
                for (&one, &two) in args1.list(db).iter().zip(args2.list(db)) {
                    self.with_variance(cx.nested(), relation, one, two)?;
                }
                Ok(())
            }
            (Ty::Typedef(id, args), _) => self.on_variance_stack(a, b, |table| {
                let target = expand_typedef(db, id, args.list(db));
                table.variance(cx, relation, target, b)
            }),
            (_, Ty::Typedef(id, args)) => self.on_variance_stack(a, b, |table| {
                let target = expand_typedef(db, id, args.list(db));
                table.variance(cx, relation, a, target)
            }),
            (Ty::Abstract(id, args), _) if abstract_info(db, id).forward_variance => {
                match underlying_type(db, id, args.list(db)) {
                    Some(inner) => self.with_variance(cx, relation, inner, b),
                    None => Err(cannot()),
                }
            }
            (_, Ty::Abstract(id, args)) if abstract_info(db, id).forward_variance => {
                match underlying_type(db, id, args.list(db)) {
                    Some(inner) => self.with_variance(cx, relation, a, inner),
                    None => Err(cannot()),
                }
            }
            (Ty::Abstract(..) | Ty::Int | Ty::Float | Ty::Bool, _)
            | (_, Ty::Abstract(..) | Ty::Int | Ty::Float | Ty::Bool) => {
                if !self.casts_directly(cx, relation, a, b) {
                    return Err(cannot());
                }
                // Castable and the same thing at run time: nobody can tell.
                let same = Cx {
                    underlying: true,
                    eq: EqKind::BothDynamic,
                    ..cx
                };
                self.eq_in(same, a, b)
            }
            (Ty::Anon(one), Ty::Anon(two)) => self.unify_structures(cx, a, b, one, two),
            (Ty::Fun(fun1), Ty::Fun(fun2)) => {
                let (params1, params2) = (fun1.params(db), fun2.params(db));
                if params1.len() != params2.len() {
                    return Err(cannot());
                }
                for (one, two) in params1.iter().zip(params2) {
                    self.with_variance(cx.nested(), relation, one.ty, two.ty)?;
                }
                self.with_variance(cx.nested(), relation, fun1.ret(db), fun2.ret(db))
            }
            _ => Err(cannot()),
        }
    }

    fn casts_directly(
        &mut self,
        cx: Cx,
        relation: fn(&mut Self, Cx, Ty<'db>, Ty<'db>) -> Res<'db>,
        a: Ty<'db>,
        b: Ty<'db>,
    ) -> bool {
        let pair = (self.zonk(a), self.zonk(b));
        if self.stacks.cast.contains(&pair) {
            return false;
        }
        self.stacks.cast.push(pair);
        let to = match self.abstract_cx(cx, a) {
            Some(cx) => self
                .direct_to(a)
                .into_iter()
                .any(|t| self.ok(|table| table.with_variance(cx, relation, t, b))),
            None => false,
        };
        let res = to
            || match self.abstract_cx(cx, b) {
                Some(cx) => self
                    .direct_from(b)
                    .into_iter()
                    .any(|t| self.ok(|table| table.with_variance(cx, relation, a, t))),
                None => false,
            };
        self.stacks.cast.pop();
        res
    }

    fn on_variance_stack(
        &mut self,
        a: Ty<'db>,
        b: Ty<'db>,
        f: impl FnOnce(&mut Self) -> Res<'db>,
    ) -> Res<'db> {
        let pair = (self.shape(a), self.shape(b));
        if self.stacks.variance.contains(&pair) {
            return Err(UnifyError::cannot(a, b));
        }
        self.stacks.variance.push(pair);
        let res = f(self);
        self.stacks.variance.pop();
        res
    }
}
