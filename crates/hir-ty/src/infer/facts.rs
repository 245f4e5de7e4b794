//! Small questions about declarations that typing a body asks.

use base_db::Db;
use hir_def::{
    Name,
    body::{Expr, ExprId, UnaryOp},
    ids::{EnumCtorId, FieldId, TypeDeclId, TypeParamId},
    item_tree::{TypeDeclKind, has_meta},
};

use crate::{
    decl::{abstract_info, parent_class, type_params_of_decl},
    fold::{Subst, subst},
    infer::{
        InferenceContext,
        access::{FieldAccess, Host},
    },
    signature::{SigKind, field_signature},
    ty::{FunParam, Ty, Tys},
    typed_body::{TExprId, TExprKind},
};

pub(super) fn is_abstract_class<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>) -> bool {
    hir_def::type_decl_data(db, decl).is_some_and(|data| {
        matches!(
            data.decl.kind,
            TypeDeclKind::Class {
                is_abstract: true,
                ..
            }
        )
    })
}

/// Whether a constructor says its own result type.
pub(super) fn is_gadt<'db>(db: &'db dyn Db, ctor: EnumCtorId<'db>) -> bool {
    hir_def::enum_ctor_data(db, ctor).is_some_and(|data| data.ctor.ret.is_some())
}

/// The value type of an abstract as declared.
pub(super) fn declared_underlying<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>) -> Option<Ty<'db>> {
    abstract_info(db, decl)
        .underlying
        .map(|ty| crate::decl::expand_typedefs(db, ty))
}

/// All `overload` methods of that name, of the class and its parents.
pub(super) fn overloads_of<'db>(
    db: &'db dyn Db,
    decl: TypeDeclId<'db>,
    name: &Name,
) -> Vec<FieldId<'db>> {
    let mut res = Vec::new();
    let args: Vec<Ty<'db>> = type_params_of_decl(db, decl)
        .iter()
        .map(|p| Ty::Param(*p))
        .collect();
    let mut at = Some((decl, Tys::new(db, args)));
    for _ in 0..64 {
        let Some((decl, args)) = at else { break };
        res.extend(
            hir_def::fields_named(db, decl, name)
                .into_iter()
                .filter(|field| field_signature(db, *field).is_overload),
        );
        at = parent_class(db, decl, args);
    }
    res
}

/// Whether a method's last statement throws and nothing in it returns.
#[salsa::tracked(returns(copy))]
pub(super) fn always_throws<'db>(db: &'db dyn Db, field: FieldId<'db>) -> bool {
    let body = hir_def::body::body(db, field);
    let mut last = body.root;
    while let Some(Expr::Block(exprs)) = last.map(|id| &body.exprs[id]) {
        last = exprs.last().copied();
    }
    matches!(last.map(|id| &body.exprs[id]), Some(Expr::Throw(_)))
        && !body
            .exprs
            .iter()
            .any(|(_, expr)| matches!(expr, Expr::Return(_)))
}

/// The constructor parameters of a `@:structInit` class without `new`: its variables in order,
/// the parent's first.
pub(super) fn struct_init_params<'db>(
    db: &'db dyn Db,
    decl: TypeDeclId<'db>,
    args: &[Ty<'db>],
) -> Vec<FunParam<'db>> {
    let map = Subst::of_decl(db, decl, args);
    let mut res = match parent_class(db, decl, Tys::new(db, args.to_vec())) {
        Some((parent, args)) => inherited_params(db, parent, args),
        None => Vec::new(),
    };
    for field in hir_def::fields_of(db, decl) {
        let sig = field_signature(db, *field);
        let is_var = matches!(sig.kind, SigKind::Var { .. });
        if sig.is_static || !is_var || !sig.has_storage() {
            continue;
        }
        let Some(data) = hir_def::field_data(db, *field) else {
            continue;
        };
        let has_init = matches!(
            data.field.kind,
            hir_def::item_tree::FieldKind::Var { has_init: true, .. }
        );
        res.push(FunParam {
            name: field.name(db).clone(),
            optional: has_init || has_meta(&data.field.meta, ":optional"),
            rest: false,
            ty: subst(db, sig.ty, &map),
        });
    }
    res
}

