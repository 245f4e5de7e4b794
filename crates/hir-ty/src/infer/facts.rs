//! Small questions about declarations that typing a body asks.

use base_db::Db;
use hir_def::{
    Name,
    ids::{EnumCtorId, FieldId, TypeDeclId, TypeParamId},
    item_tree::{TypeDeclKind, has_meta},
};

use crate::{
    decl::{abstract_info, parent_class, type_params_of_decl},
    fold::{Subst, subst},
    infer::InferenceContext,
    signature::{SigKind, field_signature},
    ty::{FunParam, Ty, Tys},
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
        if has_init && sig.is_final {
            continue;
        }
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

impl<'db> InferenceContext<'db> {
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
