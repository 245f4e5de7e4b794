//! Expressions: the dispatch over all kinds, and the plain ones: blocks, variables, conditions,
//! loops, jumps (Haxe manual, "Expressions").

use hir_def::{
    Name,
    body::{Expr, ExprId, VarDecl},
    item_tree::has_meta,
};

use crate::{
    infer::{BodyPlace, Expected, InferenceContext, Resolution, context::FnCx},
    ty::Ty,
    typed_body::{CompareKind, CompareOp, LocalDecl, LocalStatic, TExprId, TExprKind},
};

impl<'db> InferenceContext<'db> {
    /// Types `id`; the result has whatever type it has, `expected` only guides.
    pub(super) fn infer_expr(&mut self, id: ExprId, expected: Expected<'db>) -> TExprId {
        let res = self.infer_expr_kind(id, expected);
        self.record(id, res);
        res
    }

    pub(super) fn record(&mut self, id: ExprId, res: TExprId) {
        self.expr_types[id.into_raw() as usize] = Some(self.ty(res));
    }

    /// Types `id` as a value of type `ty`.
    pub(super) fn infer_as(&mut self, id: ExprId, ty: Ty<'db>) -> TExprId {
        let expr = self.infer_expr(id, Expected::Ty(ty));
        self.coerce(expr, ty, id)
    }

    fn infer_expr_kind(&mut self, id: ExprId, expected: Expected<'db>) -> TExprId {
        match self.expr(id) {
            Expr::Missing => self.missing(id),
            Expr::Literal(literal) => self.infer_literal(id, literal),
            Expr::Interpolated(parts) => self.infer_interpolated(id, parts),
            Expr::Ident(_) | Expr::Field { .. } | Expr::Index { .. } | Expr::Call { .. } => {
                self.infer_chain(id, expected)
            }
            Expr::New { ty, args } => self.infer_new(id, *ty, args, expected),
            Expr::Binary { op, lhs, rhs } => self.infer_binary(id, *op, *lhs, *rhs, expected),
            Expr::Assign { op, lhs, rhs } => self.infer_assign(id, *op, *lhs, *rhs, expected),
            Expr::Unary { op, postfix, expr } => {
                self.infer_unary(id, *op, *postfix, *expr, expected)
            }
            Expr::Ternary { cond, then, els } => {
                if matches!(self.expr(self.skip_parens(*cond)), Expr::Ident(n) if n == "null") {
                    self.error(
                        "null-condition",
                        *cond,
                        "Cannot use null as ternary condition",
                    );
                }
                self.infer_if(id, *cond, *then, Some(*els), expected)
            }
            Expr::If { cond, then, els } => self.infer_if(id, *cond, *then, *els, expected),
            Expr::Is { expr, ty } => self.infer_is(id, *expr, *ty),
            Expr::CheckType { expr, ty } => {
                let ty = self.lower_hint(*ty);
                let inner = self.infer_as(*expr, ty);
                self.coerce_node(inner, ty, id)
            }
            Expr::Cast { expr, ty } => self.infer_cast(id, *expr, *ty),
            Expr::Paren(inner) => self.infer_expr(*inner, expected),
            Expr::Array(elems) => self.infer_array(id, elems, expected),
            Expr::Object(fields) => self.infer_object(id, fields, expected),
            Expr::Function(function) => self.infer_function(id, function, expected),
            Expr::Block(stmts) => self.infer_block(id, stmts, expected),
            Expr::Vars(vars) => self.infer_vars(id, vars),
            Expr::While {
                cond,
                body,
                do_while,
            } => self.infer_while(id, *cond, *body, *do_while),
            Expr::For {
                key,
                value,
                iter,
                body,
            } => self.infer_for(id, key.as_ref(), value, *iter, *body),
            Expr::Switch {
                subject,
                cases,
                default,
            } => self.infer_switch(id, *subject, cases, *default, expected),
            Expr::Try { body, catches } => self.infer_try(id, *body, catches, expected),
            Expr::Return(value) => self.infer_return(id, *value, expected),
            Expr::Break => self.infer_jump(id, TExprKind::Break, "Break outside loop", expected),
            Expr::Continue => {
                self.infer_jump(id, TExprKind::Continue, "Continue outside loop", expected)
            }
            Expr::Throw(value) => {
                let thrown = self.infer_expr(*value, Expected::Value);
                self.is_void_value(thrown, *value);
                let ty = self.diverging_ty(expected);
                self.make(TExprKind::Throw(thrown), ty, id)
            }
            Expr::Untyped(inner) => {
                let old = std::mem::replace(&mut self.untyped, true);
                let inner = self.infer_expr(*inner, expected);
                self.untyped = old;
                let ty = self.fresh();
                self.make(TExprKind::UnsafeCast(inner), ty, id)
            }
            Expr::Inline(inner) => {
                if !matches!(
                    self.expr(self.skip_parens(*inner)),
                    Expr::Call { .. } | Expr::New { .. } | Expr::Function(_) | Expr::Missing
                ) {
                    self.error(
                        "inline-target",
                        id,
                        "Call or function expected after inline keyword",
                    );
                }
                self.infer_expr(*inner, expected)
            }
            Expr::Meta { meta, expr } => match meta.name.as_str() {
                ":privateAccess" => {
                    let old = std::mem::replace(&mut self.private_access, true);
                    let res = self.infer_expr(*expr, expected);
                    self.private_access = old;
                    res
                }
                ":noPrivateAccess" => {
                    let old = std::mem::replace(&mut self.private_access, false);
                    let res = self.infer_expr(*expr, expected);
                    self.private_access = old;
                    res
                }
                ":bypassAccessor" => {
                    if !matches!(
                        self.expr(self.skip_parens(*expr)),
                        Expr::Field { .. }
                            | Expr::Meta { .. }
                            | Expr::Ident(_)
                            | Expr::Assign { .. }
                            | Expr::Unary { .. }
                            | Expr::Call { .. }
                            | Expr::Index { .. }
                            | Expr::Missing
                    ) {
                        self.error(
                            "bypass-accessor",
                            id,
                            "Field access expression expected after @:bypassAccessor metadata",
                        );
                    }
                    let old = self.bypass_accessor;
                    self.bypass_accessor += 1;
                    let res = self.infer_expr(*expr, expected);
                    self.bypass_accessor = old;
                    res
                }
                _ => self.infer_expr(*expr, expected),
            },
            Expr::PatternVar { .. } => {
                self.error("unexpected-pattern", id, "Unexpected pattern variable");
                self.missing(id)
            }
            // Reified code: a value of the macro API.
            Expr::Unsupported("macro") => self.missing(id),
            Expr::Unsupported(what) => {
                self.unsupported(id, what);
                self.missing(id)
            }
        }
    }

