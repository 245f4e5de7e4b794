//! Written type hints ([`TypeRef`]) to types, with the errors found in them.
//!
//! `Lowering` walks the arena of one owner (a declaration header, a field, a body) under a
//! [`LowerCtx`]: the module whose imports apply and the type parameters in scope. An
//! unresolved or malformed hint is `Unknown`, and its error is positioned at the `TypeRefId`.

use base_db::{Config, Db};
use hir_def::{
    Name, TypeResolution,
    arena::Arena,
    field_data,
    ids::{FieldId, GenericOwner, ModuleId, TypeDeclId, TypeParamId, TypeRefOwner},
    item_tree::{Accessor, Field, FieldKind, Param, TypeParam},
    resolve_type_path, suggest_types, type_params_of, type_path,
    type_ref::{
        AnonFieldKindRef, AnonFieldRef, ConstArg, DottedPath, FunParamRef, TypeArgRef, TypeRef,
        TypeRefId,
    },
};

use crate::{
    core::{CoreTypes, core_types},
    decl::{decl_has_meta, expand_typedefs, param_bounds, type_of_decl, type_params_of_decl},
    fold::{Subst, for_each_child, subst, without_param_names},
    suggest::suggestion_list,
    table::InferenceTable,
    ty::{AnonField, AnonFieldKind, AnonStatus, AnonTy, ConstTy, FunParam, Ty},
};

/// An error in a written hint.
#[derive(Clone, PartialEq, Eq, Debug, salsa::SalsaValue)]
pub struct TypeDiagnostic {
    pub at: TypeRefId,
    pub code: &'static str,
    pub message: String,
}

/// Where a hint stands: what its names can mean.
#[derive(Clone)]
pub struct LowerCtx<'db> {
    pub db: &'db dyn Db,
    pub module: ModuleId<'db>,
    pub config: Config,
    /// Innermost last.
    pub params: Vec<TypeParamId<'db>>,
    pub owner: TypeRefOwner<'db>,
}

impl<'db> LowerCtx<'db> {
    /// Scope of the hints of a declaration's header, a field's signature or a constructor.
    pub fn for_owner(db: &'db dyn Db, owner: GenericOwner<'db>) -> Self {
        match owner {
            GenericOwner::Type(decl) => Self::for_decl(db, decl),
            GenericOwner::Field(field) | GenericOwner::LocalFn(field, _) => {
                Self::for_field(db, field)
            }
            GenericOwner::Ctor(ctor) => {
                let mut ctx = Self::for_decl(db, ctor.enum_(db));
                ctx.params.extend(type_params_of(db, owner));
                ctx.owner = TypeRefOwner::Ctor(ctor);
                ctx
            }
            GenericOwner::AnonMethod(owner, _) => match owner {
                TypeRefOwner::Type(decl) => Self::for_decl(db, decl),
                TypeRefOwner::Field(field) | TypeRefOwner::Body(field) => {
                    Self::for_field(db, field)
                }
                TypeRefOwner::Ctor(ctor) => Self::for_owner(db, GenericOwner::Ctor(ctor)),
            },
        }
    }

    fn for_decl(db: &'db dyn Db, decl: TypeDeclId<'db>) -> Self {
        let module = decl.module(db);
        LowerCtx {
            db,
            module,
            config: module.config(db),
            params: type_params_of_decl(db, decl).to_vec(),
            owner: TypeRefOwner::Type(decl),
        }
    }

    /// Scope of a field's signature and of the hints in its body. Statics do not see the type
    /// parameters of their class.
    pub fn for_field(db: &'db dyn Db, field: FieldId<'db>) -> Self {
        let module = field.module(db);
        let mut params = Vec::new();
        if let Some(decl) = field.type_decl(db)
            && !field_data(db, field).is_some_and(|data| data.field.flags.is_static)
        {
            params.extend(type_params_of_decl(db, decl));
        }
        params.extend(type_params_of(db, GenericOwner::Field(field)));
        LowerCtx {
            db,
            module,
            config: module.config(db),
            params,
            owner: TypeRefOwner::Field(field),
        }
    }

    /// The same for hints inside the field's body.
    pub fn for_body(db: &'db dyn Db, field: FieldId<'db>) -> Self {
        let mut ctx = Self::for_field(db, field);
        ctx.owner = TypeRefOwner::Body(field);
        ctx
    }

    pub fn core(&self) -> &'db CoreTypes<'db> {
        core_types(self.db, self.config)
    }