/// What the constructor of a parent takes.
fn inherited_params<'db>(
    db: &'db dyn Db,
    parent: TypeDeclId<'db>,
    args: Tys<'db>,
) -> Vec<FunParam<'db>> {
    match crate::member::ctor_field(db, parent, args) {
        Some(ctor) => match subst(db, field_signature(db, ctor.field).ty, &ctor.subst(db)) {
            Ty::Fun(fun) => fun.params(db).to_vec(),
            _ => Vec::new(),
        },
        None if crate::decl::decl_has_meta(db, parent, ":structInit") => {
            struct_init_params(db, parent, args.list(db))
        }
        None => Vec::new(),
    }
}

/// Whether a method of an abstract assigns `this`, by what is written: itself, or through another
/// inline method of the abstract that it calls on `this`.
#[salsa::tracked(returns(copy), cycle_initial = assigns_this_initial)]
pub(super) fn assigns_this<'db>(db: &'db dyn Db, field: FieldId<'db>) -> bool {
    let body = hir_def::body(db, field);
    let is_this = |expr: ExprId| matches!(&body.exprs[expr], Expr::Ident(name) if name == "this");
    let is_self =
        |expr: ExprId| matches!(&body.exprs[expr], Expr::Ident(name) if name == "abstract");
    let sibling_assigns = |name: &Name| {
        field
            .type_decl(db)
            .and_then(|owner| hir_def::field_named(db, owner, name))
            .is_some_and(|sibling| sibling != field && writes_back(db, sibling))
    };
    body.exprs.iter().any(|(_, expr)| match expr {
        Expr::Assign { lhs, .. } => is_this(*lhs),
        Expr::Unary {
            op: UnaryOp::Increment | UnaryOp::Decrement,
            expr,
            ..
        } => is_this(*expr),
        Expr::Call { callee, .. } => match &body.exprs[*callee] {
            Expr::Ident(name) => sibling_assigns(name),
            Expr::Field { expr, name, .. } => is_self(*expr) && sibling_assigns(name),
            _ => false,
        },
        _ => false,
    })
}

fn assigns_this_initial<'db>(_db: &'db dyn Db, _id: salsa::Id, _field: FieldId<'db>) -> bool {
    false
}

/// Whether calling the method changes the place it is called on.
pub(super) fn writes_back<'db>(db: &'db dyn Db, method: FieldId<'db>) -> bool {
    let sig = field_signature(db, method);
    sig.is_inline && !sig.is_static && assigns_this(db, method)
}

impl<'db> InferenceContext<'db> {
    /// `this = v` is for constructors and inline methods of abstracts.
    pub(super) fn may_assign_this(&self) -> bool {
        self.field.name(self.db) == "new" || self.sig(self.field).is_inline
    }

    /// The constructor of an abstract reads `this`, or returns, before it gave it a value.
    pub(super) fn check_this_assigned(&mut self, at: ExprId) {
        let in_ctor = self.abstract_ty.is_some()
            && self.functions.len() == 1
            && self.field.name(self.db) == "new";
        if in_ctor && !self.assigned_this && !self.untyped {
            self.error("abstract-constructor", at, "Missing this = value");
            // Said once.
            self.assigned_this = true;
        }
    }

    pub(super) fn check_modifies_this(&mut self, access: &FieldAccess<'db>, at: ExprId) {
        if let (Host::Abstract, Some(recv)) = (access.host, access.recv) {
            self.check_changed(access.field, recv, at);
        }
    }

