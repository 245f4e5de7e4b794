//! Identifiers and dotted paths (Haxe manual, "Resolution Order"): locals, members, statics of the
//! class, module-level fields, constructors of the expected enum and of enums in scope, imported
//! statics, types. A dotted path is a chain of fields when its first name is a value, otherwise its
//! longest prefix that is a type.

use hir_def::{
    Name, PathPrefix, ScopeValue,
    body::{Expr, ExprId},
    ids::{FieldId, FieldOwner, TypeDeclId},
    item_tree::TypeDeclKind,
    type_ref::is_type_name,
};

use crate::{
    infer::{
        Expected, InferenceContext, Resolution,
        access::{Access, FieldAccess, Host},
    },
    signature::{Access as FieldAccessKind, SigKind},
    ty::Ty,
    typed_body::TExprKind,
};

impl<'db> InferenceContext<'db> {
    /// A chain of fields, indexes and calls, read as a value; ends its `?.` tests.
    pub(super) fn infer_chain(
        &mut self,
        id: ExprId,
        expected: Expected<'db>,
    ) -> crate::typed_body::TExprId {
        let navs = self.safe_navs.len();
        let access = self.infer_access(id, expected, false);
        self.resolve_access(id, &access);
        let value = self.read_access(&access, id);
        self.close_safe_navs(navs, value, id)
    }

