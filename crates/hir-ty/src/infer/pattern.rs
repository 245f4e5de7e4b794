//! Patterns (Haxe manual, "Pattern Matching"). Haxe parses them as expressions; the subject's type
//! decides what a name means: a constructor or constant when it resolves to one, otherwise a
//! capture.
//!
//! ```haxe
//! switch (tree) { case Node(l, Leaf(1 | 2)): …  case Leaf(v) if (v > 0): …  case _: … }
//! ```

use hir_def::{
    Name,
    body::{BinaryOp, Expr, ExprId, Literal, ObjectField},
    ids::EnumCtorId,
};

use crate::{
    infer::{
        BodyPlace, Expected, InferenceContext,
        access::{Access, FieldAccess},
        constant::{ConstValue, constant_of},
        exhaustive::{DCtor, DPat},
    },
    signature::{Access as FieldAccessKind, SigKind},
    ty::{FunTy, Ty},
    typed_body::{CompareKind, LocalDecl, LocalId, TExprId, TExprKind, TPat},
};

/// A pattern in both of its forms: for the code and for the checks.
pub(super) struct Pat<'db> {
    pub t: TPat<'db>,
    pub d: DPat<'db>,
}

impl<'db> Pat<'db> {
    fn wild() -> Self {
        Pat {
            t: TPat::Wild,
            d: DPat::Wild,
        }
    }
}

/// Captures of one alternative.
#[derive(Default, Clone)]
pub(super) struct Captures {
    names: Vec<(Name, LocalId)>,
    /// Captures of the alternative to the left, which this one must repeat.
    expected: Option<Vec<(Name, LocalId)>>,
    /// `.match(p)` has none.
    forbidden: bool,
}

impl Captures {
    pub(super) fn forbidden() -> Self {
        Captures {
            forbidden: true,
            ..Captures::default()
        }
    }

    /// For `p, q`: q must capture what p did.
    pub(super) fn repeat(&self) -> Self {
        Captures {
            names: Vec::new(),
            expected: Some(self.names.clone()),
            forbidden: self.forbidden,
        }
    }
}

