//! Calls and their arguments (Haxe manual, "Function Calls", "Optional Arguments", "Rest Arguments",
//! "Overloading"). Arguments come out complete: a skipped or missing optional one is `null`, a
//! trailing `haxe.PosInfos` is filled, rest arguments are an array.
//!
//! ```haxe
//! function f(?i:Int, s:String) {}
//! f("a"); // f(null, "a"): the String does not fit `i`, which is skipped
//! ```

use hir_def::{
    Name,
    body::{Expr, ExprId, UnaryOp},
    ids::{FieldId, TypeDeclId},
    item_tree::has_meta,
};

use crate::{
    infer::{
        BodyPlace, Expected, InferenceContext,
        access::{Access, FieldAccess, Host},
    },
    signature::{MethodKind, SigKind},
    ty::{FunParam, FunTy, Ty},
    typed_body::{Callee, TExprId, TExprKind},
};

/// An argument: still to be typed against its parameter, or made already.
#[derive(Clone, Copy)]
pub(super) enum Arg {
    Expr(ExprId),
    Value(TExprId, ExprId),
}

impl Arg {
    pub(super) fn at(self) -> ExprId {
        match self {
            Arg::Expr(at) | Arg::Value(_, at) => at,
        }
    }
}

impl<'db> InferenceContext<'db> {
    pub(super) fn infer_call(
        &mut self,
        id: ExprId,
        callee: ExprId,
        args: &[ExprId],
        expected: Expected<'db>,
    ) -> TExprId {
        if let Some(res) = self.infer_special_call(id, callee, args, expected) {
            return res;
        }
        let access = match self.expr(callee) {
            Expr::Ident(_) | Expr::Field { .. } | Expr::Index { .. } => {
                match self.ctor_of_expected(callee, expected) {
                    Some(access) => access,
                    None => self.infer_access(callee, expected, false),
                }
            }
            // A call whose result is called: still the same `?.` chain.
            Expr::Call {
                callee: inner,
                args,
            } => {
                let value = self.infer_call(callee, *inner, args, Expected::Value);
                self.record(callee, value);
                Access::Value(value)
            }
            _ => Access::Value(self.infer_expr(callee, Expected::Value)),
        };
        self.resolve_access(callee, &access);
        if let Access::EnumCtor { ty, .. } = &access {
            self.guide_ctor(*ty, expected);
        }
        let args: Vec<Arg> = args.iter().map(|a| Arg::Expr(*a)).collect();
        self.call_access(id, callee, &access, &args)
    }