    /// A property of an abstract whose setter assigns `this`.
    pub(super) fn check_setter(&mut self, access: &FieldAccess<'db>, setter: &Name, at: ExprId) {
        if let (Host::Abstract, Some(recv)) = (access.host, access.recv)
            && let Some(owner) = access.field.type_decl(self.db)
            && let Some(setter) = hir_def::field_named(self.db, owner, setter)
        {
            self.check_changed(setter, recv, at);
        }
    }

    /// A method that assigns `this` changes the value it is called on.
    pub(super) fn check_changed(&mut self, method: FieldId<'db>, recv: TExprId, at: ExprId) {
        let recv = match self.kind(recv) {
            TExprKind::Coerce(inner) => *inner,
            _ => recv,
        };
        let what = match self.kind(recv) {
            TExprKind::This => None,
            TExprKind::Local(local) if self.locals[local.0 as usize].is_final => Some("local"),
            TExprKind::Field { field, .. } | TExprKind::StaticField(field)
                if self.sig(*field).is_final =>
            {
                Some("field")
            }
            _ => return,
        };
        if !writes_back(self.db, method) {
            return;
        }
        match what {
            Some(what) => self.error(
                "final-assign",
                at,
                format!("Cannot modify abstract value of final {what}"),
            ),
            None if self.may_assign_this() => self.assigned_this = true,
            None => {
                let name = method.name(self.db);
                self.error(
                    "abstract-this",
                    at,
                    format!(
                        "Abstract 'this' value can only be modified inside an inline function. '{name}' modifies 'this'"
                    ),
                );
            }
        }
    }

    pub(super) fn has_no_closure(&self, field: FieldId<'db>) -> bool {
        let on_owner = field
            .type_decl(self.db)
            .is_some_and(|decl| crate::decl::decl_has_meta(self.db, decl, ":noClosure"));
        on_owner
            || hir_def::field_data(self.db, field)
                .is_some_and(|data| has_meta(&data.field.meta, ":noClosure"))
    }

    /// Initialisers of instance variables run before there is a `this`; a build macro may move them to the constructor.
    pub(super) fn check_member_init(&mut self, at: ExprId) {
        let is_rewritten = || {
            self.owner
                .is_some_and(|decl| crate::decl::is_rewritten(self.db, decl))
        };
        if self.is_initialiser && self.abstract_ty.is_none() && !is_rewritten() {
            self.error(
                "member-initialiser",
                at,
                "Cannot access this or other member field in variable initialization",
            );
        }
    }

    /// A type parameter of something `@:generic` is a real type when the code runs.
    pub(super) fn is_generic_param(&self, param: TypeParamId<'db>) -> bool {
        let db = self.db;
        match param.owner(db) {
            hir_def::ids::GenericOwner::Type(decl) => {
                crate::decl::decl_has_meta(db, decl, ":generic")
            }
            hir_def::ids::GenericOwner::Field(field) => hir_def::field_data(db, field)
                .is_some_and(|data| has_meta(&data.field.meta, ":generic")),
            _ => false,
        }
    }

    /// `@:const T` of a `@:generic` type: usable as a value.
    pub(super) fn is_const_param(&self, param: TypeParamId<'db>) -> bool {
        let db = self.db;
        let index = param.index(db) as usize;
        let metas = match param.owner(db) {
            hir_def::ids::GenericOwner::Type(decl) => hir_def::type_decl_data(db, decl)
                .and_then(|data| data.decl.params.get(index))
                .map(|p| &*p.meta),
            hir_def::ids::GenericOwner::Field(field) => {
                hir_def::field_data(db, field).and_then(|data| match &data.field.kind {
                    hir_def::item_tree::FieldKind::Fun { type_params, .. } => {
                        type_params.get(index).map(|p| &*p.meta)
                    }
                    hir_def::item_tree::FieldKind::Var { .. } => None,
                })
            }
            _ => None,
        };
        metas.is_some_and(|meta| has_meta(meta, ":const"))
    }
}