    /// Reports a Void expression where a value is needed.
    pub(super) fn is_void_value(&mut self, value: TExprId, at: ExprId) -> bool {
        let is_void = self.table.follow(self.ty(value)) == Ty::Void;
        if is_void {
            self.error("void-value", at, "Cannot use Void as value");
        }
        is_void
    }

    pub(super) fn unsupported(&mut self, id: ExprId, what: &str) {
        self.error("unsupported", id, format!("{what} is not supported yet"));
    }

    /// The type of what never yields a value: fits everywhere.
    pub(super) fn diverging_ty(&mut self, expected: Expected<'db>) -> Ty<'db> {
        if expected.is_value() {
            self.fresh()
        } else {
            Ty::Dynamic(None)
        }
    }

    // --- blocks and variables

    pub(super) fn infer_block(
        &mut self,
        id: ExprId,
        stmts: &[ExprId],
        expected: Expected<'db>,
    ) -> TExprId {
        if stmts.is_empty() {
            let as_object = match expected {
                Expected::NoValue => false,
                Expected::Value => true,
                Expected::Ty(ty) => !matches!(self.table.resolve(ty), Ty::Void),
                Expected::Implicit(ty) => !matches!(self.table.resolve(ty), Ty::Mono(_) | Ty::Void),
            };
            if as_object {
                return self.infer_object(id, &[], expected);
            }
            return self.make(TExprKind::Block(Box::default()), Ty::Void, id);
        }
        self.scoped(|this| this.infer_stmts(id, stmts, expected))
    }

    pub(super) fn infer_stmts(
        &mut self,
        id: ExprId,
        stmts: &[ExprId],
        expected: Expected<'db>,
    ) -> TExprId {
        let mut exprs = Vec::with_capacity(stmts.len());
        for (i, stmt) in stmts.iter().enumerate() {
            let last = i + 1 == stmts.len();
            let expected = if last { expected } else { Expected::NoValue };
            exprs.push(self.infer_expr(*stmt, expected));
        }
        let ty = exprs.last().map_or(Ty::Void, |e| self.ty(*e));
        self.make(TExprKind::Block(exprs.into()), ty, id)
    }

    /// A branch or loop body: its own scope also without braces.
    pub(super) fn infer_scoped(&mut self, id: ExprId, expected: Expected<'db>) -> TExprId {
        self.scoped(|this| this.infer_expr(id, expected))
    }

    fn infer_vars(&mut self, id: ExprId, vars: &[VarDecl]) -> TExprId {
        let decls: Vec<TExprId> = vars
            .iter()
            .enumerate()
            .map(|(i, var)| self.infer_var(id, i as u32, var))
            .collect();
        if decls.len() == 1 {
            decls[0]
        } else {
            self.make(TExprKind::Block(decls.into()), Ty::Void, id)
        }
    }

    fn infer_var(&mut self, id: ExprId, i: u32, var: &VarDecl) -> TExprId {
        let ty = match var.ty {
            Some(ty) => self.lower_hint(ty),
            None => self.fresh(),
        };
        let init = if var.is_static {
            self.infer_static_init(var, ty)
        } else {
            var.init.map(|init| self.infer_var_init(init, ty))
        };
        if self.table.resolve(ty) == Ty::Void {
            self.error_at(
                "void-variable",
                BodyPlace::VarName(id, i),
                "Variables of type Void are not allowed",
            );
        }
        if var.is_static {
            self.check_static_name(BodyPlace::VarName(id, i), &var.name);
        }
        let local = self.add_local(var.name.clone(), ty, LocalDecl::Var(id, i), Some(id));
        self.locals[local.0 as usize].is_final = var.is_final;
        self.local_info[local.0 as usize].may_be_narrowed =
            var.ty.is_none() && init.is_some_and(|it| self.may_be_narrowed(it));
        self.bind_name(var.name.clone(), local);
        if var.is_static && self.sig(self.field).is_inline {
            self.error(
                "inline-static-local",
                id,
                "Inline functions cannot have static locals",
            );
        }
        if var.is_static {
            self.local_info[local.0 as usize].is_static = true;
            self.statics.push(LocalStatic { local, init });
            return self.make(TExprKind::Block(Box::default()), Ty::Void, id);
        }
        self.make(TExprKind::VarDecl { local, init }, Ty::Void, id)
    }

    fn infer_var_init(&mut self, init: ExprId, ty: Ty<'db>) -> TExprId {
        let expr = self.infer_expr(init, Expected::Ty(ty));
        self.coerce(expr, ty, init)
    }

    /// The initialiser of a local static is run with the statics of the class: it sees neither
    /// locals nor `this`.
    fn infer_static_init(&mut self, var: &VarDecl, ty: Ty<'db>) -> Option<TExprId> {
        let init = var.init?;
        let scope = std::mem::take(&mut self.scope);
        let this_ty = self.this_ty.take();
        let outer = self.static_init.replace(self.functions.len());
        let loops = match self.functions.last_mut() {
            Some(function) => std::mem::take(&mut function.loops),
            None => 0,
        };
        let expr = self.infer_var_init(init, ty);
        if let Some(function) = self.functions.last_mut() {
            function.loops = loops;
        }
        self.static_init = outer;
        self.this_ty = this_ty;
        self.scope = scope;
        Some(expr)
    }

    /// A local static is kept as a static field whose name says where it came from.
    fn check_static_name(&mut self, at: BodyPlace, name: &Name) {
        let expanded = Name::from(format!("{}_{name}", self.field.name(self.db)));
        let field = self
            .owner
            .and_then(|owner| hir_def::field_named(self.db, owner, &expanded));
        let local = self
            .statics
            .iter()
            .find(|it| self.locals[it.local.0 as usize].name == *name)
            .and_then(|it| match self.locals[it.local.0 as usize].decl {
                LocalDecl::Var(id, n) => Some(super::RelatedPlace::Body(BodyPlace::VarName(id, n))),
                _ => None,
            });
        let Some(related) = field.map(super::RelatedPlace::Field).or(local) else {
            return;
        };
        self.error_at(
            "duplicate-static-local",
            at,
            format!(
                "The expanded name of this local ({expanded}) conflicts with another static field"
            ),
        );
        if let Some(last) = self.diagnostics.last_mut() {
            let message = "Conflicting field was found here".to_owned();
            last.related.push((related, message));
        }
    }

    // --- conditions and loops

    pub(super) fn infer_condition(&mut self, cond: ExprId) -> TExprId {
        let expr = self.infer_expr(cond, Expected::Ty(Ty::Bool));
        self.coerce(expr, Ty::Bool, cond)
    }

    fn infer_if(
        &mut self,
        id: ExprId,
        cond: ExprId,
        then: ExprId,
        els: Option<ExprId>,
        expected: Expected<'db>,
    ) -> TExprId {
        let cond = self.infer_condition(cond);
        let then_expr = match els {
            Some(_) => self.infer_scoped(then, expected),
            None => self.infer_scoped(then, Expected::NoValue),
        };
        let Some(els) = els else {
            return self.make(
                TExprKind::If {
                    cond,
                    then: then_expr,
                    els: None,
                },
                Ty::Void,
                id,
            );
        };
        let els_expr = self.infer_scoped(els, expected);
        let mut branches = [(then_expr, then), (els_expr, els)];
        let ty = self.join(&mut branches, expected);
        self.make(
            TExprKind::If {
                cond,
                then: branches[0].0,
                els: Some(branches[1].0),
            },
            ty,
            id,
        )
    }

    /// The common type of branches, each converted to it (Haxe's `unify_min`).
    pub(super) fn join(
        &mut self,
        branches: &mut [(TExprId, ExprId)],
        expected: Expected<'db>,
    ) -> Ty<'db> {
        let want = match expected {
            Expected::NoValue => return Ty::Void,
            Expected::Value => None,
            Expected::Ty(ty) | Expected::Implicit(ty) => match self.table.follow(ty) {
                Ty::Mono(_) | Ty::Void => None,
                _ => Some(ty),
            },
        };
        let ty = match want {
            Some(ty) => ty,
            None => {
                if matches!(expected, Expected::Implicit(_))
                    && branches
                        .iter()
                        .any(|(e, _)| self.table.resolve(self.ty(*e)) == Ty::Void)
                {
                    return Ty::Void;
                }
                self.unify_min(branches)
            }
        };
        if self.table.resolve(ty) == Ty::Void {
            return ty;
        }
        for (expr, at) in branches.iter_mut() {
            *expr = self.coerce(*expr, ty, *at);
        }
        ty
    }