enum Constant<'db> {
    Enum(EnumCtorId<'db>, Ty<'db>),
    Value(TExprId, DCtor<'db>),
    Type(hir_def::ids::TypeDeclId<'db>),
}

impl<'db> InferenceContext<'db> {
    pub(super) fn infer_pattern(
        &mut self,
        id: ExprId,
        ty: Ty<'db>,
        captures: &mut Captures,
    ) -> Pat<'db> {
        self.expr_types[id.into_raw() as usize] = Some(ty);
        match self.expr(id) {
            Expr::Missing => Pat::wild(),
            Expr::Paren(inner)
            | Expr::Cast {
                expr: inner,
                ty: None,
            } => self.infer_pattern(*inner, ty, captures),
            Expr::CheckType { expr, .. } | Expr::Meta { expr, .. } => {
                self.infer_pattern(*expr, ty, captures)
            }
            Expr::Literal(Literal::Regex { .. }) | Expr::Interpolated(_) => {
                self.error(
                    "pattern",
                    id,
                    "String interpolation is not allowed in case patterns",
                );
                Pat::wild()
            }
            Expr::Literal(literal) => {
                let value = self.infer_literal(id, literal);
                self.constant_pattern(id, value, ty)
            }
            Expr::Unary {
                op: hir_def::body::UnaryOp::Neg,
                postfix: false,
                expr,
            } if matches!(
                self.expr(*expr),
                Expr::Literal(Literal::Int(_) | Literal::Float(_))
            ) =>
            {
                let value = self.infer_expr(id, Expected::Value);
                self.constant_pattern(id, value, ty)
            }
            Expr::Ident(name) => self.ident_pattern(id, name, ty, captures),
            Expr::PatternVar { name, is_final } => {
                let local = self.capture(id, name, ty, captures);
                if let Some(local) = local {
                    self.locals[local.0 as usize].is_final |= *is_final;
                }
                self.bind(local)
            }
            Expr::Call { callee, args } => self.ctor_pattern(id, *callee, args, ty, captures),
            Expr::Field { .. } => match self.pattern_constant(id, ty) {
                Some(constant) => self.constant_to_pattern(id, constant, ty),
                None => Pat::wild(),
            },
            Expr::Array(elems) => self.array_pattern(id, elems, ty, captures),
            Expr::Object(fields) => self.object_pattern(id, fields, ty, captures),
            Expr::Block(stmts) if stmts.is_empty() => self.object_pattern(id, &[], ty, captures),
            Expr::Binary {
                op: BinaryOp::BitOr,
                lhs,
                rhs,
            } => self.or_pattern(*lhs, *rhs, ty, captures),
            Expr::Assign { op: None, lhs, rhs } => self.bind_pattern(id, *lhs, *rhs, ty, captures),
            Expr::Binary {
                op: BinaryOp::Arrow,
                lhs,
                rhs,
            } => self.extractor_pattern(*lhs, *rhs, ty, captures),
            // Reified code, as in expressions: what it matches only macros know.
            Expr::Unsupported("macro") => {
                self.is_unrunnable = true;
                Pat {
                    t: TPat::Wild,
                    d: DPat::Opaque,
                }
            }
            Expr::Unsupported(what) => {
                self.unsupported(id, what);
                Pat::wild()
            }
            _ => {
                self.error("pattern", id, "Unrecognized pattern");
                Pat::wild()
            }
        }
    }

    fn bind(&mut self, local: Option<LocalId>) -> Pat<'db> {
        match local {
            Some(local) => Pat {
                t: TPat::Bind { local, sub: None },
                d: DPat::Wild,
            },
            None => Pat::wild(),
        }
    }

    /// Captures `name`; `None` when that is an error.
    fn capture(
        &mut self,
        id: ExprId,
        name: &Name,
        ty: Ty<'db>,
        captures: &mut Captures,
    ) -> Option<LocalId> {
        if name == "_" {
            return None;
        }
        if captures.forbidden {
            self.error(
                "pattern",
                id,
                "Pattern variables are not allowed in .match patterns",
            );
            return None;
        }
        if captures.names.iter().any(|(n, _)| n == name) {
            self.error(
                "pattern",
                id,
                format!("Variable {name} is bound multiple times"),
            );
            return None;
        }
        let local = match &captures.expected {
            Some(expected) => {
                let Some((_, local)) = expected.iter().find(|(n, _)| n == name) else {
                    self.uneven_captures(id, name);
                    return None;
                };
                let local = *local;
                let have = self.locals[local.0 as usize].ty;
                self.unify(ty, have, id);
                local
            }
            None => {
                let local = self.add_local(name.clone(), ty, LocalDecl::Pattern(id), Some(id));
                self.bind_name(name.clone(), local);
                local
            }
        };
        self.resolve_to(id, super::Resolution::Local(local));
        captures.names.push((name.clone(), local));
        Some(local)
    }

    fn uneven_captures(&mut self, id: ExprId, name: &str) {
        self.error(
            "pattern",
            id,
            format!("Variable {name} must appear exactly once in each sub-pattern"),
        );
    }

    // --- names and constants

    fn ident_pattern(
        &mut self,
        id: ExprId,
        name: &Name,
        ty: Ty<'db>,
        captures: &mut Captures,
    ) -> Pat<'db> {
        match name.as_str() {
            "_" | "" => return Pat::wild(),
            "true" | "false" => {
                let value = self.make(TExprKind::Bool(name == "true"), Ty::Bool, id);
                return self.constant_pattern(id, value, ty);
            }
            "null" => {
                return Pat {
                    t: TPat::Null,
                    d: DPat::Ctor(DCtor::Null, Vec::new(), id),
                };
            }
            _ => {}
        }
        if let Some(constant) = self.pattern_constant(id, ty) {
            return self.constant_to_pattern(id, constant, ty);
        }
        if hir_def::type_ref::is_type_name(name) && !name.starts_with('_') {
            // A constructor of what could not be found.
            if self.table.follow_null(ty).is_unknown() {
                return Pat {
                    t: TPat::Wild,
                    d: DPat::Opaque,
                };
            }
            self.error(
                "pattern",
                id,
                format!(
                    "Unknown identifier : {name}, pattern variables must be lower-case or with `var ` prefix"
                ),
            );
        } else if let Some(enum_) = self.expected_enum(Expected::Ty(ty)) {
            let names = self.enum_names(enum_);
            let similar = hir_def::similar_names(name, names.iter());
            if !similar.is_empty() {
                let list: Vec<&str> = similar.iter().map(|n| n.as_str()).collect();
                self.warning(
                    "pattern-typo",
                    BodyPlace::Expr(id),
                    format!(
                        "Potential typo detected (expected similar values are {}). Consider using `var {name}` instead",
                        list.join(", ")
                    ),
                );
            }
        }
        let local = self.capture(id, name, ty, captures);
        self.bind(local)
    }

    /// What a name or path in a pattern compares with; `None` for a capture (or after a message,
    /// for a path).
    fn pattern_constant(&mut self, id: ExprId, ty: Ty<'db>) -> Option<Constant<'db>> {
        let n_diagnostics = self.diagnostics.len();
        let is_path = matches!(self.expr(id), Expr::Field { .. });
        // A pattern may name what is private.
        let old_private = std::mem::replace(&mut self.private_access, true);
        let old_untyped = std::mem::replace(&mut self.untyped, !is_path);
        let access = match self.expr(id) {
            Expr::Ident(name) => {
                let enum_ = self.expected_enum(Expected::Ty(ty));
                match self.resolve_pattern_ident(id, name, enum_) {
                    Some(access) => access,
                    None => Access::Error,
                }
            }
            _ => self.infer_access(id, Expected::Ty(ty), false),
        };
        self.untyped = old_untyped;
        self.private_access = old_private;
        let constant = self.access_constant(id, &access);
        if constant.is_none() {
            if is_path {
                if self.diagnostics.len() == n_diagnostics && !matches!(access, Access::Error) {
                    self.error(
                        "pattern",
                        id,
                        "Only inline or read-only (default, never) fields can be used as a pattern",
                    );
                }
            } else {
                self.diagnostics.truncate(n_diagnostics);
                self.resolutions.remove(&id);
            }
        } else {
            self.resolve_access(id, &access);
        }
        constant
    }

    /// As an expression would, but the constructors of the subject's own enum come even before
    /// everything that is no constant.
    fn resolve_pattern_ident(
        &mut self,
        id: ExprId,
        name: &Name,
        enum_: Option<hir_def::ids::TypeDeclId<'db>>,
    ) -> Option<Access<'db>> {
        let n_diagnostics = self.diagnostics.len();
        if self.lookup_local(name).is_none()
            && let Some(access) = self.resolve_ident(id, name, enum_)
            && self.access_constant(id, &access).is_some()
        {
            return Some(access);
        }
        self.diagnostics.truncate(n_diagnostics);
        if let Some(enum_) = enum_
            && let Some(value) = hir_def::ctor_of_type(self.db, enum_, name)
        {
            return Some(self.scope_value(id, value));
        }
        if !hir_def::type_ref::is_type_name(name) {
            return None;
        }
        let path = hir_def::type_ref::DottedPath(Box::new([name.clone()]));
        let decl = hir_def::resolve_type_path(self.db, self.module, &path).ty()?;
        Some(self.type_value(id, decl))
    }

    fn access_constant(&mut self, id: ExprId, access: &Access<'db>) -> Option<Constant<'db>> {
        match access {
            Access::EnumCtor { ctor, ty } => Some(Constant::Enum(*ctor, *ty)),
            Access::Field(field) => self.field_constant(id, field),
            Access::Value(value) => match self.kind(*value) {
                TExprKind::TypeValue(decl) => Some(Constant::Type(*decl)),
                TExprKind::Int(v) => {
                    let value_id = *value;
                    Some(Constant::Value(value_id, DCtor::Const(ConstValue::Int(*v))))
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn field_constant(&mut self, id: ExprId, access: &FieldAccess<'db>) -> Option<Constant<'db>> {
        let sig = self.sig(access.field);
        let SigKind::Var { write, .. } = sig.kind else {
            return None;
        };
        let is_constant = sig.is_enum_value
            || (sig.is_static
                && (sig.is_inline
                    || sig.is_final
                    || matches!(write, FieldAccessKind::Never | FieldAccessKind::Inline)));
        if !is_constant {
            return None;
        }
        let ctor = match constant_of(self.db, access.field) {
            Some(value) if sig.is_inline || sig.is_enum_value => DCtor::Const(value),
            _ => DCtor::Static(access.field),
        };
        let value = self.read_access(&Access::Field(access.clone()), id);
        Some(Constant::Value(value, ctor))
    }

    fn constant_to_pattern(
        &mut self,
        id: ExprId,
        constant: Constant<'db>,
        ty: Ty<'db>,
    ) -> Pat<'db> {
        match constant {
            Constant::Enum(ctor, ctor_ty) => {
                if let Ty::Fun(fun) = self.table.follow(ctor_ty) {
                    let required = fun.params(self.db).iter().any(|p| !p.optional);
                    if required {
                        let want = self.print(ty);
                        let have = self.print(ctor_ty);
                        self.error("type-mismatch", id, format!("{have} should be {want}"));
                    }
                    let ret = fun.ret(self.db);
                    self.unify(ret, ty, id);
                    let n = fun.params(self.db).len();
                    return self.enum_pattern(id, ctor, (0..n).map(|_| Pat::wild()).collect());
                }
                self.unify(ctor_ty, ty, id);
                self.enum_pattern(id, ctor, Vec::new())
            }
            Constant::Value(value, ctor) => {
                let value_ty = self.ty(value);
                self.unify_constant(value_ty, ty, id);
                Pat {
                    t: TPat::Const {
                        value,
                        kind: CompareKind::Dynamic,
                    },
                    d: DPat::Ctor(ctor, Vec::new(), id),
                }
            }
            Constant::Type(decl) => {
                let value = self.type_of_type_value(decl);
                self.unify(value, ty, id);
                Pat {
                    t: TPat::TypeValue(decl),
                    d: DPat::Ctor(DCtor::Type(decl), Vec::new(), id),
                }
            }
        }
    }

    /// `Class<Unknown>` or `Enum<Unknown>` for a type's name as a pattern.
    fn type_of_type_value(&mut self, decl: hir_def::ids::TypeDeclId<'db>) -> Ty<'db> {
        let is_enum = hir_def::type_decl_data(self.db, decl)
            .is_some_and(|data| matches!(data.decl.kind, hir_def::item_tree::TypeDeclKind::Enum));
        let core = if is_enum {
            self.core.types.enum_
        } else {
            self.core.types.class
        };
        let arg = self.fresh();
        match core {
            Some(core) => crate::decl::type_of_decl(self.db, core, &[arg]),
            None => Ty::Unknown,
        }
    }

    /// A constant fits when it could be compared with the subject.
    fn unify_constant(&mut self, value: Ty<'db>, ty: Ty<'db>, id: ExprId) {
        if self.table.coerce(value, ty).is_ok() || self.table.coerce(ty, value).is_ok() {
            return;
        }
        self.unify(value, ty, id);
    }

    fn constant_pattern(&mut self, id: ExprId, value: TExprId, ty: Ty<'db>) -> Pat<'db> {
        self.record(id, value);
        let value_ty = self.ty(value);
        self.unify(value_ty, ty, id);
        let ctor = match self.kind(value) {
            TExprKind::Int(v) => ConstValue::Int(*v),
            TExprKind::Int64(v) => ConstValue::Int64(*v),
            TExprKind::Float(v) => ConstValue::Float(*v),
            TExprKind::String(v) => ConstValue::String(v.clone()),
            TExprKind::Bool(v) => ConstValue::Bool(*v),
            _ => return Pat::wild(),
        };
        Pat {
            t: TPat::Const {
                value,
                kind: CompareKind::Dynamic,
            },
            d: DPat::Ctor(DCtor::Const(ctor), Vec::new(), id),
        }
    }

    // --- constructors

    fn enum_pattern(&mut self, at: ExprId, ctor: EnumCtorId<'db>, args: Vec<Pat<'db>>) -> Pat<'db> {
        let (t, d): (Vec<TPat<'db>>, Vec<DPat<'db>>) = args.into_iter().map(|p| (p.t, p.d)).unzip();
        Pat {
            t: TPat::Enum {
                ctor,
                args: t.into(),
            },
            d: DPat::Ctor(DCtor::Enum(ctor), d, at),
        }
    }

    fn ctor_pattern(
        &mut self,
        id: ExprId,
        callee: ExprId,
        args: &[ExprId],
        ty: Ty<'db>,
        captures: &mut Captures,
    ) -> Pat<'db> {
        let n_diagnostics = self.diagnostics.len();
        let access = match self.expr(callee) {
            Expr::Ident(name) => {
                let enum_ = self.expected_enum(Expected::Ty(ty));
                match self.resolve_pattern_ident(callee, name, enum_) {
                    Some(access) => access,
                    None => self.infer_access(callee, Expected::Ty(ty), false),
                }
            }
            Expr::Field { .. } => self.infer_access(callee, Expected::Ty(ty), false),
            _ => Access::Error,
        };
        let Access::EnumCtor { ctor, ty: ctor_ty } = access else {
            let silent = self.has_errors_since(n_diagnostics)
                || self.table.follow(ty) == Ty::Unknown
                || matches!(
                    &access,
                    Access::Dynamic {
                        ty: Ty::Unknown,
                        ..
                    }
                );
            if !silent {
                self.error("pattern", id, "Unrecognized pattern");
            }
            for arg in args {
                self.infer_pattern(*arg, Ty::Unknown, captures);
            }
            return Pat::wild();
        };
        self.expr_types[callee.into_raw() as usize] = Some(ctor_ty);
        let Ty::Fun(fun) = self.table.follow(ctor_ty) else {
            self.error("too-many-arguments", id, "Too many arguments");
            return Pat::wild();
        };
        let ret = fun.ret(self.db);
        let is_guess = self.table.follow_null(ty).is_unknown();
        let n_diagnostics = self.diagnostics.len();
        self.unify(ret, ty, id);
        let pats = self.ctor_args(id, fun, args, captures);
        if is_guess && self.has_errors_since(n_diagnostics) {
            // Of several enums with such a constructor, the subject's may be another.
            self.diagnostics.truncate(n_diagnostics);
            self.is_unrunnable = true;
        }
        self.enum_pattern(callee, ctor, pats)
    }

    fn ctor_args(
        &mut self,
        id: ExprId,
        fun: FunTy<'db>,
        args: &[ExprId],
        captures: &mut Captures,
    ) -> Vec<Pat<'db>> {
        let params = fun.params(self.db);
        let mut res = Vec::with_capacity(params.len());
        for (i, param) in params.iter().enumerate() {
            match args.get(i) {
                Some(arg) => res.push(self.infer_pattern(*arg, param.ty, captures)),
                None => {
                    // A final `_` stands for all that follow.
                    let covered = args
                        .last()
                        .is_some_and(|last| matches!(self.expr(*last), Expr::Ident(n) if n == "_"));
                    if !covered && !param.optional {
                        self.error("not-enough-arguments", id, "Not enough arguments");
                        while res.len() < params.len() {
                            res.push(Pat::wild());
                        }
                        return res;
                    }
                    res.push(Pat::wild());
                }
            }
        }
        if args.len() > params.len() {
            self.error("too-many-arguments", id, "Too many arguments");
        }
        res
    }

    // --- arrays and structures

    fn array_pattern(
        &mut self,
        id: ExprId,
        elems: &[ExprId],
        ty: Ty<'db>,
        captures: &mut Captures,
    ) -> Pat<'db> {
        let elem = match self.pattern_elem(ty, 0) {
            Some(elem) => elem,
            None => {
                self.error("pattern", id, "Unrecognized pattern");
                Ty::Unknown
            }
        };
        let pats: Vec<Pat<'db>> = elems
            .iter()
            .map(|e| self.infer_pattern(*e, elem, captures))
            .collect();
        let n = pats.len();
        let (t, d): (Vec<TPat<'db>>, Vec<DPat<'db>>) = pats.into_iter().map(|p| (p.t, p.d)).unzip();
        Pat {
            t: TPat::Array(t.into()),
            d: DPat::Ctor(DCtor::Array(n), d, id),
        }
    }

    fn pattern_elem(&mut self, ty: Ty<'db>, depth: u32) -> Option<Ty<'db>> {
        match self.table.follow_null(ty) {
            Ty::Unknown => Some(Ty::Unknown),
            Ty::Dynamic(_) => Some(Ty::Dynamic(None)),
            t @ Ty::Class(..) => self.array_elem(t),
            Ty::Mono(_) => {
                let elem = self.fresh();
                let array = self.array_of(elem);
                let _ = self.table.unify(ty, array);
                Some(elem)
            }
            Ty::Abstract(id, args) if depth < 4 => match self.abstract_froms(id, args)[..] {
                [from] => self.pattern_elem(from, depth + 1),
                _ => None,
            },
            _ => None,
        }
    }

    fn object_pattern(
        &mut self,
        id: ExprId,
        fields: &[ObjectField],
        ty: Ty<'db>,
        captures: &mut Captures,
    ) -> Pat<'db> {
        match self.table.follow_null(ty) {
            Ty::Anon(_)
            | Ty::Class(..)
            | Ty::Abstract(..)
            | Ty::Unknown
            | Ty::Mono(_)
            | Ty::Dynamic(_) => {}
            _ => {
                let text = self.print(ty);
                self.error("pattern", id, format!("Cannot field-match against {text}"));
                return Pat::wild();
            }
        }
        let subject = self.add_local(Name::default(), ty, LocalDecl::Temp, Some(id));
        let mut t = Vec::new();
        let mut d = Vec::new();
        for (i, field) in fields.iter().enumerate() {
            let recv = self.local(subject, id);
            let access = match self.find_field(recv, &field.name, id) {
                Some(access) => access,
                None if matches!(self.table.follow_null(ty), Ty::Mono(_)) => {
                    self.field_access(recv, &field.name, id, false)
                }
                None => {
                    let text = self.print(ty);
                    self.error_at(
                        "no-field",
                        BodyPlace::ObjectField(id, i as u32),
                        format!("{text} has no field {}", field.name),
                    );
                    self.infer_pattern(field.value, Ty::Unknown, captures);
                    continue;
                }
            };
            let read = self.read_access(&access, id);
            let field_ty = self.ty(read);
            let pat = self.infer_pattern(field.value, field_ty, captures);
            d.push((field.name.clone(), field_ty, pat.d));
            t.push((read, pat.t));
        }
        Pat {
            t: TPat::Fields {
                subject,
                fields: t.into(),
            },
            d: DPat::Fields(d),
        }
    }

    // --- combinations

    fn or_pattern(
        &mut self,
        lhs: ExprId,
        rhs: ExprId,
        ty: Ty<'db>,
        captures: &mut Captures,
    ) -> Pat<'db> {
        let mut left_captures = Captures {
            names: Vec::new(),
            expected: captures.expected.clone(),
            forbidden: captures.forbidden,
        };
        let left = self.infer_pattern(lhs, ty, &mut left_captures);
        let mut right_captures = left_captures.repeat();
        let right = self.infer_pattern(rhs, ty, &mut right_captures);
        self.check_captures(rhs, &left_captures, &right_captures);
        captures.names.extend(left_captures.names);
        let mut t = match left.t {
            TPat::Or(pats) => pats.into_vec(),
            pat => vec![pat],
        };
        t.push(right.t);
        let mut d = match left.d {
            DPat::Or(pats) => pats,
            pat => vec![pat],
        };
        d.push(right.d);
        Pat {
            t: TPat::Or(t.into()),
            d: DPat::Or(d),
        }
    }

    /// Every name captured on the left is captured on the right.
    pub(super) fn check_captures(&mut self, at: ExprId, left: &Captures, right: &Captures) {
        for (name, _) in &left.names {
            if !right.names.iter().any(|(n, _)| n == name) {
                self.uneven_captures(at, name);
            }
        }
    }

    fn bind_pattern(
        &mut self,
        id: ExprId,
        lhs: ExprId,
        rhs: ExprId,
        ty: Ty<'db>,
        captures: &mut Captures,
    ) -> Pat<'db> {
        let target = self.skip_parens(lhs);
        let name = match self.expr(target) {
            Expr::Ident(name) | Expr::PatternVar { name, .. } => name,
            _ => {
                self.error("pattern", id, "Unrecognized pattern");
                return Pat::wild();
            }
        };
        let local = self.capture(target, name, ty, captures);
        let sub = self.infer_pattern(rhs, ty, captures);
        match local {
            Some(local) => Pat {
                t: TPat::Bind {
                    local,
                    sub: Some(Box::new(sub.t)),
                },
                d: sub.d,
            },
            None => sub,
        }
    }

    /// `e(_) => p`: `_` is the value at hand; sees no captures.
    fn extractor_pattern(
        &mut self,
        lhs: ExprId,
        rhs: ExprId,
        ty: Ty<'db>,
        captures: &mut Captures,
    ) -> Pat<'db> {
        let input = self.add_local(Name::default(), ty, LocalDecl::Temp, Some(lhs));
        let old = self.underscore.replace(input);
        let expr = self.infer_expr(lhs, Expected::Value);
        self.underscore = old;
        let out = self.ty(expr);
        let sub = self.infer_pattern(rhs, out, captures);
        // Where whatever comes out of it fits, it is as good as a wildcard.
        let d = if sub.d.is_irrefutable() {
            DPat::Pass
        } else {
            DPat::Opaque
        };
        Pat {
            t: TPat::Extractor {
                input,
                expr,
                sub: Box::new(sub.t),
            },
            d,
        }
    }
}