    fn param(&self, name: &str) -> Option<TypeParamId<'db>> {
        self.params
            .iter()
            .rev()
            .copied()
            .find(|p| p.name(self.db) == name)
    }
}

/// How missing type arguments of a hint are filled: `C` where `C<T>` is declared.
pub enum MissingArgs<'a, 'db> {
    /// An error, as in every ordinary hint.
    Refuse,
    /// By fresh monomorphs, as in `new C()`.
    Fill(&'a mut dyn FnMut(TypeParamId<'db>) -> Ty<'db>),
}

pub struct Lowering<'a, 'db> {
    ctx: &'a LowerCtx<'db>,
    db: &'db dyn Db,
    arena: &'a Arena<TypeRef>,
    diagnostics: Vec<TypeDiagnostic>,
    /// Type parameters of structure methods being lowered.
    anon_params: Vec<TypeParamId<'db>>,
    /// Type arguments are checked against the constraints of their parameters.
    checks: bool,
}

/// One hint of a body, with its errors.
pub fn lower_type_ref<'db>(
    ctx: &LowerCtx<'db>,
    arena: &Arena<TypeRef>,
    id: TypeRefId,
    diagnostics: &mut Vec<TypeDiagnostic>,
) -> Ty<'db> {
    let mut lowering = Lowering::new(ctx, arena).checking();
    let ty = lowering.lower(id);
    diagnostics.append(&mut lowering.diagnostics);
    ty
}

impl<'a, 'db> Lowering<'a, 'db> {
    pub fn new(ctx: &'a LowerCtx<'db>, arena: &'a Arena<TypeRef>) -> Self {
        Lowering {
            ctx,
            db: ctx.db,
            arena,
            diagnostics: Vec::new(),
            anon_params: Vec::new(),
            checks: false,
        }
    }

    /// For queries that only report: looking at constraints may lead anywhere, back here too.
    pub fn checking(mut self) -> Self {
        self.checks = true;
        self
    }

    pub fn finish(self) -> Vec<TypeDiagnostic> {
        self.diagnostics
    }

