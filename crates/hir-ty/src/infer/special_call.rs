//! Calls that are no calls: `trace`, `$type`, `super(…)`, `f.bind(…)`, `e.match(p)`, and `new` (Haxe
//! manual, "trace", "Function Bindings", "new").

use hir_def::{
    Name,
    body::{Case, Expr, ExprId},
    ids::{FieldId, TypeDeclId},
    type_ref::TypeRefId,
};

use crate::{
    fold::Subst,
    infer::{
        BodyPlace, Expected, InferSeverity, InferenceContext, Resolution, access::Access, call::Arg,
    },
    lower::{Lowering, MissingArgs},
    ty::{FunParam, FunTy, Ty, Tys},
    typed_body::{Callee, TExprId, TExprKind},
};

/// A constructor with the type of a call of it.
pub(super) struct CtorCall<'db> {
    pub field: Option<FieldId<'db>>,
    pub params: Vec<FunParam<'db>>,
}

/// So many constraints of a type parameter are looked at; more lead back to itself.
const MAX_BOUNDS: usize = 32;

impl<'db> InferenceContext<'db> {
    pub(super) fn infer_special_call(
        &mut self,
        id: ExprId,
        callee: ExprId,
        args: &[ExprId],
        expected: Expected<'db>,
    ) -> Option<TExprId> {
        match self.expr(callee) {
            Expr::Ident(name) => match name.as_str() {
                "trace" if !args.is_empty() && self.lookup_local("trace").is_none() => {
                    Some(self.infer_trace(id, callee, args))
                }
                "$type" => match args {
                    [arg] => Some(self.infer_type_call(*arg, expected)),
                    _ => None,
                },
                "super" => Some(self.infer_super_call(id, args)),
                "__unprotect__" => match args {
                    [arg] => Some(self.infer_expr(*arg, expected)),
                    _ => None,
                },
                name if name.starts_with("__") && self.untyped => {
                    for arg in args {
                        self.infer_expr(*arg, Expected::Value);
                    }
                    let ty = self.fresh();
                    Some(self.make(TExprKind::Missing, ty, id))
                }
                _ => None,
            },
            Expr::Field {
                expr,
                name,
                null_safe: false,
            } => match name.as_str() {
                "bind" => self.infer_bind(id, callee, *expr, args),
                "match" => match args {
                    [pattern] => self.infer_match(id, callee, *expr, *pattern),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        }
    }

    // --- trace and $type

    /// `haxe.Log.trace(v, { fileName …, customParams: [rest] })`.
    fn infer_trace(&mut self, id: ExprId, callee: ExprId, args: &[ExprId]) -> TExprId {
        // `trace(ok ? 1 : "no")`: branches need no type in common.
        let expected = Expected::Ty(Ty::Dynamic(None));
        let value = self.infer_expr(args[0], expected);
        let value = self.traced(value, args[0]);
        let custom = if args.len() > 1 {
            let values: Vec<TExprId> = args[1..]
                .iter()
                .map(|arg| {
                    let value = self.infer_expr(*arg, expected);
                    self.traced(value, *arg)
                })
                .collect();
            let ty = self.array_of(Ty::Dynamic(None));
            Some(self.make(TExprKind::Array(values.into()), ty, id))
        } else {
            None
        };
        let pos_ty = match self.core.types.pos_infos {
            Some(decl) => Ty::Typedef(decl, Tys::empty(self.db)),
            None => Ty::Unknown,
        };
        let infos = self.make(TExprKind::PosInfos { custom }, pos_ty, id);
        let method = self
            .core
            .types
            .log
            .and_then(|log| hir_def::field_named(self.db, log, &Self::name("trace")));
        let Some(method) = method else {
            return self.make(TExprKind::Missing, Ty::Void, id);
        };
        self.resolve_to(callee, Resolution::Field(method));
        self.static_call(method, Box::default(), vec![value, infos], Ty::Void, id)
    }

    fn traced(&mut self, value: TExprId, at: ExprId) -> TExprId {
        if self.table.follow(self.ty(value)) == Ty::Void {
            self.error("type-mismatch", at, "Cannot use Void as value");
        }
        let value = if self.has_to_string(self.ty(value)) {
            self.stringified(value, at)
        } else {
            value
        };
        self.coerce_node(value, Ty::Dynamic(None), at)
    }

    pub(super) fn has_to_string(&mut self, ty: Ty<'db>) -> bool {
        match self.table.follow_null(ty) {
            Ty::Abstract(id, _) => {
                hir_def::field_named(self.db, id, &Self::name("toString")).is_some()
            }
            _ => false,
        }
    }

    fn infer_type_call(&mut self, arg: ExprId, expected: Expected<'db>) -> TExprId {
        if matches!(self.expr(arg), Expr::Ident(name) if name == "_") && self.underscore.is_none() {
            let text = match expected {
                Expected::NoValue => String::from("no value"),
                Expected::Value => String::from("value"),
                Expected::Ty(ty) | Expected::Implicit(ty) => self.print(ty),
            };
            self.report("type", InferSeverity::Info, BodyPlace::Expr(arg), text);
            return self.null(Ty::Dynamic(None), arg);
        }
        let value = self.infer_expr(arg, Expected::Value);
        if matches!(self.kind(value), TExprKind::Missing) {
            return value;
        }
        let text = self.print(self.ty(value));
        self.report("type", InferSeverity::Info, BodyPlace::Expr(arg), text);
        value
    }

    // --- super

    fn infer_super_call(&mut self, id: ExprId, args: &[ExprId]) -> TExprId {
        let arg_list: Vec<Arg> = args.iter().map(|a| Arg::Expr(*a)).collect();
        let in_ctor = self.field.name(self.db) == "new"
            && self.abstract_ty.is_none()
            && !self.functions.last().is_some_and(|f| f.is_local);
        if !in_ctor {
            self.error(
                "super-call",
                id,
                "Cannot call super constructor outside class constructor",
            );
            return self.missing(id);
        }
        let parent = self
            .owner
            .and_then(|owner| crate::decl::supers(self.db, owner).extends);
        let Some(parent) = parent else {
            let unseen = self
                .owner
                .is_some_and(|owner| crate::decl::supers(self.db, owner).unknown);
            if !unseen {
                self.error("super-call", id, "Current class does not have a super");
            }
            return self.missing(id);
        };
        let Ty::Class(decl, targs) = self.table.follow(parent) else {
            return self.missing(id);
        };
        match self.class_ctor(decl, targs) {
            Some(ctor) => {
                if let Some(field) = ctor.field {
                    self.resolve_to(id, Resolution::Field(field));
                }
                let fun = FunTy::new(self.db, ctor.params.clone(), Ty::Void);
                let args = self.call_ctor_args(ctor.field, fun, &arg_list, id);
                self.make(
                    TExprKind::Call {
                        callee: Callee::SuperCtor { ctor: ctor.field },
                        args: args.into(),
                    },
                    Ty::Void,
                    id,
                )
            }
            None => {
                if !crate::decl::has_unseen_members(self.db, decl) {
                    let path = hir_def::type_path(self.db, decl);
                    self.error(
                        "no-constructor",
                        id,
                        format!("{path} does not have a constructor"),
                    );
                }
                self.missing(id)
            }
        }
    }

    // --- new

    pub(super) fn infer_new(
        &mut self,
        id: ExprId,
        ty_ref: TypeRefId,
        args: &[ExprId],
        expected: Expected<'db>,
    ) -> TExprId {
        // The object has the type that an alias stands for.
        let ty = self.lower_new_type(ty_ref);
        let ty = crate::decl::expand_typedefs(self.db, ty);
        let arg_list: Vec<Arg> = args.iter().map(|a| Arg::Expr(*a)).collect();
        self.new_of(id, ty, &arg_list, expected)
    }

    /// `new C()`: missing type arguments are open.
    pub(super) fn lower_new_type(&mut self, ty_ref: TypeRefId) -> Ty<'db> {
        let mut lowering = Lowering::new(&self.lower, &self.body.type_refs).checking();
        let (db, table) = (self.db, &mut self.table);
        // All parameters of a type at its first: their bounds mention each other.
        let mut opened = Subst::new();
        let mut fill = |param: hir_def::ids::TypeParamId<'db>| {
            if opened.get(param).is_none() || param.index(db) == 0 {
                let all = hir_def::type_params_of(db, param.owner(db));
                opened = table.instantiate(all, &Subst::new());
            }
            opened.get(param).unwrap_or(Ty::Unknown)
        };
        let ty = lowering.lower_with(ty_ref, &mut MissingArgs::Fill(&mut fill));
        let diagnostics = lowering.finish();
        self.report_hint(diagnostics);
        ty
    }

