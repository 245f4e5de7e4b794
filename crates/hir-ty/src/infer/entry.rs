//! Where inference enters a field: what `this` is, an initialiser or a method with its
//! parameters and defaults.

use hir_def::body::ExprId;

use crate::{
    infer::{BodyPlace, Expected, InferenceContext, context::FnCx, type_by_uses},
    ty::{FunParam, Ty},
    typed_body::{Callee, LocalDecl, LocalId, TExprId, TExprKind, TFunction, TParam},
};

impl<'db> InferenceContext<'db> {
    /// What `this` is, by the kind of type that holds the field.
    pub(super) fn enter_owner(&mut self) {
        self.table.current_field = Some(self.field);
        let Some(owner) = self.owner else {
            return;
        };
        let is_static =
            hir_def::field_data(self.db, self.field).is_some_and(|data| data.field.flags.is_static);
        if is_static || self.is_enum_value(self.field) {
            return;
        }
        match crate::decl::self_type(self.db, owner) {
            ty @ Ty::Abstract(decl, args) => {
                self.abstract_ty = Some(ty);
                let under = crate::decl::underlying_type(self.db, decl, args.list(self.db));
                // A core type is its own value.
                self.this_ty = Some(under.unwrap_or(ty));
            }
            ty => self.this_ty = Some(ty),
        }
    }

    /// Types the root of a field.
    pub(super) fn infer_initialiser(&mut self) -> (TFunction<'db>, Ty<'db>) {
        let written = crate::signature::written_signature(self.db, self.field);
        let field_ty = match written.var_ty {
            Some(ty) => ty,
            None => match self.owner {
                Some(owner) if self.is_enum_value(self.field) => {
                    crate::decl::self_type(self.db, owner)
                }
                _ => self.open_field_ty(),
            },
        };
        // `enum abstract E(Int) { var A = 1; }`: the value is one of the underlying type.
        let is_enum_value = crate::signature::enum_abstract_owner(self.db, self.field).is_some();
        let ty = match self.this_of_owner() {
            Some(this) if is_enum_value => this,
            _ => field_ty,
        };
        self.functions.push(FnCx {
            ret: Ty::Void,
            returns_value: false,
            loops: 0,
            outer_loops: 0,
            is_local: false,
        });
        self.is_open_field = written.var_ty.is_none();
        self.is_initialiser = true;
        let enum_value_ty = match (self.owner, self.is_enum_value(self.field)) {
            (Some(owner), true) => super::facts::declared_underlying(self.db, owner),
            _ => None,
        };
        let body = self.body.root.map(|root| {
            if let Some(under) = enum_value_ty {
                // The value of an enum abstract's constant is one of the underlying type.
                let expr = self.infer_expr(root, Expected::Ty(under));
                // Another value of the same abstract is that value's literal.
                let is_alias = matches!(
                    self.table.follow(self.ty(expr)),
                    Ty::Abstract(decl, _) if Some(decl) == self.owner
                );
                let expr = if is_alias {
                    expr
                } else {
                    self.coerce(expr, under, root)
                };
                return self.coerce_node(expr, ty, root);
            }
            let expr = self.infer_expr(root, Expected::Ty(ty));
            if self.table.resolve(self.ty(expr)) == Ty::Void && written.var_ty.is_none() {
                self.error_at(
                    "void-variable",
                    BodyPlace::Owner,
                    "Variables of type Void are not allowed",
                );
            }
            if is_enum_value {
                return match self.try_coerce(expr, ty, root) {
                    Ok(expr) => expr,
                    Err(_) => self.coerce_node(expr, ty, root),
                };
            }
            self.coerce(expr, ty, root)
        });
        if let Some(value) = body {
            self.check_inline_value(value);
        }
        let function = TFunction {
            params: Box::default(),
            ret: ty,
            body,
        };
        (function, field_ty)
    }