    pub fn lower(&mut self, id: TypeRefId) -> Ty<'db> {
        self.lower_with(id, &mut MissingArgs::Refuse)
    }

    /// `missing` applies to the outermost path only.
    pub fn lower_with(&mut self, id: TypeRefId, missing: &mut MissingArgs<'_, 'db>) -> Ty<'db> {
        match &self.arena[id] {
            TypeRef::Error => Ty::Unknown,
            TypeRef::Path { path, args } => self.path(id, path, args, missing),
            TypeRef::Fun { params, ret } => self.fun(params, *ret),
            TypeRef::Anon { extends, fields } => self.anon(id, extends, fields),
            TypeRef::Optional(inner) => Ty::null(self.db, self.lower(*inner)),
            TypeRef::Intersection(parts) => self.intersection(id, parts),
        }
    }

    /// `T:A & B` is two constraints.
    pub fn lower_constraint(&mut self, id: TypeRefId, out: &mut Vec<Ty<'db>>) {
        match &self.arena[id] {
            TypeRef::Intersection(parts) => {
                for &part in parts {
                    self.lower_constraint(part, out);
                }
            }
            _ => out.push(self.lower(id)),
        }
    }

    fn error(&mut self, at: TypeRefId, code: &'static str, message: String) {
        self.diagnostics.push(TypeDiagnostic { at, code, message });
    }

    fn path(
        &mut self,
        id: TypeRefId,
        path: &DottedPath,
        args: &[TypeArgRef],
        missing: &mut MissingArgs<'_, 'db>,
    ) -> Ty<'db> {
        let db = self.db;
        if let [name] = &*path.0 {
            let param = self
                .anon_params
                .iter()
                .rev()
                .copied()
                .find(|p| p.name(db) == name)
                .or_else(|| self.ctx.param(name));
            if let Some(param) = param {
                if !args.is_empty() {
                    self.error(
                        id,
                        "type-parameter-count",
                        format!("Class type parameter {name} can't have parameters"),
                    );
                }
                return Ty::Param(param);
            }
        }
        match resolve_type_path(db, self.ctx.module, path) {
            TypeResolution::Type(decl) => self.named(id, decl, args, missing),
            TypeResolution::Unknown => {
                self.lower_args(args);
                Ty::Unknown
            }
            TypeResolution::Unresolved => {
                let args = self.lower_args(args);
                if let Some(ty) = basic_type_by_name(db, path, &args) {
                    return ty;
                }
                let suggestions = suggest_types(db, self.ctx.module, path);
                let message = format!(
                    "Type not found : {}{}",
                    path.0.join("."),
                    suggestion_list(&suggestions)
                );
                self.error(id, "unresolved-type", message);
                Ty::Unknown
            }
        }
    }

    fn lower_args(&mut self, args: &[TypeArgRef]) -> Vec<Ty<'db>> {
        args.iter()
            .map(|arg| match arg {
                TypeArgRef::Type(id) => self.lower(*id),
                TypeArgRef::Const(value) => Ty::Const(ConstTy::new(self.db, const_text(value))),
            })
            .collect()
    }

    fn named(
        &mut self,
        id: TypeRefId,
        decl: TypeDeclId<'db>,
        args: &[TypeArgRef],
        missing: &mut MissingArgs<'_, 'db>,
    ) -> Ty<'db> {
        let db = self.db;
        let params = type_params_of_decl(db, decl);
        let mut lowered = self.lower_args(args);
        if self.ctx.core().dynamic == Some(decl) {
            if lowered.len() > 1 {
                self.error(
                    id,
                    "type-parameter-count",
                    "Too many parameters for Dynamic".to_owned(),
                );
            }
            return match lowered.first() {
                Some(&inner) => Ty::dynamic_of(db, inner),
                None => Ty::Dynamic(None),
            };
        }
        if decl_has_meta(db, decl, ":genericBuild") {
            return Ty::Unknown;
        }
        if lowered.len() > params.len() {
            self.error(
                id,
                "type-parameter-count",
                format!("Too many type parameters for {}", type_path(db, decl)),
            );
            lowered.truncate(params.len());
        }
        if lowered.len() < params.len() {
            let given_none = args.is_empty();
            let mut refused = false;
            for &param in &params[lowered.len()..] {
                let default = param_bounds(db, param).default;
                let ty = match (&mut *missing, default) {
                    (MissingArgs::Fill(fill), _) if given_none => fill(param),
                    (_, Some(default)) => {
                        let map = Subst::zip(params, &lowered);
                        subst(db, default, &map)
                    }
                    (_, None) => {
                        refused = true;
                        Ty::Unknown
                    }
                };
                lowered.push(ty);
            }
            if refused {
                self.error(
                    id,
                    "type-parameter-count",
                    format!("Not enough type parameters for {}", type_path(db, decl)),
                );
            }
        }
        if self.checks {
            self.check_constraints(id, params, &lowered);
        }
        type_of_decl(db, decl, &lowered)
    }

    fn check_constraints(&mut self, id: TypeRefId, params: &[TypeParamId<'db>], args: &[Ty<'db>]) {
        let db = self.db;
        let map = Subst::zip(params, args);
        for (&param, &arg) in params.iter().zip(args) {
            if arg.flags(db).unknown || arg.flags(db).mono || mentions_local_params(db, arg) {
                continue;
            }
            for &bound in &param_bounds(db, param).constraints {
                let bound = subst(db, bound, &map);
                let mut table = InferenceTable::new(db, self.ctx.config);
                if let Err(err) = table.unify(arg, bound) {
                    let name = table.param_name(param);
                    self.error(
                        id,
                        "constraint-failure",
                        format!(
                            "Constraint check failure for {name}\n{}",
                            err.message(&table)
                        ),
                    );
                    return;
                }
            }
        }
    }

    fn fun(&mut self, params: &[FunParamRef], ret: TypeRefId) -> Ty<'db> {
        let db = self.db;
        let params: Vec<FunParam<'db>> = match params {
            // `Void -> R` of the old notation.
            [only] if only.name.is_none() && !only.optional && self.is_void(only.ty) => Vec::new(),
            _ => params.iter().map(|param| self.fun_param(param)).collect(),
        };
        let ret = self.lower(ret);
        Ty::fun(db, params, ret)
    }

    fn fun_param(&mut self, param: &FunParamRef) -> FunParam<'db> {
        let ty = self.lower(param.ty);
        let ty = if param.rest {
            self.ctx.core().rest_of(self.db, ty)
        } else if param.optional {
            Ty::null(self.db, ty)
        } else {
            ty
        };
        FunParam {
            name: param.name.clone().unwrap_or_default(),
            optional: param.optional,
            rest: param.rest,
            ty,
        }
    }

    fn is_void(&mut self, id: TypeRefId) -> bool {
        let TypeRef::Path { path, args } = &self.arena[id] else {
            return false;
        };
        path.0.len() == 1 && path.0[0] == "Void" && args.is_empty() && self.lower(id) == Ty::Void
    }

    fn anon(&mut self, id: TypeRefId, extends: &[TypeRefId], fields: &[AnonFieldRef]) -> Ty<'db> {
        let mut res: Vec<AnonField<'db>> = Vec::new();
        let mut unknown = false;
        for &base in extends {
            let ty = self.lower(base);
            unknown |= !self.merge(base, ty, &mut res);
        }
        for field in fields {
            let lowered = self.anon_field(field);
            match res.iter().find(|f| f.name == field.name) {
                // An extended structure's field may be repeated as it is.
                Some(old) if !extends.is_empty() && is_same_field(self.db, old, &lowered) => {
                    continue;
                }
                Some(_) => {
                    let message = if extends.is_empty() {
                        format!("Duplicate field declaration : {}", field.name)
                    } else {
                        format!("Cannot redefine field {}", field.name)
                    };
                    self.error(id, "duplicate-field", message);
                }
                None => {}
            }
            res.push(lowered);
        }
        if unknown {
            return Ty::Unknown;
        }
        Ty::Anon(AnonTy::new(self.db, res, AnonStatus::Closed))
    }

    /// Adds the fields of a structure; false when they cannot be known.
    fn merge(&mut self, at: TypeRefId, ty: Ty<'db>, out: &mut Vec<AnonField<'db>>) -> bool {
        match expand_typedefs(self.db, ty) {
            Ty::Anon(anon) => {
                for field in anon.fields(self.db) {
                    if let Some(old) = out.iter().find(|f| f.name == field.name) {
                        if !is_same_field(self.db, old, field) {
                            self.error(
                                at,
                                "duplicate-field",
                                format!("Cannot redefine field {}", field.name),
                            );
                        }
                    } else {
                        out.push(field.clone());
                    }
                }
                true
            }
            Ty::Unknown => false,
            Ty::Param(_) => {
                self.error(
                    at,
                    "invalid-extension",
                    "Cannot structurally extend type parameters".to_owned(),
                );
                false
            }
            _ => {
                self.error(
                    at,
                    "invalid-extension",
                    "Can only extend structures".to_owned(),
                );
                false
            }
        }
    }

    fn anon_field(&mut self, field: &AnonFieldRef) -> AnonField<'db> {
        let db = self.db;
        match &field.kind {
            AnonFieldKindRef::Var {
                access,
                is_final,
                ty,
            } => {
                let lowered = ty.map_or(Ty::Unknown, |id| self.lower(id));
                let lowered = if field.optional {
                    Ty::null(db, lowered)
                } else {
                    lowered
                };
                if lowered == Ty::Void
                    && let Some(id) = *ty
                {
                    self.error(
                        id,
                        "void-value",
                        "Fields of type Void are not allowed in structures".to_owned(),
                    );
                }
                let kind = if *is_final {
                    AnonFieldKind::Final
                } else {
                    let (read, write) = access.unwrap_or((Accessor::Default, Accessor::Default));
                    AnonFieldKind::Var { read, write }
                };
                AnonField {
                    name: field.name.clone(),
                    ty: lowered,
                    optional: field.optional,
                    is_private: field.is_private,
                    kind,
                }
            }
            AnonFieldKindRef::Fun {
                type_params,
                params,
                ret,
                ordinal,
            } => {
                let depth = self.anon_params.len();
                self.push_anon_params(type_params, *ordinal);
                let params: Vec<FunParam<'db>> =
                    params.iter().map(|p| self.written_param(p)).collect();
                let ret = ret.map_or(Ty::Unknown, |id| self.lower(id));
                self.anon_params.truncate(depth);
                let ty = Ty::fun(db, params, ret);
                AnonField {
                    name: field.name.clone(),
                    ty: if field.optional { Ty::null(db, ty) } else { ty },
                    optional: field.optional,
                    is_private: field.is_private,
                    kind: AnonFieldKind::Method,
                }
            }
        }
    }

    fn push_anon_params(&mut self, type_params: &[TypeParam], ordinal: u32) {
        let owner = GenericOwner::AnonMethod(self.ctx.owner, ordinal);
        for (index, param) in type_params.iter().enumerate() {
            self.anon_params.push(TypeParamId::new(
                self.db,
                owner,
                index as u32,
                param.name.clone(),
            ));
        }
    }

    /// A parameter of a declared function; one without hint is `Unknown` here.
    pub fn written_param(&mut self, param: &Param) -> FunParam<'db> {
        let ty = param.ty.map_or(Ty::Unknown, |id| self.lower(id));
        param_type(self.ctx, param, ty)
    }

    fn intersection(&mut self, id: TypeRefId, parts: &[TypeRefId]) -> Ty<'db> {
        let mut fields = Vec::new();
        let mut unknown = false;
        for &part in parts {
            let ty = self.lower(part);
            unknown |= !self.merge(part, ty, &mut fields);
        }
        let _ = id;
        if unknown {
            return Ty::Unknown;
        }
        Ty::Anon(AnonTy::new(self.db, fields, AnonStatus::Closed))
    }
}