    /// `Shape.Circle(1)` where a Shape is expected: while the callee is typed, the expected enum
    /// counts as a type of this module, imported or not.
    fn ctor_of_expected(&mut self, callee: ExprId, expected: Expected<'db>) -> Option<Access<'db>> {
        let Expr::Field {
            expr: base,
            name,
            null_safe: false,
        } = self.expr(callee)
        else {
            return None;
        };
        let Expr::Ident(first) = self.expr(*base) else {
            return None;
        };
        if !hir_def::type_ref::is_type_name(first) {
            return None;
        }
        let enum_ = self.expected_enum(expected)?;
        let path = hir_def::type_ref::DottedPath(Box::new([first.clone()]));
        if enum_.name(self.db) != first
            || self.lookup_local(first).is_some()
            || hir_def::resolve_type_path(self.db, self.module, &path)
                .ty()
                .is_some()
        {
            return None;
        }
        let recv = match self.type_value(*base, enum_) {
            Access::Value(value) => value,
            _ => return None,
        };
        Some(self.field_access(recv, name, callee, false))
    }

    pub(super) fn call_access_values(
        &mut self,
        access: &Access<'db>,
        args: Vec<(TExprId, ExprId)>,
        at: ExprId,
    ) -> TExprId {
        let args: Vec<Arg> = args.into_iter().map(|(v, at)| Arg::Value(v, at)).collect();
        // What is called is written nowhere: the type of what stands there stays its own.
        let written = self.expr_types[at.into_raw() as usize];
        let res = self.call_access(at, at, access, &args);
        self.expr_types[at.into_raw() as usize] = written;
        res
    }

    pub(super) fn call_access(
        &mut self,
        id: ExprId,
        callee: ExprId,
        access: &Access<'db>,
        args: &[Arg],
    ) -> TExprId {
        match access {
            Access::Error => {
                self.infer_loose_args(args);
                self.missing(id)
            }
            Access::Field(field)
                if field.host == Host::Extension || self.sig(field.field).is_method() =>
            {
                self.call_field(id, callee, field, args)
            }
            Access::EnumCtor { ctor, ty } => {
                let Ty::Fun(fun) = self.table.follow(*ty) else {
                    return self.not_callable(id, callee, *ty, args);
                };
                self.record_callee(callee, *ty);
                let args = self.infer_args(fun, args, id);
                self.make(
                    TExprKind::EnumNew {
                        ctor: *ctor,
                        args: args.into(),
                    },
                    fun.ret(self.db),
                    id,
                )
            }
            Access::Anon { recv, name, ty, .. } | Access::Dynamic { recv, name, ty } => {
                self.call_named(id, callee, *recv, name.clone(), *ty, args)
            }
            _ => {
                let value = self.read_access(access, callee);
                self.record(callee, value);
                self.call_value(id, callee, value, args)
            }
        }
    }

    pub(super) fn record_callee(&mut self, callee: ExprId, ty: Ty<'db>) {
        self.expr_types[callee.into_raw() as usize] = Some(ty);
    }

    /// Arguments of something that cannot be called: typed for their own errors.
    pub(super) fn infer_loose_args(&mut self, args: &[Arg]) -> Vec<TExprId> {
        args.iter()
            .map(|arg| match arg {
                Arg::Expr(arg) => match self.expr(*arg) {
                    // Whether there are rest parameters is not known either.
                    Expr::Unary {
                        op: UnaryOp::Spread,
                        expr,
                        ..
                    } => self.infer_expr(*expr, Expected::Value),
                    _ => self.infer_expr(*arg, Expected::Ty(Ty::Unknown)),
                },
                Arg::Value(value, _) => *value,
            })
            .collect()
    }

    fn not_callable(&mut self, id: ExprId, callee: ExprId, ty: Ty<'db>, args: &[Arg]) -> TExprId {
        self.infer_loose_args(args);
        if self.table.follow(ty) != Ty::Unknown && !self.untyped {
            let ty = self.print(ty);
            self.error("not-callable", callee, format!("{ty} cannot be called"));
        }
        self.missing(id)
    }

    // --- function values

    pub(super) fn call_value(
        &mut self,
        id: ExprId,
        callee: ExprId,
        value: TExprId,
        args: &[Arg],
    ) -> TExprId {
        let ty = self.ty(value);
        if matches!(self.kind(value), TExprKind::Null) {
            self.infer_loose_args(args);
            self.error("not-callable", callee, "This expression cannot be called");
            return self.missing(id);
        }
        match self.table.follow_null(ty) {
            Ty::Fun(fun) => {
                let args = self.infer_args(fun, args, id);
                self.make(
                    TExprKind::Call {
                        callee: Callee::Value(value),
                        args: args.into(),
                    },
                    fun.ret(self.db),
                    id,
                )
            }
            Ty::Unknown => {
                let args = self.infer_loose_args(args);
                self.make(
                    TExprKind::Call {
                        callee: Callee::Value(value),
                        args: args.into(),
                    },
                    Ty::Unknown,
                    id,
                )
            }
            Ty::Dynamic(_) => {
                let args = self.dynamic_args(args);
                self.make(
                    TExprKind::Call {
                        callee: Callee::Value(value),
                        args: args.into(),
                    },
                    Ty::Dynamic(None),
                    id,
                )
            }
            Ty::Mono(_) => {
                let fun = self.function_from_args(ty, args, callee);
                self.make(
                    TExprKind::Call {
                        callee: Callee::Value(value),
                        args: fun.1.into(),
                    },
                    fun.0,
                    id,
                )
            }
            Ty::Abstract(decl, targs) => self.call_abstract(id, callee, value, decl, targs, args),
            Ty::Class(decl, _) if Some(decl) == self.core.types.function => {
                let args = self.dynamic_args(args);
                self.make(
                    TExprKind::Call {
                        callee: Callee::Value(value),
                        args: args.into(),
                    },
                    Ty::Dynamic(None),
                    id,
                )
            }
            _ => self.not_callable(id, callee, ty, args),
        }
    }

    /// An unknown thing being called becomes a function of these arguments.
    fn function_from_args(
        &mut self,
        ty: Ty<'db>,
        args: &[Arg],
        callee: ExprId,
    ) -> (Ty<'db>, Vec<TExprId>) {
        let args = self.infer_loose_args(args);
        let ret = self.fresh();
        let params = args
            .iter()
            .map(|arg| FunParam {
                name: Name::default(),
                optional: false,
                rest: false,
                ty: self.ty(*arg),
            })
            .collect();
        let fun = self.fun_ty(params, ret);
        self.unify(fun, ty, callee);
        (ret, args)
    }

    fn dynamic_args(&mut self, args: &[Arg]) -> Vec<TExprId> {
        let values = self.infer_loose_args(args);
        values
            .into_iter()
            .zip(args)
            .map(|(value, arg)| self.coerce_node(value, Ty::Dynamic(None), arg.at()))
            .collect()
    }

    /// `@:op(a())`, then `@:callable`.
    fn call_abstract(
        &mut self,
        id: ExprId,
        callee: ExprId,
        value: TExprId,
        decl: TypeDeclId<'db>,
        targs: crate::ty::Tys<'db>,
        args: &[Arg],
    ) -> TExprId {
        let info = crate::decl::abstract_info(self.db, decl);
        if let Some(method) = info.call.first() {
            let access = self.abstract_method(value, *method);
            return self.call_field(id, callee, &access, args);
        }
        if info.callable
            && let Some(under) = crate::decl::underlying_type(self.db, decl, targs.list(self.db))
        {
            let value = self.coerce_node(value, under, callee);
            return self.call_value(id, callee, value, args);
        }
        let ty = self.ty(value);
        self.not_callable(id, callee, ty, args)
    }

    /// A method of a structure or Dynamic, called by its name.
    fn call_named(
        &mut self,
        id: ExprId,
        callee: ExprId,
        recv: TExprId,
        name: Name,
        ty: Ty<'db>,
        args: &[Arg],
    ) -> TExprId {
        self.record_callee(callee, ty);
        let (args, ret) = match self.table.follow_null(ty) {
            Ty::Fun(fun) => (self.infer_args(fun, args, id), fun.ret(self.db)),
            Ty::Dynamic(_) => (self.dynamic_args(args), Ty::Dynamic(None)),
            Ty::Unknown => (self.infer_loose_args(args), Ty::Unknown),
            Ty::Mono(_) => {
                let (ret, args) = self.function_from_args(ty, args, callee);
                (args, ret)
            }
            Ty::Abstract(..) => {
                let value = self.make(TExprKind::AnonField { recv, name }, ty, callee);
                return self.call_value(id, callee, value, args);
            }
            _ => return self.not_callable(id, callee, ty, args),
        };
        self.make(
            TExprKind::Call {
                callee: Callee::Named { recv, name },
                args: args.into(),
            },
            ret,
            id,
        )
    }

    // --- methods

    pub(super) fn call_field(
        &mut self,
        id: ExprId,
        callee: ExprId,
        access: &FieldAccess<'db>,
        args: &[Arg],
    ) -> TExprId {
        let sig = self.sig(access.field);
        if sig.kind == SigKind::Method(MethodKind::Macro) {
            return self.call_macro(id, callee, access);
        }
        if sig.kind == SigKind::Method(MethodKind::Dynamic) && access.host == Host::Super {
            let name = access.field.name(self.db);
            self.error(
                "super-dynamic",
                id,
                format!("Cannot call super.{name} since it's a dynamic method"),
            );
        }
        let is_abstract = hir_def::field_data(self.db, access.field)
            .is_some_and(|data| data.field.flags.is_abstract);
        if is_abstract && access.host == Host::Super {
            let name = access.field.name(self.db);
            self.error(
                "abstract-member",
                id,
                format!("abstract method {name} cannot be accessed directly"),
            );
        }
        self.check_modifies_this(access, callee);
        let overloads = self.overloads(access.field);
        if overloads.len() > 1 {
            return self.call_overloaded(id, callee, access, &overloads, args);
        }
        self.record_callee(callee, access.ty);
        if self.has_alternatives(access.field) {
            return self.call_extern_overload(id, access, args);
        }
        match self.table.follow(access.ty) {
            Ty::Fun(fun) => {
                let args = self.infer_args(fun, args, id);
                self.decide_type_args(access);
                let call = self.call_method(access, args, fun.ret(self.db), id);
                self.leave_after(call, access.field, id)
            }
            Ty::Unknown => {
                let args = self.infer_loose_args(args);
                self.call_method(access, args, Ty::Unknown, id)
            }
            ty => self.not_callable(id, callee, ty, args),
        }
    }

    /// A `@:generic` method is copied for its type arguments: what the call left open is what its
    /// constraint says.
    fn decide_type_args(&mut self, access: &FieldAccess<'db>) {
        let is_generic = hir_def::field_data(self.db, access.field)
            .is_some_and(|data| has_meta(&data.field.meta, ":generic"));
        if is_generic {
            for &arg in &access.type_args {
                if let Ty::Mono(mono) = self.table.resolve(arg) {
                    self.table.close(mono);
                }
            }
        }
    }

    /// An inline method that ends in a `throw` is one where it is called: nothing comes after it.
    fn leave_after(&mut self, call: TExprId, field: FieldId<'db>, id: ExprId) -> TExprId {
        if !self.sig(field).is_inline || !super::facts::always_throws(self.db, field) {
            return call;
        }
        let ty = self.ty(call);
        let null = self.null(Ty::Dynamic(None), id);
        let throw = self.make(TExprKind::Throw(null), ty, id);
        self.make(TExprKind::Block([call, throw].into()), ty, id)
    }

    /// Not run: what it returns is known from `ExprOf<T>` at best.
    fn call_macro(&mut self, id: ExprId, callee: ExprId, access: &FieldAccess<'db>) -> TExprId {
        self.record_callee(callee, access.ty);
        let ty = match access.ty {
            // The arguments are not typed, so nothing tells what a parameter stands for.
            Ty::Fun(fun) if !self.table.has_open_mono(fun.ret(self.db)) => fun.ret(self.db),
            _ => Ty::Unknown,
        };
        self.make(TExprKind::Missing, ty, id)
    }

    // --- arguments

    /// The complete, converted arguments of a call of a function of type `fun`.
    pub(super) fn infer_args(
        &mut self,
        fun: FunTy<'db>,
        args: &[Arg],
        call: ExprId,
    ) -> Vec<TExprId> {
        let params = fun.params(self.db);
        let mut res = Vec::with_capacity(params.len());
        let mut skipped: Option<Skipped<'_>> = None;
        let mut next = 0;
        let mut rest_done = false;
        for (i, param) in params.iter().enumerate() {
            if self.is_rest(param) && i + 1 == params.len() {
                res.push(self.infer_rest(param, &args[next..], call));
                next = args.len();
                rest_done = true;
                break;
            }
            let Some(arg) = args.get(next) else {
                if !param.optional {
                    self.not_enough(&params[i..], call);
                    return res;
                }
                res.push(self.default_argument(param, call));
                continue;
            };
            let may_skip = param.optional && args.len() - next < params.len() - i;
            if may_skip {
                match self.try_argument(param, *arg) {
                    Ok(value) => {
                        res.push(value);
                        next += 1;
                    }
                    Err(reported) => {
                        skipped.get_or_insert(Skipped {
                            diagnostics: reported,
                        });
                        res.push(self.default_argument(param, call));
                    }
                }
            } else {
                let n_diagnostics = self.diagnostics.len();
                let value = self.infer_argument(param, *arg);
                if self.has_errors_since(n_diagnostics)
                    && let Some(skipped) = skipped.take()
                {
                    // The first one that did not fit is what the user meant.
                    self.diagnostics.truncate(n_diagnostics);
                    self.diagnostics.extend(skipped.diagnostics);
                }
                res.push(value);
                next += 1;
            }
        }
        if next < args.len() && !rest_done {
            match skipped {
                Some(skipped) => self.diagnostics.extend(skipped.diagnostics),
                None => self.error("too-many-arguments", args[next].at(), "Too many arguments"),
            }
            self.infer_loose_args(&args[next..]);
        }
        res
    }

    fn infer_argument(&mut self, param: &FunParam<'db>, arg: Arg) -> TExprId {
        let (value, at) = match arg {
            Arg::Expr(at) => (self.infer_expr(at, Expected::Ty(param.ty)), at),
            Arg::Value(value, at) => (value, at),
        };
        match self.try_coerce(value, param.ty, at) {
            Ok(value) => value,
            Err(err) => {
                let context = self.argument_context(param);
                self.mismatch(&err, BodyPlace::Expr(at), Some(context));
                self.make(TExprKind::Missing, param.ty, at)
            }
        }
    }

    fn argument_context(&self, param: &FunParam<'db>) -> String {
        let optional = if param.optional { "optional " } else { "" };
        format!("For {optional}function argument '{}'", param.name)
    }

    /// As [`Self::infer_argument`]; what it would have reported comes back, and nothing is bound.
    fn try_argument(
        &mut self,
        param: &FunParam<'db>,
        arg: Arg,
    ) -> Result<TExprId, Vec<super::InferDiagnostic<'db>>> {
        let snapshot = self.table.snapshot();
        let n_diagnostics = self.diagnostics.len();
        let n_scope = self.scope.len();
        let value = self.infer_argument(param, arg);
        if self.has_errors_since(n_diagnostics) {
            self.table.rollback(snapshot);
            self.scope.truncate(n_scope);
            Err(self.diagnostics.split_off(n_diagnostics))
        } else {
            self.table.commit(snapshot);
            Ok(value)
        }
    }

