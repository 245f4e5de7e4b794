//! Local functions: named, anonymous and arrow (Haxe manual, "Local functions", "Arrow functions").
//! An expected function type of the same arity gives the types that the hints leave out.

use hir_def::{
    body::{Expr, ExprId, FunctionExpr},
    ids::{FieldId, GenericOwner, TypeParamId},
    item_tree::{MetaArg, find_meta},
};

use crate::{
    infer::{Expected, InferenceContext, Resolution, context::FnCx},
    ty::{FunParam, Ty},
    typed_body::{LocalDecl, LocalId, TClosure, TExprId, TExprKind, TFunction, TParam},
};

impl<'db> InferenceContext<'db> {
    /// `a:T = null` is a `Null<T>`.
    fn is_null_default(&self, default: Option<ExprId>) -> bool {
        default.is_some_and(|it| matches!(self.expr(it), Expr::Ident(name) if name == "null"))
    }

    pub(super) fn infer_function(
        &mut self,
        id: ExprId,
        function: &FunctionExpr,
        expected: Expected<'db>,
    ) -> TExprId {
        let n_type_params = self.lower.params.len();
        let type_params = self.local_type_params(function);
        if !type_params.is_empty() && expected.is_value() {
            self.error(
                "type-parameters",
                id,
                if function.name.is_none() {
                    "Type parameters not supported in unnamed local functions"
                } else {
                    "Type parameters are not supported for rvalue functions"
                },
            );
        }
        if function.name.is_none() && !expected.is_value() && !function.is_arrow {
            self.error(
                "unnamed-function",
                id,
                "Unnamed lvalue functions are not supported",
            );
        }
        let ret = match function.ret {
            Some(ret) => self.lower_hint(ret),
            None => self.fresh(),
        };
        let mut fun_params = Vec::new();
        let mut inner = Vec::new();
        for (i, param) in function.params.iter().enumerate() {
            let ty = match param.ty {
                Some(ty) => self.lower_hint(ty),
                None => self.fresh(),
            };
            let ty = if param.rest {
                self.core.types.rest_of(self.db, ty)
            } else if param.optional || self.is_null_default(param.default) {
                self.null_of(ty)
            } else {
                ty
            };
            inner.push((i as u32, ty));
            fun_params.push(FunParam {
                name: param.name.clone(),
                optional: param.optional || param.default.is_some(),
                rest: param.rest,
                ty,
            });
        }
        if let Some(want) = expected.ty() {
            self.guide_function(want, &fun_params, ret, function.is_arrow);
        }
        let ty = self.fun_ty(fun_params, ret);
        let name = function.name.as_ref().map(|name| {
            let local = self.add_local(name.clone(), ty, LocalDecl::FnName(id), Some(id));
            let info = &mut self.local_info[local.0 as usize];
            info.is_function = true;
            info.type_params = type_params.into();
            self.bind_name(name.clone(), local);
            local
        });
        let t_function = self.infer_closure_body(id, function, &inner, ret);
        // What its body wants of an argument is all that callers must bring.
        self.table.close_structures(ty);
        self.lower.params.truncate(n_type_params);
        let is_recursive = name.is_some_and(|name| self.local_info[name.0 as usize].used);
        let closure = self.make(
            TExprKind::Closure(Box::new(TClosure {
                function: t_function,
                name: name.filter(|_| is_recursive),
                ordinal: function.ordinal,
            })),
            ty,
            id,
        );
        match name {
            None => closure,
            Some(local) => self.declare_function(id, local, closure, expected),
        }
    }

    /// `function f() …` as a statement declares f; as a value it also yields it.
    fn declare_function(
        &mut self,
        id: ExprId,
        local: LocalId,
        closure: TExprId,
        expected: Expected<'db>,
    ) -> TExprId {
        self.resolve_to(id, Resolution::Local(local));
        let decl = self.make(
            TExprKind::VarDecl {
                local,
                init: Some(closure),
            },
            Ty::Void,
            id,
        );
        if !expected.is_value() {
            return decl;
        }
        let value = self.local(local, id);
        self.block(vec![decl, value], id)
    }