/// The parameter in the function's type: `?x:Int` is `Null<Int>`, `...x:Int` is `haxe.Rest<Int>`.
pub fn param_type<'db>(ctx: &LowerCtx<'db>, param: &Param, hint: Ty<'db>) -> FunParam<'db> {
    let ty = if param.rest {
        ctx.core().rest_of(ctx.db, hint)
    } else if param.optional || param.null_default {
        Ty::null(ctx.db, hint)
    } else {
        hint
    };
    FunParam {
        name: param.name.clone(),
        optional: param.optional || param.has_default,
        rest: param.rest,
        ty,
    }
}

/// Bounds of a local function's type parameters are known to its inference only; constant
/// arguments are their own matter.
fn mentions_local_params<'db>(db: &'db dyn Db, ty: Ty<'db>) -> bool {
    match ty {
        Ty::Param(param) => matches!(
            param.owner(db),
            GenericOwner::LocalFn(..) | GenericOwner::AnonMethod(..)
        ),
        Ty::Const(_) => true,
        _ => {
            let mut found = false;
            for_each_child(db, ty, &mut |child| {
                found = found || mentions_local_params(db, child);
            });
            found
        }
    }
}

/// The basic types are known without a standard library too.
fn basic_type_by_name<'db>(
    db: &'db dyn Db,
    path: &DottedPath,
    args: &[Ty<'db>],
) -> Option<Ty<'db>> {
    let [name] = &*path.0 else { return None };
    Some(match (name.as_str(), args) {
        ("Void", []) => Ty::Void,
        ("Bool", []) => Ty::Bool,
        ("Int", []) => Ty::Int,
        ("Float", []) => Ty::Float,
        ("Dynamic", []) => Ty::Dynamic(None),
        ("Dynamic", [inner]) => Ty::dynamic_of(db, *inner),
        ("Null", [inner]) => Ty::null(db, *inner),
        _ => return None,
    })
}