    pub(super) fn new_of(
        &mut self,
        id: ExprId,
        ty: Ty<'db>,
        args: &[Arg],
        _expected: Expected<'db>,
    ) -> TExprId {
        match self.table.follow(ty) {
            Ty::Class(decl, targs) => self.new_class(id, ty, decl, targs, args),
            Ty::Abstract(decl, targs) => self.new_abstract(id, ty, decl, targs, args),
            Ty::Param(param) => self.new_param(id, param, args),
            Ty::Unknown => {
                self.infer_loose_args(args);
                self.make(TExprKind::Missing, Ty::Unknown, id)
            }
            _ => {
                let text = self.print(ty);
                self.error(
                    "not-constructible",
                    id,
                    format!("{text} cannot be constructed"),
                );
                self.missing(id)
            }
        }
    }

    fn new_class(
        &mut self,
        id: ExprId,
        ty: Ty<'db>,
        decl: TypeDeclId<'db>,
        targs: Tys<'db>,
        args: &[Arg],
    ) -> TExprId {
        self.deprecated_type(id, decl);
        if super::facts::is_abstract_class(self.db, decl) {
            let path = hir_def::type_path(self.db, decl);
            self.error(
                "abstract-class",
                id,
                format!("{path} is abstract and cannot be constructed"),
            );
            return self.missing(id);
        }
        let ctor = if crate::decl::is_interface(self.db, decl) {
            None
        } else {
            self.class_ctor(decl, targs)
        };
        let Some(ctor) = ctor else {
            for arg in args {
                if let Arg::Expr(at) = arg {
                    self.infer_expr(*at, Expected::Value);
                }
            }
            if crate::decl::has_unseen_members(self.db, decl) {
                return self.make(TExprKind::Missing, ty, id);
            }
            let path = hir_def::type_path(self.db, decl);
            self.error(
                "no-constructor",
                id,
                format!("{path} does not have a constructor"),
            );
            return self.make(TExprKind::Missing, ty, id);
        };
        if let Some(field) = ctor.field {
            self.resolve_to(id, Resolution::Field(field));
            self.check_ctor_visible(field, decl, id);
        }
        let fun = FunTy::new(self.db, ctor.params.clone(), Ty::Void);
        let args = self.call_ctor_args(ctor.field, fun, args, id);
        self.make(
            TExprKind::New {
                ctor: ctor.field,
                args: args.into(),
            },
            ty,
            id,
        )
    }