    pub(super) fn unify_min(&mut self, exprs: &[(TExprId, ExprId)]) -> Ty<'db> {
        let tys: Vec<Ty<'db>> = exprs.iter().map(|(e, _)| self.ty(*e)).collect();
        match self.table.unify_min(&tys) {
            Ok(ty) => ty,
            Err((index, err)) => {
                let (_, at) = exprs[index];
                if !self.untyped {
                    self.mismatch(&err, BodyPlace::Expr(at), None);
                }
                Ty::Unknown
            }
        }
    }

    fn infer_while(&mut self, id: ExprId, cond: ExprId, body: ExprId, do_while: bool) -> TExprId {
        let (cond, body) = if do_while {
            let body = self.infer_loop_body(body);
            (self.infer_condition(cond), body)
        } else {
            let cond = self.infer_condition(cond);
            (cond, self.infer_loop_body(body))
        };
        self.make(
            TExprKind::While {
                cond,
                body,
                do_while,
            },
            Ty::Void,
            id,
        )
    }

    pub(super) fn infer_loop_body(&mut self, body: ExprId) -> TExprId {
        self.enter_loop();
        let res = self.infer_scoped(body, Expected::NoValue);
        self.leave_loop();
        res
    }

    pub(super) fn enter_loop(&mut self) {
        if let Some(function) = self.functions.last_mut() {
            function.loops += 1;
        }
    }

    pub(super) fn leave_loop(&mut self) {
        if let Some(function) = self.functions.last_mut() {
            function.loops -= 1;
        }
    }

    // --- jumps

    fn infer_jump(
        &mut self,
        id: ExprId,
        kind: TExprKind<'db>,
        outside: &str,
        expected: Expected<'db>,
    ) -> TExprId {
        if self
            .functions
            .last()
            .is_some_and(|f| f.outer_loops > 0 && f.loops == f.outer_loops)
        {
            self.is_unrunnable = true;
        }
        if self.functions.last().is_none_or(|f| f.loops == 0) {
            self.error("outside-loop", id, outside);
            return self.missing(id);
        }
        let ty = self.diverging_ty(expected);
        self.make(kind, ty, id)
    }

    fn infer_return(
        &mut self,
        id: ExprId,
        value: Option<ExprId>,
        expected: Expected<'db>,
    ) -> TExprId {
        if self.static_init == Some(self.functions.len()) {
            self.error(
                "return-outside-function",
                id,
                "This kind of control flow in static initialization is not allowed",
            );
            return self.missing(id);
        }
        let in_initialiser = self.is_initialiser && self.functions.len() == 1;
        let Some(ret) = self
            .functions
            .last()
            .filter(|_| !in_initialiser)
            .map(|f| f.ret)
        else {
            if let Some(value) = value {
                self.infer_expr(value, Expected::Value);
            }
            self.error("return-outside-function", id, "Return outside function");
            return self.missing(id);
        };
        let in_abstract_ctor = self.abstract_ty.is_some()
            && self.functions.len() == 1
            && self.field.name(self.db) == "new";
        if in_abstract_ctor {
            self.check_this_assigned(id);
        }
        let value = match value {
            None => {
                if !in_abstract_ctor {
                    self.unify(Ty::Void, ret, id);
                }
                None
            }
            Some(value) => {
                if let Some(function) = self.functions.last_mut() {
                    function.returns_value = true;
                }
                self.infer_returned(value, ret)
            }
        };
        let ty = self.diverging_ty(expected);
        match value {
            // `return f();` with `f():Void`: the call, then a plain return.
            Some(value) if self.table.resolve(self.ty(value)) == Ty::Void => {
                let ret = self.make(TExprKind::Return(None), ty, id);
                self.make(TExprKind::Block(Box::new([value, ret])), ty, id)
            }
            value => self.make(TExprKind::Return(value), ty, id),
        }
    }

    fn infer_returned(&mut self, value: ExprId, ret: Ty<'db>) -> Option<TExprId> {
        if self.table.follow(ret) == Ty::Void {
            let expr = self.infer_expr(value, Expected::NoValue);
            if matches!(self.kind(expr), TExprKind::Null) {
                self.error(
                    "type-mismatch",
                    value,
                    "Cannot return `null` from Void-function",
                );
                return Some(expr);
            }
            let ty = self.ty(expr);
            match self.table.follow(ty) {
                Ty::Void | Ty::Unknown | Ty::Mono(_) | Ty::Dynamic(_) => {}
                _ => {
                    self.unify(ty, ret, value);
                }
            }
            return Some(expr);
        }
        let expr = self.infer_expr(value, Expected::Ty(ret));
        let expr = self.coerce(expr, ret, value);
        Some(expr)
    }

    /// The body of a method or function expression in statement form.
    pub(super) fn infer_function_body(&mut self, root: ExprId) -> TExprId {
        let expr = self.scoped(|this| this.infer_expr(root, Expected::NoValue));
        if let Some(FnCx {
            ret,
            returns_value: false,
            ..
        }) = self.functions.last()
        {
            let ret = *ret;
            if matches!(self.table.resolve(ret), Ty::Mono(_)) {
                let _ = self.table.unify_eq(ret, Ty::Void);
            }
        }
        expr
    }

    // --- `null` tests

    pub(super) fn null_test(&mut self, value: TExprId, op: CompareOp, at: ExprId) -> TExprId {
        let ty = self.ty(value);
        let null = self.null(ty, at);
        self.make(
            TExprKind::Compare {
                op,
                kind: CompareKind::Ref,
                lhs: value,
                rhs: null,
            },
            Ty::Bool,
            at,
        )
    }

    /// `a ?? b`: `a` once; `b` only when it is null.
    pub(super) fn infer_null_coalesce(
        &mut self,
        id: ExprId,
        lhs: ExprId,
        rhs: ExprId,
        expected: Expected<'db>,
    ) -> TExprId {
        let left = self.infer_scoped(lhs, expected);
        let left_ty = self.ty(left);
        let right = self.infer_scoped(rhs, Expected::Ty(left_ty));
        let min = self.unify_min(&[(left, lhs), (right, rhs)]);
        let tmp_ty = self.null_of(min);
        let left = self.coerce_node(left, tmp_ty, lhs);
        let mut decls = Vec::new();
        let tmp = self.reusable(left, &mut decls, lhs);
        let cond = self.null_test(tmp, CompareOp::NotEq, id);
        let right_is_nullable = matches!(self.table.resolve(self.ty(right)), Ty::Null(_));
        let ty = match self.table.resolve(min) {
            Ty::Null(inner) if !right_is_nullable => inner.ty(self.db),
            _ if right_is_nullable => tmp_ty,
            _ => min,
        };
        let then = self.again(tmp);
        let then = self.coerce_node(then, ty, lhs);
        let els = self.coerce(right, ty, rhs);
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

    // --- helpers of several constructs

    pub(super) fn is_null_ty(&mut self, ty: Ty<'db>) -> bool {
        matches!(self.table.follow(ty), Ty::Null(_))
    }

    pub(super) fn note_local(&mut self, id: ExprId, local: crate::typed_body::LocalId) {
        self.local_info[local.0 as usize].used = true;
        self.resolve_to(id, Resolution::Local(local));
    }

    pub(super) fn has_field_meta(&self, name: &str) -> bool {
        hir_def::field_data(self.db, self.field)
            .is_some_and(|data| has_meta(&data.field.meta, name))
    }

    pub(super) fn name(text: &str) -> Name {
        Name::from(text)
    }
}
