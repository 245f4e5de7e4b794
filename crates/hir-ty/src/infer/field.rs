//! Field and index access (Haxe manual, "Field Access", "Array Access", "Safe Navigation"): what
//! stands behind a dot by the type before it, static extensions, unknown fields of Dynamic and
//! open types, and the null tests of `?.`.
//!
//! ```haxe
//! a?.b.c();   // { var t = a; if (t != null) t.b.c() else null; }
//! ```

use hir_def::{
    Name,
    body::{Expr, ExprId, Literal},
    ids::{EnumCtorId, FieldId, FieldOwner, TypeDeclId},
};

use crate::{
    decl::{abstract_info, is_interface},
    fold::Subst,
    infer::{
        BodyPlace, Expected, InferenceContext, Resolution,
        access::{Access, FieldAccess, Host},
        context::SafeNav,
    },
    member::{Member, MemberKind},
    signature::SigKind,
    ty::{AnonFieldKind, Ty},
    typed_body::{CompareOp, TExprId, TExprKind},
};

impl<'db> InferenceContext<'db> {
    pub(super) fn infer_field_expr(
        &mut self,
        id: ExprId,
        base: ExprId,
        name: &Name,
        null_safe: bool,
        for_write: bool,
    ) -> Access<'db> {
        if let Expr::Literal(Literal::String { value, .. }) = self.expr(base)
            && name == "code"
            && !null_safe
        {
            return self.char_code(id, value);
        }
        if !null_safe {
            if let Expr::Ident(first) = self.expr(base)
                && first == "super"
            {
                return self.super_field(id, name);
            }
            if let Some(access) = self.infer_dotted(id, for_write) {
                return access;
            }
        }
        let recv = self.infer_base(base);
        let recv = if null_safe {
            self.open_safe_nav(recv, base)
        } else {
            recv
        };
        self.field_access(recv, name, id, for_write)
    }

    /// `"a".code`
    fn char_code(&mut self, id: ExprId, text: &str) -> Access<'db> {
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) => {
                let value = self.int(c as i32, id);
                Access::Value(value)
            }
            _ => {
                self.error("char-code", id, "String must be a single UTF8 char");
                Access::Error
            }
        }
    }

    /// What stands before a dot or bracket: its pending `?.` tests go on around the whole chain.
    pub(super) fn infer_base(&mut self, base: ExprId) -> TExprId {
        match self.expr(base) {
            Expr::Ident(_) | Expr::Field { .. } | Expr::Index { .. } | Expr::Call { .. } => {
                let access = self.infer_access(base, Expected::Value, false);
                self.resolve_access(base, &access);
                let value = self.read_access(&access, base);
                self.record(base, value);
                value
            }
            _ => self.infer_expr(base, Expected::Value),
        }
    }

    // --- safe navigation

    fn open_safe_nav(&mut self, recv: TExprId, at: ExprId) -> TExprId {
        let mut decls = Vec::new();
        let base = self.reusable(recv, &mut decls, at);
        self.safe_navs.push(SafeNav {
            decl: decls.pop(),
            base,
            at,
        });
        let ty = self.ty(base);
        match self.table.resolve(ty) {
            Ty::Null(inner) => {
                let inner = inner.ty(self.db);
                self.coerce_node(base, inner, at)
            }
            _ => base,
        }
    }

    /// Wraps `value` in the null tests opened since `mark`.
    pub(super) fn close_safe_navs(
        &mut self,
        mark: usize,
        mut value: TExprId,
        id: ExprId,
    ) -> TExprId {
        while self.safe_navs.len() > mark {
            let Some(nav) = self.safe_navs.pop() else {
                break;
            };
            let cond = self.null_test(nav.base, CompareOp::NotEq, nav.at);
            let ty = self.ty(value);
            let res = if self.table.resolve(ty) == Ty::Void {
                self.make(
                    TExprKind::If {
                        cond,
                        then: value,
                        els: None,
                    },
                    Ty::Void,
                    id,
                )
            } else {
                let ty = self.null_of(ty);
                let then = self.coerce_node(value, ty, id);
                let els = self.null(ty, id);
                self.make(
                    TExprKind::If {
                        cond,
                        then,
                        els: Some(els),
                    },
                    ty,
                    id,
                )
            };
            let mut stmts: Vec<TExprId> = nav.decl.into_iter().collect();
            stmts.push(res);
            value = self.block(stmts, id);
        }
        value
    }

    // --- fields

    /// `recv.name`, with a message when there is no such field.
    pub(super) fn field_access(
        &mut self,
        recv: TExprId,
        name: &Name,
        at: ExprId,
        for_write: bool,
    ) -> Access<'db> {
        if name.is_empty() || matches!(self.kind(recv), TExprKind::Missing) {
            let ty = self.ty(recv);
            if name.is_empty() || self.table.follow(ty) == Ty::Unknown {
                return self.unknown_field(recv, name, at);
            }
        }
        if let Ty::TypeValue(decl) = self.ty(recv)
            && name == "new"
        {
            if let Some(access) = self.ctor_value(at, decl) {
                return access;
            }
            let path = hir_def::type_path(self.db, decl);
            self.error(
                "no-constructor",
                at,
                format!("{path} does not have a constructor"),
            );
            return Access::Error;
        }
        if let Some(access) = self.find_field(recv, name, at) {
            self.check_access(&access, recv, at);
            if for_write && matches!(access, Access::Anon { .. }) {
                let ty = self.ty(recv);
                let mono = self.table.follow_null(ty);
                self.table.make_field_writable(mono, name);
            }
            return access;
        }
        let ty = self.ty(recv);
        match self.table.follow_null(ty) {
            Ty::Unknown => return self.unknown_field(recv, name, at),
            mono @ Ty::Mono(_) => {
                // `x.foo` makes an open x a structure with foo (7.7).
                let field_ty = self.fresh();
                self.table
                    .add_field_constraint(mono, name.clone(), field_ty, for_write);
                return Access::Anon {
                    recv,
                    name: name.clone(),
                    ty: field_ty,
                    writable: true,
                };
            }
            _ => {}
        }
        if self.untyped {
            let ty = self.fresh();
            return Access::Dynamic {
                recv,
                name: name.clone(),
                ty,
            };
        }
        if self.is_macro_api(ty) {
            return self.unknown_field(recv, name, at);
        }
        self.no_field(recv, name, at);
        Access::Error
    }

    /// The macro API has more fields where macros run.
    fn is_macro_api(&mut self, ty: Ty<'db>) -> bool {
        match self.table.resolve(ty) {
            Ty::TypeValue(decl) => hir_def::package_of(self.db, decl.module(self.db))
                .segments()
                .iter()
                .map(|s| s.as_str())
                .eq(["haxe", "macro"]),
            _ => false,
        }
    }

    fn unknown_field(&mut self, recv: TExprId, name: &Name, _at: ExprId) -> Access<'db> {
        Access::Dynamic {
            recv,
            name: name.clone(),
            ty: Ty::Unknown,
        }
    }

    /// `recv.name` without complaint: member, then extension, then `@:op(a.b)`.
    pub(super) fn find_field(
        &mut self,
        recv: TExprId,
        name: &Name,
        at: ExprId,
    ) -> Option<Access<'db>> {
        let ty = self.ty(recv);
        let mut member = self.lookup_behind_dot(ty, name);
        if let Some(field) = member.as_ref().and_then(Member::field)
            && self.demand(field)
        {
            member = self.lookup_behind_dot(ty, name);
        }
        if let Some(member) = member
            && !(matches!(member.kind, MemberKind::Dynamic) && self.has_extension(ty, name))
        {
            return Some(self.member_access(recv, name, member, at));
        }
        if let Some(member) = self.table.lookup_extension(self.module, ty, name) {
            return Some(self.member_access(recv, name, member, at));
        }
        let resolves = match self.table.follow_null(ty) {
            Ty::Abstract(decl, _) => {
                let resolve = &abstract_info(self.db, decl).resolve;
                if resolve.iter().any(|method| {
                    self.sig(*method).kind == SigKind::Method(crate::signature::MethodKind::Macro)
                }) {
                    // The macro's own expression would stand here.
                    return Some(Access::Error);
                }
                !resolve.is_empty()
            }
            _ => false,
        };
        resolves.then(|| Access::Resolve {
            recv,
            name: name.clone(),
        })
    }

    fn lookup_behind_dot(&mut self, ty: Ty<'db>, name: &Name) -> Option<Member<'db>> {
        match self.table.resolve(ty) {
            Ty::TypeValue(decl) => self.table.lookup_static(decl, name),
            ty => self.table.lookup_member(ty, name),
        }
    }

    /// Dynamic receivers match only extensions that take Dynamic.
    fn has_extension(&mut self, ty: Ty<'db>, name: &Name) -> bool {
        let module = self.module;
        self.table
            .probe(|table| table.lookup_extension(module, ty, name).is_some())
    }

    pub(super) fn has_member(&mut self, ty: Ty<'db>, name: &Name) -> bool {
        self.table.probe(|table| {
            table
                .lookup_member(ty, name)
                .is_some_and(|m| !matches!(m.kind, MemberKind::Unknown | MemberKind::Dynamic))
        })
    }

    fn member_access(
        &mut self,
        recv: TExprId,
        name: &Name,
        member: Member<'db>,
        at: ExprId,
    ) -> Access<'db> {
        let mut recv = recv;
        for through in &member.through {
            recv = self.coerce_node(recv, *through, at);
        }
        let ty = member.ty;
        match member.kind {
            MemberKind::Instance {
                field,
                owner,
                owner_args,
            } => {
                self.deprecated_field(at, field);
                let recv_ty = self.ty(recv);
                if matches!(self.table.resolve(recv_ty), Ty::Param(_) | Ty::Mono(_)) {
                    recv = self.coerce_node(recv, Ty::Class(owner, owner_args), at);
                }
                Access::Field(FieldAccess {
                    bypass: false,
                    field,
                    recv: Some(recv),
                    host: if is_interface(self.db, owner) {
                        Host::Interface
                    } else {
                        Host::Instance
                    },
                    ty,
                    type_args: member.type_args,
                })
            }
            MemberKind::Abstract {
                field, owner_args, ..
            } => {
                self.deprecated_field(at, field);
                let type_args = owner_args
                    .list(self.db)
                    .iter()
                    .copied()
                    .chain(member.type_args.iter().copied())
                    .collect();
                Access::Field(FieldAccess {
                    bypass: false,
                    field,
                    recv: Some(recv),
                    host: Host::Abstract,
                    ty,
                    type_args,
                })
            }
            MemberKind::Anon(field) => Access::Anon {
                recv,
                name: name.clone(),
                ty,
                writable: match field.kind {
                    AnonFieldKind::Var { write, .. } => matches!(
                        write,
                        hir_def::item_tree::Accessor::Default
                            | hir_def::item_tree::Accessor::Call
                            | hir_def::item_tree::Accessor::Dynamic
                    ),
                    AnonFieldKind::Final | AnonFieldKind::Method => false,
                },
            },
            MemberKind::Static { field, owner_args } => {
                self.resolve_to(at, Resolution::Field(field));
                self.deprecated_field(at, field);
                let type_args = owner_args
                    .list(self.db)
                    .iter()
                    .copied()
                    .chain(member.type_args.iter().copied())
                    .collect();
                Access::Field(FieldAccess {
                    bypass: false,
                    field,
                    recv: None,
                    host: Host::Static,
                    ty,
                    type_args,
                })
            }
            MemberKind::EnumCtor(ctor) => {
                self.resolve_to(at, Resolution::EnumCtor(ctor));
                self.deprecated_ctor(at, ctor);
                Access::EnumCtor { ctor, ty }
            }
            MemberKind::Extension {
                field,
                recv: recv_ty,
            } => {
                self.resolve_to(at, Resolution::Field(field));
                self.deprecated_field(at, field);
                let recv = self.coerce_node(recv, recv_ty, at);
                Access::Field(FieldAccess {
                    bypass: false,
                    field,
                    recv: Some(recv),
                    host: Host::Extension,
                    ty,
                    type_args: member.type_args,
                })
            }
            MemberKind::Dynamic | MemberKind::Unknown => Access::Dynamic {
                recv,
                name: name.clone(),
                ty,
            },
        }
    }

    /// `name` as a member of `this`, found without a dot.
    pub(super) fn member_through_this(
        &mut self,
        id: ExprId,
        ty: Ty<'db>,
        name: &Name,
    ) -> Option<Access<'db>> {
        let mut member = self.table.lookup_member(ty, name)?;
        if member.field().is_some_and(|field| self.demand(field)) {
            member = self.table.lookup_member(ty, name)?;
        }
        if !matches!(
            member.kind,
            MemberKind::Instance { .. } | MemberKind::Abstract { .. }
        ) || !member.through.is_empty()
        {
            return None;
        }
        if let Some(field) = member.field()
            && self.is_enum_value(field)
        {
            return None;
        }
        // What is inlined may get by without `this`.
        if !member
            .field()
            .is_some_and(|field| self.sig(field).is_inline)
        {
            self.check_member_init(id);
        }
        let this = self.make(TExprKind::This, ty, id);
        let access = self.member_access(this, name, member, id);
        self.resolve_access(id, &access);
        Some(access)
    }

    fn super_field(&mut self, id: ExprId, name: &Name) -> Access<'db> {
        let context = if self.abstract_ty.is_some() {
            Some("Cannot access super inside an abstract function")
        } else if self.in_static() {
            Some("Cannot access super inside a static function")
        } else if self.functions.last().is_some_and(|f| f.is_local) {
            Some("Cannot access super inside a local function")
        } else {
            None
        };
        if let Some(message) = context {
            self.error("super-context", id, message);
            return Access::Error;
        }
        let Some(owner) = self.owner else {
            return Access::Error;
        };
        let supers = crate::decl::supers(self.db, owner);
        let Some(parent) = supers.extends else {
            if !supers.unknown {
                self.error(
                    "super-context",
                    id,
                    "Current class does not have a superclass",
                );
            }
            return Access::Error;
        };
        let Some(member) = self.table.lookup_member(parent, name) else {
            if let Some(member) = self.table.lookup_extension(self.module, parent, name) {
                let this = self.make(TExprKind::This, parent, id);
                return self.member_access(this, name, member, id);
            }
            let parent_text = self.print(parent);
            self.error_at(
                "no-field",
                BodyPlace::FieldName(id),
                format!("{parent_text} has no field {name}"),
            );
            return Access::Error;
        };
        let this = self.make(TExprKind::This, parent, id);
        let mut access = self.member_access(this, name, member, id);
        if let Access::Field(field) = &mut access {
            field.host = Host::Super;
            let field_id = field.field;
            self.resolve_to(id, Resolution::Field(field_id));
            let sig = self.sig(field_id);
            let is_plain = match sig.kind {
                SigKind::Var { read, write } => {
                    read != crate::signature::Access::Call
                        && write != crate::signature::Access::Call
                }
                SigKind::Method(_) => false,
            };
            if is_plain {
                self.error_at(
                    "super-variable",
                    BodyPlace::FieldName(id),
                    "Normal variables cannot be accessed with 'super', use 'this' instead",
                );
            }
        }
        access
    }

    pub(super) fn no_field(&mut self, recv: TExprId, name: &Name, at: ExprId) {
        let ty = self.ty(recv);
        let place = self.name_place(at);
        if let Ty::Class(decl, _) = self.table.follow_null(ty)
            && let Some(field) = hir_def::field_named(self.db, decl, name)
            && self.sig(field).is_static
        {
            self.error_at(
                "static-through-instance",
                place,
                format!("Cannot access static field {name} from a class instance"),
            );
            return;
        }
        let text = match self.table.resolve(ty) {
            Ty::TypeValue(decl) => format!("Class<{}>", hir_def::type_path(self.db, decl)),
            _ => self.print(ty),
        };
        let names = crate::member::field_names(&self.table, ty);
        let similar = crate::suggest::suggestion_suffix(name, names.iter());
        self.error_at(
            "no-field",
            place,
            format!("{text} has no field {name}{similar}"),
        );
    }

    // --- types of fields

    /// The type of a static or module field as a value.
    pub(super) fn field_ty(
        &mut self,
        field: FieldId<'db>,
        _recv: Option<Ty<'db>>,
    ) -> (Ty<'db>, Box<[Ty<'db>]>) {
        if field == self.field
            && let Some(ty) = self.own_ty
        {
            return (ty, Box::default());
        }
        self.demand(field);
        let member = self.table.static_member(field);
        let MemberKind::Static { owner_args, .. } = member.kind else {
            return (member.ty, member.type_args);
        };
        let type_args = owner_args
            .list(self.db)
            .iter()
            .copied()
            .chain(member.type_args.iter().copied())
            .collect();
        (member.ty, type_args)
    }

    /// A field's type over `outer`, its own type parameters fresh.
    pub(super) fn instantiate_field(
        &mut self,
        field: FieldId<'db>,
        outer: &Subst<'db>,
    ) -> (Ty<'db>, Box<[Ty<'db>]>) {
        let sig = self.table.signature_of(field);
        self.table.instantiate_signature(&sig, outer)
    }

    pub(super) fn instantiate_ctor(&mut self, ctor: EnumCtorId<'db>) -> (Ty<'db>, Box<[Ty<'db>]>) {
        self.table.instantiate_ctor(ctor)
    }

    /// The accessor of a property: of the class that declares it or a parent.
    pub(super) fn accessor_method(
        &mut self,
        owner: TypeDeclId<'db>,
        name: &Name,
    ) -> Option<FieldId<'db>> {
        if let Some(field) = hir_def::field_named(self.db, owner, name) {
            return Some(field);
        }
        let args = self.table.fresh_args(owner);
        let args = self.tys(args);
        crate::member::class_field(self.db, owner, args, name).map(|found| found.field)
    }

    /// A method of the abstract that `recv` is, receiver first.
    pub(super) fn abstract_method(
        &mut self,
        recv: TExprId,
        method: FieldId<'db>,
    ) -> FieldAccess<'db> {
        let ty = self.ty(recv);
        let args = match self.table.follow_null(ty) {
            Ty::Abstract(_, args) => args.list(self.db).to_vec(),
            _ => Vec::new(),
        };
        let outer = match method.owner(self.db) {
            FieldOwner::Type(owner) => Subst::of_decl(self.db, owner, &args),
            FieldOwner::Module(_) => Subst::new(),
        };
        let (ty, own) = self.instantiate_field(method, &outer);
        FieldAccess {
            bypass: false,
            field: method,
            recv: Some(recv),
            host: Host::Abstract,
            ty,
            type_args: args.into_iter().chain(own).collect(),
        }
    }

    /// Another overload of the same name, through the same receiver.
    pub(super) fn same_receiver(
        &mut self,
        access: &FieldAccess<'db>,
        field: FieldId<'db>,
    ) -> FieldAccess<'db> {
        if let (Host::Extension, Some(recv)) = (access.host, access.recv) {
            let ty = self.ty(recv);
            if let Some(member) = self.table.extension(field, ty) {
                return FieldAccess {
                    bypass: false,
                    field,
                    recv: Some(recv),
                    host: access.host,
                    ty: member.ty,
                    type_args: member.type_args,
                };
            }
        }
        let outer = match (field.owner(self.db), access.recv) {
            (FieldOwner::Type(owner), Some(recv)) => {
                let ty = self.ty(recv);
                let args = match self.table.follow_null(ty) {
                    Ty::Class(decl, args) => self.table.find_super(decl, args, owner),
                    Ty::Abstract(_, args) => Some(args),
                    _ => None,
                };
                match args {
                    Some(args) => Subst::of_decl(self.db, owner, args.list(self.db)),
                    None => Subst::new(),
                }
            }
            _ => Subst::new(),
        };
        let (ty, type_args) = self.instantiate_field(field, &outer);
        FieldAccess {
            bypass: false,
            field,
            recv: access.recv,
            host: access.host,
            ty,
            type_args,
        }
    }
}