fn const_text(value: &ConstArg) -> Name {
    match value {
        ConstArg::Int(text) | ConstArg::Float(text) | ConstArg::Other(text) => text.clone(),
        ConstArg::String(text) => Name::from(format!("\"{text}\"")),
        ConstArg::Bool(true) => Name::from("true"),
        ConstArg::Bool(false) => Name::from("false"),
    }
}

/// Every hint of a field's signature, for its errors.
pub fn lower_all_hints<'db>(
    ctx: &LowerCtx<'db>,
    arena: &Arena<TypeRef>,
    field: &Field,
) -> Vec<TypeDiagnostic> {
    let mut lowering = Lowering::new(ctx, arena).checking();
    match &field.kind {
        FieldKind::Var { ty, .. } => {
            if let Some(id) = ty {
                lowering.lower(*id);
            }
        }
        FieldKind::Fun {
            type_params,
            params,
            ret,
            ..
        } => {
            let mut ignored = Vec::new();
            for param in type_params {
                for &id in &param.constraints {
                    lowering.lower_constraint(id, &mut ignored);
                }
            }
            for id in params.iter().filter_map(|p| p.ty).chain(*ret) {
                lowering.lower(id);
            }
        }
    }
    lowering.finish()
}

fn is_same_field<'db>(db: &'db dyn Db, a: &AnonField<'db>, b: &AnonField<'db>) -> bool {
    let nameless = |field: &AnonField<'db>| AnonField {
        ty: without_param_names(db, field.ty),
        ..field.clone()
    };
    a == b || nameless(a) == nameless(b)
}