    /// What `id` stands for, not yet read.
    pub(super) fn infer_access(
        &mut self,
        id: ExprId,
        expected: Expected<'db>,
        for_write: bool,
    ) -> Access<'db> {
        match self.expr(id) {
            Expr::Ident(name) => {
                let access = self.infer_ident(id, name, expected, for_write);
                self.bypassing(access)
            }
            Expr::Field {
                expr,
                name,
                null_safe,
            } => {
                let access = self.infer_field_expr(id, *expr, name, *null_safe, for_write);
                self.bypassing(access)
            }
            Expr::Index { expr, index } => self.infer_index(id, *expr, *index),
            Expr::Call { callee, args } => {
                let value = self.infer_call(id, *callee, args, expected);
                Access::Value(value)
            }
            _ => {
                let value = self.infer_expr(id, expected);
                Access::Value(value)
            }
        }
    }

    /// The access of a property's storage where `@:bypassAccessor` asks for it: one access for
    /// each, from the inside.
    fn bypassing(&mut self, mut access: Access<'db>) -> Access<'db> {
        if self.bypass_accessor > 0
            && let Access::Field(field) = &mut access
            && let SigKind::Var { read, write } = self.sig(field.field).kind
            && [read, write].contains(&FieldAccessKind::Call)
        {
            self.bypass_accessor -= 1;
            field.bypass = true;
        }
        access
    }

    fn infer_ident(
        &mut self,
        id: ExprId,
        name: &Name,
        expected: Expected<'db>,
        for_write: bool,
    ) -> Access<'db> {
        if let Some(access) = self.special_ident(id, name, expected, for_write) {
            return access;
        }
        let enum_ = self.expected_enum(expected);
        if let Some(access) = self.resolve_ident(id, name, enum_) {
            match &access {
                Access::EnumCtor { ty, .. } => self.guide_ctor(*ty, expected),
                Access::Field(field) => self.deprecated_field(id, field.field),
                _ => {}
            }
            return access;
        }
        if is_type_name(name) {
            if let Some(access) = self.resolve_type_ident(id, name) {
                return access;
            }
        } else if let Some(access) = self.type_param_value(id, name) {
            return access;
        }
        if self.untyped {
            let ty = self.fresh();
            let value = self.make(TExprKind::Missing, ty, id);
            return Access::Value(value);
        }
        self.unresolved_ident(id, name, enum_, expected);
        Access::Error
    }

    fn special_ident(
        &mut self,
        id: ExprId,
        name: &Name,
        expected: Expected<'db>,
        for_write: bool,
    ) -> Option<Access<'db>> {
        let value = match name.as_str() {
            "true" => self.make(TExprKind::Bool(true), Ty::Bool, id),
            "false" => self.make(TExprKind::Bool(false), Ty::Bool, id),
            "null" => {
                let ty = self.null_ty(expected);
                self.null(ty, id)
            }
            "this" => {
                let Some(ty) = self.this_ty else {
                    self.error(
                        "this-in-static",
                        id,
                        "Cannot access this from a static function",
                    );
                    return Some(Access::Error);
                };
                self.resolve_to(id, Resolution::This);
                self.check_member_init(id);
                let this = self.make(TExprKind::This, ty, id);
                if for_write && self.abstract_ty.is_some() {
                    return Some(Access::This(this));
                }
                self.check_this_assigned(id);
                this
            }
            "abstract" => {
                let (Some(ty), Some(_)) = (self.abstract_ty, self.this_ty) else {
                    self.error(
                        "abstract-outside",
                        id,
                        "Property 'abstract' is reserved and only available in abstracts",
                    );
                    return Some(Access::Error);
                };
                self.resolve_to(id, Resolution::This);
                self.make(TExprKind::This, ty, id)
            }
            "super" => {
                self.resolve_to(id, Resolution::Super);
                self.error("super-value", id, "Cannot use super as value");
                return Some(Access::Error);
            }
            "_" => match self.underscore {
                Some(local) => self.local(local, id),
                None => return None,
            },
            "" => return Some(Access::Error),
            _ => return None,
        };
        Some(Access::Value(value))
    }

    /// `null` has the expected type, made nullable when that is still open.
    fn null_ty(&mut self, expected: Expected<'db>) -> Ty<'db> {
        match expected.ty() {
            Some(ty) => {
                if self.table.is_open(ty) && !self.is_null_ty(ty) {
                    let inner = self.fresh();
                    let null = self.null_of(inner);
                    let _ = self.table.unify_eq(ty, null);
                    return null;
                }
                match self.table.follow(ty) {
                    // Reported by whoever makes it fit.
                    Ty::Int | Ty::Float | Ty::Bool | Ty::Void => {
                        let inner = self.fresh();
                        self.null_of(inner)
                    }
                    _ => ty,
                }
            }
            None => {
                let inner = self.fresh();
                self.null_of(inner)
            }
        }
    }

    // --- the orders of resolution

    /// Steps (2)-(7) of 5.7.
    pub(super) fn resolve_ident(
        &mut self,
        id: ExprId,
        name: &Name,
        expected_enum: Option<TypeDeclId<'db>>,
    ) -> Option<Access<'db>> {
        if let Some(local) = self.lookup_local(name) {
            return Some(self.local_access(id, local));
        }
        if let Some(access) = self.member_of_this(id, name) {
            return Some(access);
        }
        if let Some(value) = hir_def::module_value(self.db, self.module, name) {
            return Some(self.scope_value(id, value));
        }
        if let Some(enum_) = expected_enum
            && let Some(value) = hir_def::ctor_of_type(self.db, enum_, name)
        {
            return Some(self.scope_value(id, value));
        }
        if let Some(value) = hir_def::ctor_in_scope(self.db, self.module, name) {
            return Some(self.scope_value(id, value));
        }
        let value = hir_def::imported_value(self.db, self.module, name)?;
        Some(self.scope_value(id, value))
    }

    fn local_access(&mut self, id: ExprId, local: crate::typed_body::LocalId) -> Access<'db> {
        self.note_local(id, local);
        let params = self.local_info[local.0 as usize].type_params.clone();
        if params.is_empty() {
            return Access::Local(local);
        }
        // A generic local function: its own copy of the parameters for each use.
        let subst = self.table.instantiate(&params, &crate::fold::Subst::new());
        let ty = self.locals[local.0 as usize].ty;
        let ty = self.table.zonk(ty);
        let ty = crate::fold::subst(self.db, ty, &subst);
        let value = self.make(TExprKind::Local(local), ty, id);
        Access::Value(value)
    }

    /// A member through `this`, or a static of the own class.
    fn member_of_this(&mut self, id: ExprId, name: &Name) -> Option<Access<'db>> {
        let owner = self.owner?;
        if let Some(this_ty) = self.this_ty {
            let ty = self.abstract_ty.unwrap_or(this_ty);
            if let Some(access) = self.member_through_this(id, ty, name) {
                return Some(access);
            }
        }
        let field = self.own_static(owner, name)?;
        Some(self.static_access(id, field))
    }

    /// `name` as a static of the own class (values of the own enum abstract included).
    fn own_static(&mut self, owner: TypeDeclId<'db>, name: &Name) -> Option<FieldId<'db>> {
        hir_def::fields_named(self.db, owner, name)
            .into_iter()
            .find(|field| {
                hir_def::field_data(self.db, *field).is_some_and(|data| data.field.flags.is_static)
                    || self.is_enum_value(*field)
            })
    }

    pub(super) fn is_enum_value(&self, field: FieldId<'db>) -> bool {
        let FieldOwner::Type(owner) = field.owner(self.db) else {
            return false;
        };
        hir_def::type_decl_data(self.db, owner).is_some_and(|data| {
            matches!(data.decl.kind, TypeDeclKind::Abstract { is_enum: true, .. })
        }) && hir_def::resolve::is_enum_value(self.db, field)
    }

    pub(super) fn scope_value(&mut self, id: ExprId, value: ScopeValue<'db>) -> Access<'db> {
        match value {
            ScopeValue::Field(field) | ScopeValue::EnumAbstractValue(field) => {
                self.static_access(id, field)
            }
            ScopeValue::EnumCtor(ctor) => {
                self.resolve_to(id, Resolution::EnumCtor(ctor));
                self.deprecated_ctor(id, ctor);
                let (ty, _) = self.instantiate_ctor(ctor);
                Access::EnumCtor { ctor, ty }
            }
        }
    }

    /// A static or module-level field.
    pub(super) fn static_access(&mut self, id: ExprId, field: FieldId<'db>) -> Access<'db> {
        self.resolve_to(id, Resolution::Field(field));
        self.check_visible(field, None, id);
        let (ty, type_args) = self.field_ty(field, None);
        Access::Field(FieldAccess {
            bypass: false,
            field,
            recv: None,
            host: Host::Static,
            ty,
            type_args,
        })
    }

    fn resolve_type_ident(&mut self, id: ExprId, name: &Name) -> Option<Access<'db>> {
        if let Some(access) = self.type_param_value(id, name) {
            return Some(access);
        }
        let path = hir_def::type_ref::DottedPath(Box::new([name.clone()]));
        match hir_def::resolve_type_path(self.db, self.module, &path) {
            hir_def::TypeResolution::Type(decl) => Some(self.type_value(id, decl)),
            hir_def::TypeResolution::Unknown => {
                let value = self.make(TExprKind::Missing, Ty::Unknown, id);
                Some(Access::Value(value))
            }
            hir_def::TypeResolution::Unresolved => None,
        }
    }

    /// A type parameter as a value: only `@:const` ones of `@:generic` types.
    fn type_param_value(&mut self, id: ExprId, name: &Name) -> Option<Access<'db>> {
        let param = *self
            .lower
            .params
            .iter()
            .rev()
            .find(|p| p.name(self.db) == name)?;
        self.resolve_to(id, Resolution::TypeParam(param));
        let is_const = self.is_const_param(param);
        if !is_const {
            self.error(
                "type-parameter-value",
                id,
                "Only @:const type parameters on @:generic classes can be used as value",
            );
        }
        let value = self.make(TExprKind::Missing, Ty::Param(param), id);
        Some(Access::Value(value))
    }

    /// A type's name as a value. Plain typedefs stand for what they name.
    pub(super) fn type_value(&mut self, id: ExprId, decl: TypeDeclId<'db>) -> Access<'db> {
        self.resolve_to(id, Resolution::Type(decl));
        self.deprecated_type(id, decl);
        let target = hir_def::follow_typedef(self.db, decl).unwrap_or(decl);
        let value = self.make(TExprKind::TypeValue(target), Ty::TypeValue(target), id);
        Access::Value(value)
    }

    fn unresolved_ident(
        &mut self,
        id: ExprId,
        name: &Name,
        enum_: Option<TypeDeclId<'db>>,
        expected: Expected<'db>,
    ) {
        // A reified pattern may have bound the name.
        if name.is_empty() || self.is_unseen_scope() || self.is_unrunnable {
            return;
        }
        // A constructor of an enum that is not there, perhaps.
        if is_type_name(name)
            && expected
                .ty()
                .is_some_and(|ty| self.table.follow_null(ty) == Ty::Unknown)
        {
            return;
        }
        if self.in_static()
            && let Some(owner) = self.owner
            && hir_def::field_named(self.db, owner, name).is_some()
        {
            self.error(
                "static-context",
                id,
                format!("Cannot access {name} in static function"),
            );
            return;
        }
        if let Some(enum_) = enum_ {
            let path = hir_def::type_path(self.db, enum_);
            let names = self.enum_names(enum_);
            let similar = suggestions(name, &names);
            self.error(
                "unresolved-identifier",
                id,
                format!("Identifier '{name}' is not part of {path}{similar}"),
            );
            return;
        }
        self.error(
            "unresolved-identifier",
            id,
            format!("Unknown identifier : {name}"),
        );
    }

    /// A class with a build macro that was not run, or an unknown parent, may have any field.
    fn is_unseen_scope(&self) -> bool {
        self.owner
            .is_some_and(|owner| crate::decl::has_unseen_members(self.db, owner))
    }

    pub(super) fn enum_names(&self, enum_: TypeDeclId<'db>) -> Vec<Name> {
        let ctors = hir_def::ctors_of(self.db, enum_)
            .iter()
            .map(|c| c.name(self.db).clone());
        let values = hir_def::fields_of(self.db, enum_)
            .iter()
            .filter(|f| self.is_enum_value(**f))
            .map(|f| f.name(self.db).clone());
        ctors.chain(values).collect()
    }

    /// The enum or enum abstract whose constructors an expected type brings into scope (5.8).
    pub(super) fn expected_enum(&mut self, expected: Expected<'db>) -> Option<TypeDeclId<'db>> {
        let ty = expected.ty()?;
        self.enum_of(ty, 0)
    }

    fn enum_of(&mut self, ty: Ty<'db>, depth: u32) -> Option<TypeDeclId<'db>> {
        match self.table.follow_null(ty) {
            Ty::Enum(id, _) => Some(id),
            Ty::Abstract(id, args) => {
                let info = crate::decl::abstract_info(self.db, id);
                if info.is_enum {
                    return Some(id);
                }
                if info.core_type || depth > 4 {
                    return None;
                }
                match self.abstract_froms(id, args)[..] {
                    [from] => self.enum_of(from, depth + 1),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// A constructor's result type is unified with the expected type first, so that its arguments
    /// know it.
    pub(super) fn guide_ctor(&mut self, ty: Ty<'db>, expected: Expected<'db>) {
        let Some(want) = expected.ty() else {
            return;
        };
        if let Ty::Fun(fun) = self.table.follow(ty)
            && matches!(self.table.follow_null(want), Ty::Enum(..))
        {
            let ret = fun.ret(self.db);
            let _ = self.table.unify(ret, want);
        }
    }

    // --- dotted paths

    /// `a.b.c` when every part is a plain name: the names with the expression of each.
    fn dotted(&self, id: ExprId) -> Option<Vec<(Name, ExprId)>> {
        let mut parts = Vec::new();
        let mut at = id;
        loop {
            match self.expr(at) {
                Expr::Field {
                    expr,
                    name,
                    null_safe: false,
                } => {
                    parts.push((name.clone(), at));
                    at = *expr;
                }
                Expr::Ident(name) => {
                    parts.push((name.clone(), at));
                    parts.reverse();
                    return Some(parts);
                }
                _ => return None,
            }
        }
    }

    /// A dotted path whose first name is no value: the type (or module field) that its longest
    /// prefix names, and then fields. `None` when it is a chain on a value.
    pub(super) fn infer_dotted(&mut self, id: ExprId, for_write: bool) -> Option<Access<'db>> {
        let parts = self.dotted(id)?;
        let (first, first_at) = parts[0].clone();
        if is_special(&first) || self.names_value(&first) {
            return None;
        }
        let names: Vec<Name> = parts.iter().map(|(name, _)| name.clone()).collect();
        match hir_def::resolve_path_prefix(self.db, self.module, &names) {
            Some((prefix, used)) if used > 0 => {
                for (_, at) in &parts[..used - 1] {
                    self.resolve_to(*at, Resolution::Package);
                }
                let at = parts[used - 1].1;
                let mut access = match prefix {
                    PathPrefix::Type(decl) => self.type_value(at, decl),
                    PathPrefix::ModuleField(field) => self.static_access(at, field),
                };
                for (i, (name, at)) in parts.iter().enumerate().skip(used) {
                    let before = parts[i - 1].1;
                    self.resolve_access(before, &access);
                    let recv = self.read_access(&access, before);
                    self.record(before, recv);
                    let last = i + 1 == parts.len();
                    access = self.field_access(recv, name, *at, for_write && last);
                }
                Some(access)
            }
            _ => {
                if is_type_name(&first) || self.type_param_named(&first) {
                    // The plain identifier rules give the message.
                    return None;
                }
                if self.untyped {
                    let ty = self.fresh();
                    let value = self.make(TExprKind::Missing, ty, id);
                    return Some(Access::Value(value));
                }
                self.unresolved_path(&names, &parts, first_at);
                Some(Access::Error)
            }
        }
    }

    fn unresolved_path(&mut self, names: &[Name], parts: &[(Name, ExprId)], first_at: ExprId) {
        let Some(n_package) = names.iter().position(|n| is_type_name(n)) else {
            let first = names[0].clone();
            if parts.iter().all(|(n, _)| !n.is_empty()) || names.len() == 1 {
                self.unresolved_ident(first_at, &first, None, Expected::Value);
            }
            return;
        };
        let path = hir_def::type_ref::DottedPath(names[..=n_package].into());
        if hir_def::resolve_type_path(self.db, self.module, &path)
            == hir_def::TypeResolution::Unknown
            || self.is_unseen_scope()
        {
            return;
        }
        self.error(
            "unresolved-type",
            parts[n_package].1,
            format!("Type not found : {}", path.0.join(".")),
        );
    }

    fn type_param_named(&self, name: &str) -> bool {
        self.lower.params.iter().any(|p| p.name(self.db) == name)
    }

    /// Whether a name is a value by steps (2)-(7).
    fn names_value(&mut self, name: &Name) -> bool {
        if self.lookup_local(name).is_some() {
            return true;
        }
        if let Some(owner) = self.owner {
            if let Some(this_ty) = self.this_ty {
                let ty = self.abstract_ty.unwrap_or(this_ty);
                if self.has_member(ty, name) {
                    return true;
                }
            }
            if self.own_static(owner, name).is_some() {
                return true;
            }
        }
        hir_def::module_value(self.db, self.module, name).is_some()
            || hir_def::ctor_in_scope(self.db, self.module, name).is_some()
            || hir_def::imported_value(self.db, self.module, name).is_some()
    }
}

fn is_special(name: &str) -> bool {
    matches!(
        name,
        "this" | "abstract" | "super" | "null" | "true" | "false" | "_" | ""
    )
}

/// ` (Suggestions: a, b)` as the reference writes it.
pub(super) fn suggestions(wanted: &str, names: &[Name]) -> String {
    let similar = hir_def::similar_names(wanted, names.iter());
    match similar[..] {
        [] => String::new(),
        [one] => format!(" (Suggestion: {one})"),
        _ => {
            let list: Vec<&str> = similar.iter().map(|n| n.as_str()).collect();
            format!(" (Suggestions: {})", list.join(", "))
        }
    }
}