    fn call_ctor_args(
        &mut self,
        ctor: Option<FieldId<'db>>,
        fun: FunTy<'db>,
        args: &[Arg],
        id: ExprId,
    ) -> Vec<TExprId> {
        let is_loose = ctor.is_some_and(|ctor| {
            self.sig(ctor).is_overload
                || hir_def::field_data(self.db, ctor)
                    .is_some_and(|data| hir_def::item_tree::has_meta(&data.field.meta, ":overload"))
        });
        if !is_loose {
            return self.infer_args(fun, args, id);
        }
        let fitting = self.attempt(|this| {
            let n_diagnostics = this.diagnostics.len();
            let made = this.infer_args(fun, args, id);
            (!this.has_errors_since(n_diagnostics)).then_some(made)
        });
        match fitting {
            Some(made) => made,
            None => args
                .iter()
                .map(|arg| match arg {
                    Arg::Expr(at) => self.infer_expr(*at, Expected::Value),
                    Arg::Value(value, _) => *value,
                })
                .collect(),
        }
    }

    fn new_abstract(
        &mut self,
        id: ExprId,
        ty: Ty<'db>,
        decl: TypeDeclId<'db>,
        targs: Tys<'db>,
        args: &[Arg],
    ) -> TExprId {
        let db = self.db;
        let ctor = hir_def::field_named(db, decl, &Self::name("new"));
        let Some(ctor) = ctor else {
            let info = crate::decl::abstract_info(db, decl);
            if info.forward_new
                && let Some(under) = crate::decl::underlying_type(db, decl, targs.list(db))
            {
                let new = self.new_of(id, under, args, Expected::Value);
                return self.coerce_node(new, ty, id);
            }
            let path = hir_def::type_path(db, decl);
            self.error(
                "no-constructor",
                id,
                format!("{path} does not have a constructor"),
            );
            return self.missing(id);
        };
        let subst = Subst::of_decl(db, decl, targs.list(db));
        let ctor = self.fitting_ctor(ctor, decl, &subst, args, id);
        self.resolve_to(id, Resolution::Field(ctor));
        self.check_ctor_visible(ctor, decl, id);
        let (fun, _) = self.instantiate_field(ctor, &subst);
        let Ty::Fun(fun) = fun else {
            return self.missing(id);
        };
        let args = self.call_ctor_args(Some(ctor), fun, args, id);
        self.make(
            TExprKind::New {
                ctor: Some(ctor),
                args: args.into(),
            },
            ty,
            id,
        )
    }

