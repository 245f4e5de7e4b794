//! The end of inference: every type solved for good, conversions that turned out to be none
//! removed, comparison kinds set by what the operands are, `new Map()` given the class that its
//! key type picks.

use crate::{
    cast::MultiTypeError,
    infer::{InferenceContext, InferenceResult, Resolved},
    ty::Ty,
    typed_body::{
        Callee, CatchKind, CompareKind, TClosure, TExpr, TExprId, TExprKind, TFunction, TPat,
        TSwitch, TypedBody,
    },
};

impl<'db> InferenceContext<'db> {
    pub(super) fn finish(
        mut self,
        function: TFunction<'db>,
        field_ty: Ty<'db>,
    ) -> InferenceResult<'db> {
        self.pick_multi_types();
        let is_foreign = self.is_macro_input();
        if is_foreign {
            self.diagnostics.clear();
        }
        let is_macro_input = is_foreign || self.is_unrunnable;
        let field_ty = if self.is_marked_for_macro() {
            Ty::Unknown
        } else {
            self.table.finish_with(field_ty, Ty::Unknown)
        };
        let mut expr_types = std::mem::take(&mut self.expr_types);
        for ty in expr_types.iter_mut().flatten() {
            *ty = self.table.finish(*ty);
        }
        for i in 0..self.locals.len() {
            let ty = self.locals[i].ty;
            self.locals[i].ty = self.table.finish(ty);
        }
        let mut exprs = std::mem::take(&mut self.exprs);
        for expr in &mut exprs {
            expr.ty = self.table.finish(expr.ty);
            self.finish_types(expr);
        }
        self.exprs = exprs;
        for i in 0..self.exprs.len() {
            self.settle(TExprId(i as u32));
        }
        let function = TFunction {
            ret: self.table.finish(function.ret),
            ..function
        };
        let mut resolutions: Vec<Resolved<'db>> = self
            .resolutions
            .into_iter()
            .map(|(expr, to)| Resolved { expr, to })
            .collect();
        resolutions.sort_by_key(|resolved| resolved.expr);
        InferenceResult {
            body: TypedBody {
                exprs: self.exprs,
                locals: self.locals,
                statics: self.statics,
                function,
            },
            expr_types,
            resolutions,
            diagnostics: self.diagnostics,
            is_macro_input,
            field_ty,
        }
    }

    /// In a type under a build macro, `static var SRC = { … }` and bodies that are no Haxe as they
    /// stand (patterns of a parser's grammar, say) are the macro's to read.
    fn is_macro_input(&self) -> bool {
        let is_foreign = |code: &str| matches!(code, "pattern" | "unsupported");
        if self.diagnostics.iter().any(|it| is_foreign(it.code))
            && self
                .owner
                .is_some_and(|owner| crate::decl::is_rewritten(self.db, owner))
        {
            return true;
        }
        let is_block = self.body.root.is_some_and(|root| {
            matches!(self.expr(root), hir_def::body::Expr::Block(stmts) if !stmts.is_empty())
        });
        self.is_open_field
            && is_block
            && self
                .owner
                .is_some_and(|owner| crate::decl::has_unseen_members(self.db, owner))
    }

    /// `static var tok = @:rule [ … ]` in a type under a build macro: the mark is the macro's, and
    /// what it makes of the value only the macro knows.
    fn is_marked_for_macro(&self) -> bool {
        let is_marked = self
            .body
            .root
            .is_some_and(|root| matches!(self.expr(root), hir_def::body::Expr::Meta { .. }));
        self.is_open_field
            && is_marked
            && self
                .owner
                .is_some_and(|owner| crate::decl::is_rewritten(self.db, owner))
    }

    /// Types inside of expressions.
    fn finish_types(&mut self, expr: &mut TExpr<'db>) {
        match &mut expr.kind {
            TExprKind::CtorClosure(ty) | TExprKind::IsType { of: ty, .. } => {
                *ty = self.table.finish(*ty);
            }
            TExprKind::Call { callee, .. } => match callee {
                Callee::Static { type_args, .. } | Callee::Instance { type_args, .. } => {
                    for ty in type_args.iter_mut() {
                        *ty = self.table.finish(*ty);
                    }
                }
                Callee::SuperCtor { .. } | Callee::Value(_) | Callee::Named { .. } => {}
            },
            TExprKind::Closure(closure) => {
                let TClosure { function, .. } = &mut **closure;
                function.ret = self.table.finish(function.ret);
            }
            TExprKind::Try { catches, .. } => {
                for catch in catches.iter_mut() {
                    if let CatchKind::Type(ty) = &mut catch.kind {
                        *ty = self.table.finish(*ty);
                    }
                }
            }
            _ => {}
        }
    }

    /// What depends on the types of the parts.
    fn settle(&mut self, id: TExprId) {
        let index = id.0 as usize;
        match self.exprs[index].kind {
            TExprKind::Coerce(inner) if self.exprs[inner.0 as usize].ty == self.exprs[index].ty => {
                // Transparent: the same expression, shared.
                let copy = self.exprs[inner.0 as usize].kind.clone();
                if is_shareable(&copy) {
                    self.exprs[index].kind = copy;
                }
            }
            TExprKind::Compare { lhs, rhs, .. } => {
                let kind = self.compare_kind(
                    self.exprs[lhs.0 as usize].ty,
                    self.exprs[rhs.0 as usize].ty,
                    self.is_null_literal(lhs) || self.is_null_literal(rhs),
                );
                if let TExprKind::Compare { kind: slot, .. } = &mut self.exprs[index].kind {
                    *slot = kind;
                }
                self.settle_operands(id, kind);
            }
            TExprKind::Switch(_) => self.settle_switch(id),
            _ => {}
        }
    }

    fn is_null_literal(&self, id: TExprId) -> bool {
        match self.exprs[id.0 as usize].kind {
            TExprKind::Null => true,
            TExprKind::Coerce(inner) => self.is_null_literal(inner),
            _ => false,
        }
    }

    /// Int against Float compares as Float: the Int side is converted.
    fn settle_operands(&mut self, id: TExprId, kind: CompareKind) {
        let CompareKind::Num(num) = kind else {
            return;
        };
        let TExprKind::Compare { op, lhs, rhs, .. } = self.exprs[id.0 as usize].kind else {
            return;
        };
        if num != crate::typed_body::NumKind::Float {
            // A native scalar against an Int: the Int becomes one.
            let (lt, rt) = (self.exprs[lhs.0 as usize].ty, self.exprs[rhs.0 as usize].ty);
            let lhs = self.as_scalar(lhs, num, rt);
            let rhs = self.as_scalar(rhs, num, lt);
            self.exprs[id.0 as usize].kind = TExprKind::Compare { op, kind, lhs, rhs };
            return;
        }
        let lhs = self.as_float(lhs);
        let rhs = self.as_float(rhs);
        self.exprs[id.0 as usize].kind = TExprKind::Compare { op, kind, lhs, rhs };
    }

    fn as_scalar(
        &mut self,
        id: TExprId,
        num: crate::typed_body::NumKind,
        other: Ty<'db>,
    ) -> TExprId {
        let ty = self.exprs[id.0 as usize].ty;
        if self.num_kind(ty) == Some(num) {
            return id;
        }
        let origin = self.exprs[id.0 as usize].origin;
        self.alloc(TExprKind::Coerce(id), other, origin)
    }

    fn as_float(&mut self, id: TExprId) -> TExprId {
        let expr = &self.exprs[id.0 as usize];
        if expr.ty == Ty::Float {
            return id;
        }
        let origin = expr.origin;
        self.alloc(TExprKind::Coerce(id), Ty::Float, origin)
    }

    fn compare_kind(&mut self, lhs: Ty<'db>, rhs: Ty<'db>, with_null: bool) -> CompareKind {
        let nullable = |ty| matches!(ty, Ty::Null(_));
        let (l, r) = (
            self.table.follow_abstracts(lhs),
            self.table.follow_abstracts(rhs),
        );
        let is_ref = |ty: Ty<'db>| {
            matches!(
                ty,
                Ty::Class(..) | Ty::Enum(..) | Ty::Anon(_) | Ty::Fun(_) | Ty::TypeValue(_)
            )
        };
        if with_null {
            return if is_ref(l) || is_ref(r) || self.is_string(l) || self.is_string(r) {
                CompareKind::Ref
            } else {
                CompareKind::Dynamic
            };
        }
        let (nl, nr) = (
            nullable(self.table.follow(lhs)),
            nullable(self.table.follow(rhs)),
        );
        if let (Some(a), Some(b)) = (self.num_kind(lhs), self.num_kind(rhs)) {
            if nl || nr {
                return CompareKind::Dynamic;
            }
            return CompareKind::Num(if a == b {
                a
            } else if a == crate::typed_body::NumKind::Int && b != crate::typed_body::NumKind::Float
            {
                b
            } else if b == crate::typed_body::NumKind::Int && a != crate::typed_body::NumKind::Float
            {
                a
            } else {
                crate::typed_body::NumKind::Float
            });
        }
        if l == Ty::Bool && r == Ty::Bool {
            return if nl || nr {
                CompareKind::Dynamic
            } else {
                CompareKind::Bool
            };
        }
        if self.is_string(l) && self.is_string(r) {
            return CompareKind::String;
        }
        if is_ref(l) && is_ref(r) && !self.is_string(l) && !self.is_string(r) {
            return CompareKind::Ref;
        }
        CompareKind::Dynamic
    }

    /// Constants of patterns compare by the type of what they are compared with.
    fn settle_switch(&mut self, id: TExprId) {
        let TExprKind::Switch(switch) = self.exprs[id.0 as usize].kind.clone() else {
            return;
        };
        let mut switch = *switch;
        let tys: Vec<Ty<'db>> = switch
            .subjects
            .iter()
            .map(|s| self.exprs[s.0 as usize].ty)
            .collect();
        for case in switch.cases.iter_mut() {
            for row in case.rows.iter_mut() {
                for (pat, ty) in row.iter_mut().zip(&tys) {
                    self.settle_pattern(pat, *ty);
                }
            }
        }
        let TSwitch { .. } = &switch;
        self.exprs[id.0 as usize].kind = TExprKind::Switch(Box::new(switch));
    }

    fn settle_pattern(&mut self, pat: &mut TPat<'db>, ty: Ty<'db>) {
        match pat {
            TPat::Wild | TPat::Null | TPat::TypeValue(_) => {}
            TPat::Bind { sub, .. } => {
                if let Some(sub) = sub {
                    self.settle_pattern(sub, ty);
                }
            }
            TPat::Const { value, kind } => {
                let value_ty = self.exprs[value.0 as usize].ty;
                *kind = self.compare_kind(ty, value_ty, false);
            }
            TPat::Enum { ctor, args } => {
                let params = crate::signature::ctor_signature(self.db, *ctor);
                let subst = match self.table.follow_null(ty) {
                    Ty::Enum(decl, args) => {
                        crate::fold::Subst::of_decl(self.db, decl, args.list(self.db))
                    }
                    _ => crate::fold::Subst::new(),
                };
                for (arg, param) in args.iter_mut().zip(&*params.params) {
                    let ty = crate::fold::subst(self.db, param.ty, &subst);
                    self.settle_pattern(arg, ty);
                }
            }
            TPat::Array(elems) => {
                let elem = self.array_elem(ty).unwrap_or(Ty::Dynamic(None));
                for pat in elems.iter_mut() {
                    self.settle_pattern(pat, elem);
                }
            }
            TPat::Fields { fields, .. } => {
                for (read, pat) in fields.iter_mut() {
                    let ty = self.exprs[read.0 as usize].ty;
                    self.settle_pattern(pat, ty);
                }
            }
            TPat::Or(pats) => {
                for pat in pats.iter_mut() {
                    self.settle_pattern(pat, ty);
                }
            }
            TPat::Extractor { expr, sub, .. } => {
                let ty = self.exprs[expr.0 as usize].ty;
                self.settle_pattern(sub, ty);
            }
        }
    }

    /// `new Map<K, V>()` becomes the call of the `@:to` method for its key type.
    fn pick_multi_types(&mut self) {
        for i in 0..self.exprs.len() {
            let TExprKind::New { args: given, .. } = &self.exprs[i].kind else {
                continue;
            };
            let given = given.to_vec();
            let Ty::Abstract(decl, args) = self.table.follow_null(self.exprs[i].ty) else {
                continue;
            };
            if crate::decl::abstract_info(self.db, decl)
                .multi_type
                .is_none()
            {
                continue;
            }
            let list: Vec<Ty<'db>> = args
                .list(self.db)
                .iter()
                .map(|ty| self.table.zonk(*ty))
                .collect();
            let Some(at) = self.exprs[i].origin else {
                continue;
            };
            match self.table.multi_type_target(decl, &list) {
                Ok((method, target)) => {
                    let null = self.null(target, at);
                    // The arguments of `new` follow the value that is cast.
                    let values = [null].into_iter().chain(given).collect();
                    let call = self.static_call(method, list.into(), values, target, at);
                    self.exprs[i].kind = TExprKind::Coerce(call);
                }
                // Uses of the field may still tell.
                Err(MultiTypeError::ParametersUnknown) if self.is_open_field => {
                    self.exprs[i].kind = TExprKind::Missing;
                }
                Err(MultiTypeError::ParametersUnknown) => {
                    let unknown = list.iter().any(|ty| {
                        let flags = ty.flags(self.db);
                        flags.unknown || flags.param
                    });
                    if !unknown {
                        self.error(
                            "multi-type",
                            at,
                            "Type parameters of multi type abstracts must be known (for this, try specifying them explicitly)",
                        );
                    }
                    self.exprs[i].kind = TExprKind::Missing;
                }
                Err(MultiTypeError::NoTarget) => {
                    // In a `@:generic` or extern inline function the copy with concrete parameters
                    // decides.
                    let unknown =
                        self.is_copied() || list.iter().any(|ty| ty.flags(self.db).unknown);
                    if !unknown {
                        let text = self.print(self.exprs[i].ty);
                        self.error(
                            "multi-type",
                            at,
                            format!(
                                "Abstract {text} has no @:to function that accepts its parameters"
                            ),
                        );
                    }
                    self.exprs[i].kind = TExprKind::Missing;
                }
            }
        }
    }
}

impl InferenceContext<'_> {
    /// Whether the function itself is never made.
    fn is_copied(&self) -> bool {
        let is_generic =
            |meta: &[hir_def::item_tree::Meta]| hir_def::item_tree::has_meta(meta, ":generic");
        hir_def::field_data(self.db, self.field)
            .is_some_and(|data| is_generic(&data.field.meta) || data.field.flags.is_extern)
            || self
                .owner
                .is_some_and(|owner| is_generic(crate::decl::decl_meta(self.db, owner)))
    }
}

/// Whether an expression may stand twice in the tree: evaluating it does nothing.
fn is_shareable(kind: &TExprKind<'_>) -> bool {
    matches!(
        kind,
        TExprKind::Int(_)
            | TExprKind::Int64(_)
            | TExprKind::Float(_)
            | TExprKind::String(_)
            | TExprKind::Bool(_)
            | TExprKind::Null
            | TExprKind::This
            | TExprKind::Local(_)
            | TExprKind::TypeValue(_)
    )
}