    fn not_enough(&mut self, params: &[FunParam<'db>], call: ExprId) {
        let mut texts = Vec::new();
        for param in params {
            let ty = self.print_short(param.ty);
            texts.push(format!("{}:{ty}", param.name));
        }
        self.error(
            "not-enough-arguments",
            call,
            format!("Not enough arguments, expected {}", texts.join(", ")),
        );
    }

    /// The last part of a named type.
    fn print_short(&mut self, ty: Ty<'db>) -> String {
        self.print(ty)
    }

    /// What stands for an optional argument that was not given.
    fn default_argument(&mut self, param: &FunParam<'db>, call: ExprId) -> TExprId {
        if self.is_pos_infos(param.ty) {
            return self.make(TExprKind::PosInfos { custom: None }, param.ty, call);
        }
        let ty = self.null_of(param.ty);
        self.null(ty, call)
    }

    pub(super) fn is_pos_infos(&mut self, ty: Ty<'db>) -> bool {
        let Some(pos_infos) = self.core.types.pos_infos else {
            return false;
        };
        let mut ty = self.table.resolve(ty);
        if let Ty::Null(inner) = ty {
            ty = self.table.resolve(inner.ty(self.db));
        }
        matches!(ty, Ty::Typedef(id, _) if id == pos_infos)
    }

    // --- rest

    fn is_rest(&mut self, param: &FunParam<'db>) -> bool {
        param.rest
            || matches!(self.table.follow(param.ty),
                Ty::Abstract(id, _) if Some(id) == self.core.types.rest)
            || matches!(self.table.resolve(param.ty),
                Ty::Typedef(id, _) | Ty::Class(id, _) | Ty::Abstract(id, _)
                    if Some(id) == self.core.types.extern_rest)
    }

    fn rest_elem(&mut self, ty: Ty<'db>) -> Ty<'db> {
        match self.table.follow(ty) {
            Ty::Abstract(_, args) | Ty::Class(_, args) => {
                args.list(self.db).first().copied().unwrap_or(Ty::Unknown)
            }
            _ => Ty::Unknown,
        }
    }

    fn infer_rest(&mut self, param: &FunParam<'db>, args: &[Arg], call: ExprId) -> TExprId {
        if let [Arg::Expr(only)] = args
            && let Expr::Unary {
                op: UnaryOp::Spread,
                expr,
                ..
            } = self.expr(*only)
        {
            let value = self.infer_argument(param, Arg::Expr(*expr));
            self.record(*only, value);
            return value;
        }
        let elem = self.rest_elem(param.ty);
        let mut values = Vec::with_capacity(args.len());
        if self.table.is_open(elem) {
            let mut made = Vec::with_capacity(args.len());
            for arg in args {
                let value = match arg {
                    Arg::Expr(at) => self.infer_expr(*at, Expected::Value),
                    Arg::Value(value, _) => *value,
                };
                made.push((value, arg.at()));
            }
            if !made.is_empty() {
                let min = self.unify_min(&made);
                let _ = self.table.unify(min, elem);
            }
            for (value, at) in made {
                values.push(self.coerce(value, elem, at));
            }
        } else {
            for arg in args {
                if let Arg::Expr(at) = arg
                    && let Expr::Unary {
                        op: UnaryOp::Spread,
                        expr,
                        ..
                    } = self.expr(*at)
                {
                    self.infer_expr(*expr, Expected::Value);
                    let context = self.argument_context(param);
                    self.error(
                        "unexpected-spread",
                        *at,
                        format!(
                            "Cannot spread arguments with additional rest arguments\n{context}"
                        ),
                    );
                    continue;
                }
                let param = FunParam {
                    ty: elem,
                    ..param.clone()
                };
                values.push(self.infer_argument(&param, *arg));
            }
        }
        let array = self.array_of(elem);
        let array = self.make(TExprKind::Array(values.into()), array, call);
        self.coerce_node(array, param.ty, call)
    }
}

struct Skipped<'db> {
    diagnostics: Vec<super::InferDiagnostic<'db>>,
}