    /// The type of a variable without a hint: what its uses make of it, or what the initialiser
    /// will.
    fn open_field_ty(&mut self) -> Ty<'db> {
        match self.own_open_type() {
            Some(ty) => ty,
            None if self.table.open.is_some() => self.fresh(),
            None => match type_by_uses(self.db, self.field) {
                Some(ty) if !ty.is_unknown() => ty,
                _ => self.fresh(),
            },
        }
    }

    /// The underlying type of the abstract that declares the field.
    fn this_of_owner(&self) -> Option<Ty<'db>> {
        match self
            .owner
            .map(|owner| crate::decl::self_type(self.db, owner))
        {
            Some(Ty::Abstract(decl, args)) => {
                crate::decl::underlying_type(self.db, decl, args.list(self.db))
            }
            _ => None,
        }
    }

    pub(super) fn infer_method(&mut self) -> (TFunction<'db>, Ty<'db>) {
        let db = self.db;
        let written = crate::signature::written_signature(db, self.field);
        let is_ctor = self.field.name(db) == "new";
        let ret = match written.ret {
            Some(ret) => ret,
            None if is_ctor => Ty::Void,
            None => self.fresh(),
        };
        let mut params = Vec::new();
        let mut fun_params = Vec::new();
        let by_uses = self.params_by_uses();
        for (i, param) in written.params.iter().enumerate() {
            let known = param.ty.or_else(|| by_uses.get(i).copied().flatten());
            let ty = match known {
                Some(ty) => ty,
                None => self.fresh(),
            };
            let ty = match known {
                Some(ty) => ty,
                None if param.rest => self.core.types.rest_of(db, ty),
                None if param.question_mark => self.null_of(ty),
                None => ty,
            };
            let local = self.add_local(param.name.clone(), ty, LocalDecl::Param(i as u32), None);
            params.push((local, param.optional));
            fun_params.push(FunParam {
                name: param.name.clone(),
                optional: param.optional,
                rest: param.rest,
                ty,
            });
        }
        let field_ty = self.fun_ty(fun_params, ret);
        if let Some(open) = self.own_open_type() {
            let _ = self.table.unify(field_ty, open);
        }
        self.own_ty = written.type_params.is_empty().then_some(field_ty);
        self.functions.push(FnCx {
            ret,
            returns_value: false,
            loops: 0,
            outer_loops: 0,
            is_local: false,
        });
        let mut t_params = Vec::new();
        for (i, (local, optional)) in params.iter().enumerate() {
            let default = self.body.params.get(i).and_then(|p| p.default);
            let default = default.map(|e| self.infer_default(e, *local));
            t_params.push(TParam {
                local: *local,
                optional: *optional,
                default,
            });
        }
        for (local, _) in &params {
            let name = self.locals[local.0 as usize].name.clone();
            self.bind_name(name, *local);
        }
        let body = self.body.root.map(|root| self.infer_function_body(root));
        // What the body wants of an argument is all that callers must bring.
        self.table.close_structures(field_ty);
        if is_ctor && self.abstract_ty.is_some() && body.is_some() && !self.assigned_this {
            self.error_at(
                "abstract-constructor",
                BodyPlace::Owner,
                "Missing this = value",
            );
        }
        let function = TFunction {
            params: t_params.into(),
            ret,
            body,
        };
        (function, field_ty)
    }

    /// The types that uses in the module give to parameters, where they are known.
    fn params_by_uses(&self) -> Vec<Option<Ty<'db>>> {
        if self.table.open.is_some() {
            return Vec::new();
        }
        let Some(Ty::Fun(fun)) = type_by_uses(self.db, self.field) else {
            return Vec::new();
        };
        fun.params(self.db)
            .iter()
            .map(|param| (!param.ty.flags(self.db).unknown).then_some(param.ty))
            .collect()
    }

    pub(super) fn infer_default(&mut self, default: ExprId, local: LocalId) -> TExprId {
        let ty = self.locals[local.0 as usize].ty;
        let expr = self.infer_expr(default, Expected::Ty(ty));
        let expr = self.coerce(expr, ty, default);
        if !self.is_constant(expr) {
            self.error(
                "default-not-constant",
                default,
                "Default argument value should be constant",
            );
        }
        expr
    }

    /// A value known without running anything: what may be a default argument.
    pub(super) fn is_constant(&self, expr: TExprId) -> bool {
        match self.kind(expr) {
            TExprKind::Int(_)
            | TExprKind::Int64(_)
            | TExprKind::Float(_)
            | TExprKind::String(_)
            | TExprKind::Bool(_)
            | TExprKind::Null
            | TExprKind::Missing => true,
            TExprKind::EnumCtor { as_function, .. } => !as_function,
            TExprKind::Coerce(inner)
            | TExprKind::UnsafeCast(inner)
            | TExprKind::Neg { expr: inner, .. }
            | TExprKind::BitNot { expr: inner, .. } => self.is_constant(*inner),
            TExprKind::Call {
                callee: Callee::Static { .. },
                args,
            } => args.len() == 1 && self.is_constant(args[0]),
            TExprKind::Arith { lhs, rhs, .. } => self.is_constant(*lhs) && self.is_constant(*rhs),
            // A value that the target provides.
            TExprKind::StaticField(field) => hir_def::resolve::is_enum_value(self.db, *field),
            _ => false,
        }
    }
}