    /// Of overloaded constructors the first that takes the arguments.
    fn fitting_ctor(
        &mut self,
        first: FieldId<'db>,
        decl: TypeDeclId<'db>,
        subst: &Subst<'db>,
        args: &[Arg],
        id: ExprId,
    ) -> FieldId<'db> {
        if !self.sig(first).is_overload {
            return first;
        }
        let fits = |this: &mut Self, ctor: FieldId<'db>| {
            let (fun, _) = this.instantiate_field(ctor, subst);
            let Ty::Fun(fun) = fun else { return None };
            let fitting = this.attempt(|this| {
                let n_diagnostics = this.diagnostics.len();
                this.infer_args(fun, args, id);
                (!this.has_errors_since(n_diagnostics)).then_some(())
            });
            fitting.map(|()| ctor)
        };
        hir_def::fields_named(self.db, decl, &Self::name("new"))
            .into_iter()
            .find_map(|ctor| fits(self, ctor))
            .unwrap_or(first)
    }

    /// `new T()` in a `@:generic`: T must be `Constructible`.
    fn new_param(
        &mut self,
        id: ExprId,
        param: hir_def::ids::TypeParamId<'db>,
        args: &[Arg],
    ) -> TExprId {
        let mut bounds = self.table.bounds_of(param).to_vec();
        let mut next = 0;
        while let Some(&bound) = bounds.get(next) {
            next += 1;
            let ctor = match self.table.follow(bound) {
                // `S:T` has the constraints of T.
                Ty::Param(other) if next < MAX_BOUNDS => {
                    bounds.extend(self.table.bounds_of(other));
                    None
                }
                Ty::Abstract(decl, targs) if Some(decl) == self.core.types.constructible => {
                    targs.list(self.db).first().copied()
                }
                Ty::Anon(anon) => anon.field(self.db, "new").map(|f| f.ty),
                Ty::Class(decl, targs) => {
                    let ctor = self.class_ctor(decl, targs);
                    ctor.map(|c| self.fun_ty(c.params, Ty::Void))
                }
                Ty::Typedef(..) | Ty::Unknown => Some(Ty::Unknown),
                _ => None,
            };
            match ctor.map(|ty| self.table.follow(ty)) {
                Some(Ty::Fun(fun)) => {
                    let args = self.infer_args(fun, args, id);
                    return self.make(
                        TExprKind::NewGeneric { args: args.into() },
                        Ty::Param(param),
                        id,
                    );
                }
                Some(Ty::Unknown) => return self.make(TExprKind::Missing, Ty::Param(param), id),
                _ => {}
            }
        }
        if self.is_generic_param(param) {
            for arg in args {
                if let Arg::Expr(at) = arg {
                    self.infer_expr(*at, Expected::Value);
                }
            }
            return self.make(TExprKind::Missing, Ty::Param(param), id);
        }
        self.error(
            "not-constructible",
            id,
            "Only generic type parameters can be constructed",
        );
        self.make(TExprKind::Missing, Ty::Param(param), id)
    }

    // --- constructors

    pub(super) fn ctor_of(&mut self, decl: TypeDeclId<'db>) -> Option<FieldId<'db>> {
        let args = self.table.fresh_args(decl);
        let args = self.tys(args);
        self.class_ctor(decl, args)?.field
    }

    /// The constructor a `new` of the class calls: its own or the nearest parent's; for
    /// `@:structInit` classes without one, its fields in order.
    pub(super) fn class_ctor(
        &mut self,
        decl: TypeDeclId<'db>,
        targs: Tys<'db>,
    ) -> Option<CtorCall<'db>> {
        let db = self.db;
        let new = Self::name("new");
        let mut decl = decl;
        let mut args: Vec<Ty<'db>> = targs.list(db).to_vec();
        for _ in 0..64 {
            if let Some(field) = hir_def::field_named(db, decl, &new) {
                let subst = Subst::of_decl(db, decl, &args);
                let (ty, _) = self.instantiate_field(field, &subst);
                let params = match self.table.follow(ty) {
                    Ty::Fun(fun) => fun.params(db).to_vec(),
                    _ => Vec::new(),
                };
                return Some(CtorCall {
                    field: Some(field),
                    params,
                });
            }
            if crate::decl::decl_has_meta(db, decl, ":structInit") {
                let params = super::facts::struct_init_params(db, decl, &args);
                return Some(CtorCall {
                    field: None,
                    params,
                });
            }
            let parent = crate::decl::supers(db, decl).extends?;
            let parent = crate::fold::subst(db, parent, &Subst::of_decl(db, decl, &args));
            let Ty::Class(next, next_args) = self.table.follow(parent) else {
                return None;
            };
            decl = next;
            args = next_args.list(db).to_vec();
        }
        None
    }

    pub(super) fn struct_init_ctor(&mut self, class: Ty<'db>) -> Option<CtorCall<'db>> {
        match self.table.follow(class) {
            Ty::Class(decl, targs) => self.class_ctor(decl, targs),
            _ => None,
        }
    }

    /// `C.new` as a value.
    pub(super) fn ctor_value(&mut self, id: ExprId, decl: TypeDeclId<'db>) -> Option<Access<'db>> {
        let args = self.table.fresh_args(decl);
        let ty = crate::decl::type_of_decl(self.db, decl, &args);
        let (ctor, params) = match self.table.follow(ty) {
            Ty::Class(decl, targs) => {
                let ctor = self.class_ctor(decl, targs)?;
                (ctor.field, ctor.params)
            }
            Ty::Abstract(decl, targs) => {
                let Some(ctor) = hir_def::field_named(self.db, decl, &Self::name("new")) else {
                    let info = crate::decl::abstract_info(self.db, decl);
                    let under = crate::decl::underlying_type(self.db, decl, targs.list(self.db))?;
                    let Ty::Class(decl, targs) = self.table.follow(under) else {
                        return None;
                    };
                    if !info.forward_new {
                        return None;
                    }
                    let ctor = self.class_ctor(decl, targs)?;
                    let fun = self.fun_ty(ctor.params, ty);
                    let value = self.make(TExprKind::CtorClosure(under), fun, id);
                    return Some(Access::Value(value));
                };
                let subst = Subst::of_decl(self.db, decl, targs.list(self.db));
                let (fun, _) = self.instantiate_field(ctor, &subst);
                let Ty::Fun(fun) = fun else { return None };
                (Some(ctor), fun.params(self.db).to_vec())
            }
            _ => return None,
        };
        if let Some(ctor) = ctor {
            self.resolve_to(id, Resolution::Field(ctor));
            self.check_ctor_visible(ctor, decl, id);
        }
        let fun = self.fun_ty(params, ty);
        let value = self.make(TExprKind::CtorClosure(ty), fun, id);
        Some(Access::Value(value))
    }

    // --- bind

    /// `f.bind(a, _, c)`: the given values once now, a closure over the rest.
    fn infer_bind(
        &mut self,
        id: ExprId,
        callee: ExprId,
        function: ExprId,
        args: &[ExprId],
    ) -> Option<TExprId> {
        if matches!(self.expr(function), Expr::Ident(name) if name == "super") {
            return None;
        }
        let n_diagnostics = self.diagnostics.len();
        let value = self.infer_expr(function, Expected::Value);
        let Ty::Fun(fun) = self.table.follow_null(self.ty(value)) else {
            // A method named bind: typed again the ordinary way.
            self.diagnostics.truncate(n_diagnostics);
            return None;
        };
        let _ = callee;
        let value = self.coerce_node(value, Ty::Fun(fun), function);
        let params = fun.params(self.db).to_vec();
        let ret = fun.ret(self.db);
        let (fun_decl, fun_local) = self.temp(value, id);
        let mut decls = vec![fun_decl];
        let mut open: Vec<FunParam<'db>> = Vec::new();
        let mut slots: Vec<Slot> = Vec::new();
        for (i, param) in params.iter().enumerate() {
            match args.get(i) {
                Some(arg) if !matches!(self.expr(*arg), Expr::Ident(name) if name == "_") => {
                    let value = self.infer_expr(*arg, Expected::Ty(param.ty));
                    let value = match self.try_coerce(value, param.ty, *arg) {
                        Ok(value) => value,
                        Err(err) => {
                            self.mismatch(&err, BodyPlace::Expr(*arg), None);
                            self.missing(*arg)
                        }
                    };
                    let (decl, local) = self.temp(value, *arg);
                    decls.push(decl);
                    slots.push(Slot::Given(local));
                }
                None if param.optional => slots.push(Slot::Dropped(i)),
                _ => {
                    slots.push(Slot::Open);
                    let name = if param.name.is_empty() {
                        Name::from(format!("a{}", open.len() + 1))
                    } else {
                        param.name.clone()
                    };
                    open.push(FunParam {
                        name,
                        ..param.clone()
                    });
                }
            }
        }
        if args.len() > params.len() {
            self.error("too-many-arguments", id, "Too many callback arguments");
            return Some(self.missing(id));
        }
        let closure = self.forwarding_closure(&open, ret, id, |this, given| {
            let mut given = given.into_iter();
            let mut full = Vec::new();
            for slot in slots {
                full.push(match slot {
                    Slot::Given(local) => this.local(local, id),
                    Slot::Open => given.next().unwrap_or(TExprId(0)),
                    Slot::Dropped(i) => {
                        let ty = params[i].ty;
                        if this.is_pos_infos(ty) {
                            this.make(TExprKind::PosInfos { custom: None }, ty, id)
                        } else {
                            let ty = this.null_of(ty);
                            this.null(ty, id)
                        }
                    }
                });
            }
            let function = this.local(fun_local, id);
            this.make(
                TExprKind::Call {
                    callee: Callee::Value(function),
                    args: full.into(),
                },
                ret,
                id,
            )
        });
        decls.push(closure);
        Some(self.block(decls, id))
    }

    // --- match

    /// `e.match(p)`: a switch that is true for `p`.
    fn infer_match(
        &mut self,
        id: ExprId,
        callee: ExprId,
        subject: ExprId,
        pattern: ExprId,
    ) -> Option<TExprId> {
        let n_diagnostics = self.diagnostics.len();
        let value = self.infer_expr(subject, Expected::Value);
        let ty = self.ty(value);
        if self.table.follow(ty) == Ty::Unknown {
            return Some(self.make(TExprKind::Missing, Ty::Bool, id));
        }
        if !self.matches_enum(ty, 0) {
            self.diagnostics.truncate(n_diagnostics);
            return None;
        }
        let _ = callee;
        let case = Case {
            patterns: Box::new([pattern]),
            guard: None,
            body: None,
        };
        Some(self.infer_match_test(id, (value, subject), &case))
    }

    fn matches_enum(&mut self, ty: Ty<'db>, depth: u32) -> bool {
        match self.table.follow_null(ty) {
            Ty::Enum(..) => true,
            Ty::Abstract(decl, args) if depth < 4 => {
                let info = crate::decl::abstract_info(self.db, decl);
                if info.core_type
                    || hir_def::field_named(self.db, decl, &Self::name("match")).is_some()
                    || !info.forward.admits("match")
                {
                    return false;
                }
                crate::decl::underlying_type(self.db, decl, args.list(self.db))
                    .is_some_and(|under| self.matches_enum(under, depth + 1))
            }
            _ => false,
        }
    }
}

enum Slot {
    Given(crate::typed_body::LocalId),
    Open,
    /// A trailing optional argument that stays out.
    Dropped(usize),
}