    fn local_type_params(&mut self, function: &FunctionExpr) -> Vec<TypeParamId<'db>> {
        if function.type_params.is_empty() {
            return Vec::new();
        }
        let owner = GenericOwner::LocalFn(self.field, function.ordinal);
        let params: Vec<TypeParamId<'db>> = function
            .type_params
            .iter()
            .enumerate()
            .map(|(i, p)| TypeParamId::new(self.db, owner, i as u32, p.name.clone()))
            .collect();
        self.lower.params.extend(params.iter().copied());
        for (param, data) in params.iter().zip(&*function.type_params) {
            let mut bounds = Vec::new();
            for bound in &*data.constraints {
                bounds.push(self.lower_hint(*bound));
            }
            if !bounds.is_empty() {
                self.table.set_local_bounds(*param, bounds.into());
            }
        }
        params
    }

    fn infer_closure_body(
        &mut self,
        id: ExprId,
        function: &FunctionExpr,
        params: &[(u32, Ty<'db>)],
        ret: Ty<'db>,
    ) -> TFunction<'db> {
        let mark = self.scope.len();
        let mut t_params = Vec::new();
        for ((i, ty), param) in params.iter().zip(&*function.params) {
            let local = self.add_local(
                param.name.clone(),
                *ty,
                LocalDecl::FnParam(id, *i),
                Some(id),
            );
            let default = param.default.map(|e| self.infer_default(e, local));
            t_params.push(TParam {
                local,
                optional: param.optional || default.is_some(),
                default,
            });
        }
        for (param, t_param) in function.params.iter().zip(&t_params) {
            self.bind_name(param.name.clone(), t_param.local);
        }
        // An inline function stands where it is called, in a loop perhaps.
        let loops = match self.functions.last() {
            Some(outer) if function.is_inline => outer.loops,
            _ => 0,
        };
        self.functions.push(FnCx {
            ret,
            returns_value: false,
            loops,
            outer_loops: loops,
            is_local: true,
        });
        let old_navs = std::mem::take(&mut self.safe_navs);
        let body = function.body.map(|body| {
            if function.is_arrow {
                self.infer_arrow_body(body, ret)
            } else {
                self.infer_function_body(body)
            }
        });
        self.safe_navs = old_navs;
        self.functions.pop();
        self.scope.truncate(mark);
        TFunction {
            params: t_params.into(),
            ret,
            body,
        }
    }

    /// `x -> e` returns `e`, whatever it is; a Void `e` makes the function Void.
    fn infer_arrow_body(&mut self, body: ExprId, ret: Ty<'db>) -> TExprId {
        let is_void = self.table.follow(ret) == Ty::Void;
        let expected = if is_void {
            Expected::NoValue
        } else {
            Expected::Implicit(ret)
        };
        let expr = self.infer_scoped(body, expected);
        // `return;` inside may have made it Void meanwhile.
        if self.table.follow(ret) == Ty::Void {
            return expr;
        }
        let expr = self.coerce(expr, ret, body);
        if self.table.resolve(self.ty(expr)) == Ty::Void {
            return expr;
        }
        self.make(TExprKind::Return(Some(expr)), Ty::Dynamic(None), body)
    }

    /// Fills open argument and return types from the expected type (7.10).
    fn guide_function(
        &mut self,
        want: Ty<'db>,
        params: &[FunParam<'db>],
        ret: Ty<'db>,
        is_arrow: bool,
    ) {
        let mut want = self.table.follow_null(want);
        for _ in 0..8 {
            match want {
                Ty::Fun(fun) => {
                    let want_params = fun.params(self.db);
                    if want_params.len() != params.len() {
                        return;
                    }
                    for (param, want) in params.iter().zip(want_params) {
                        self.guide_param(param.ty, want.ty);
                    }
                    self.guide_ret(ret, fun.ret(self.db), is_arrow);
                    return;
                }
                Ty::Abstract(id, args) => match self.abstract_froms(id, args)[..] {
                    [from] => want = self.table.follow_null(from),
                    _ => {
                        let candidates = self.function_types_of(want, 0);
                        self.guide_by_all(&candidates, params, ret, is_arrow);
                        return;
                    }
                },
                _ => return,
            }
        }
    }

    fn guide_param(&mut self, have: Ty<'db>, want: Ty<'db>) {
        // `?x` is open as well, within its `Null`.
        let inner = self.table.follow_null(have);
        if self.table.is_open(inner) {
            let _ = self.table.unify(want, have);
        }
    }

    fn guide_ret(&mut self, have: Ty<'db>, want: Ty<'db>, is_arrow: bool) {
        if !self.table.is_open(have) {
            return;
        }
        let want_ty = self.table.follow(want);
        // An unknown result must not make an absent `return` a missing one.
        if want_ty.is_dynamic() || want_ty.is_unknown() || (want_ty == Ty::Void && !is_arrow) {
            return;
        }
        let _ = self.table.unify(have, want);
    }

    /// Function types that a value of type `ty` may be made of: itself, or an abstract's `from`s.
    fn function_types_of(&mut self, ty: Ty<'db>, depth: u32) -> Vec<Ty<'db>> {
        match self.table.follow_null(ty) {
            fun @ Ty::Fun(_) => vec![fun],
            Ty::Abstract(id, args) if depth < 4 => {
                let mut res = Vec::new();
                for from in self.abstract_froms(id, args) {
                    res.extend(self.function_types_of(from, depth + 1));
                }
                res
            }
            _ => Vec::new(),
        }
    }

    /// Several candidates: only what all of the same arity agree on.
    fn guide_by_all(
        &mut self,
        candidates: &[Ty<'db>],
        params: &[FunParam<'db>],
        ret: Ty<'db>,
        is_arrow: bool,
    ) {
        let fitting: Vec<_> = candidates
            .iter()
            .filter_map(|ty| match ty {
                Ty::Fun(fun) if fun.params(self.db).len() == params.len() => Some(*fun),
                _ => None,
            })
            .collect();
        for (i, param) in params.iter().enumerate() {
            let all: Vec<_> = fitting.iter().map(|f| f.params(self.db)[i].ty).collect();
            if let Some(ty) = self.common_guide(&all) {
                self.guide_param(param.ty, ty);
            }
        }
        let all: Vec<_> = fitting.iter().map(|f| f.ret(self.db)).collect();
        if let Some(want) = self.common_guide(&all) {
            self.guide_ret(ret, want, is_arrow);
        }
    }

    /// The one type that all candidates have in a place. What is open in them counts as Dynamic:
    /// the widest type is wanted.
    fn common_guide(&mut self, all: &[Ty<'db>]) -> Option<Ty<'db>> {
        let mut all = all.iter().map(|&ty| self.table.dynamify(ty));
        let first = all.next()?;
        let rest: Vec<_> = all.collect();
        rest.iter()
            .all(|&ty| self.table.probe(|table| table.is_eq_strict(first, ty)))
            .then_some(first)
    }

    /// The types an abstract is made of without a cast function.
    pub(super) fn abstract_froms(
        &mut self,
        id: hir_def::ids::TypeDeclId<'db>,
        args: crate::ty::Tys<'db>,
    ) -> Vec<Ty<'db>> {
        let db = self.db;
        let info = crate::decl::abstract_info(db, id);
        let subst = crate::fold::Subst::of_decl(db, id, args.list(db));
        let mut res: Vec<Ty<'db>> = info
            .from
            .iter()
            .map(|ty| crate::fold::subst(db, *ty, &subst))
            .collect();
        for field in &info.from_fields {
            if Some(*field) == self.table.current_field || is_ignored_by_inference(db, *field) {
                continue;
            }
            let (ty, _) = self.instantiate_field(*field, &subst);
            if let Ty::Fun(fun) = self.table.follow(ty)
                && let Some(param) = fun.params(db).first()
            {
                // Looking must not decide what is open in the expected type.
                let made = self.table.duplicate(Ty::Abstract(id, args));
                if self.table.unify_eq(fun.ret(db), made).is_ok() {
                    res.push(param.ty);
                }
            }
        }
        res
    }
}

/// `@:from(ignoredByInference)`: such a cast says nothing about what a literal should be.
fn is_ignored_by_inference<'db>(db: &'db dyn base_db::Db, field: FieldId<'db>) -> bool {
    let Some(data) = hir_def::field_data(db, field) else {
        return false;
    };
    find_meta(&data.field.meta, ":from").is_some_and(|meta| {
        meta.args.iter().any(|arg| match arg {
            MetaArg::Path(path) => path.segments().iter().any(|s| s == "ignoredByInference"),
            _ => false,
        })
    })
}
