//! What lowering asks about declarations: their natural signatures, what overrides what, which
//! fields have storage. Everything is answered from the type stage's queries.

use base_db::Db;
use hir_def::{
    Name, field_data, field_named, fields_of,
    ids::{EnumCtorId, FieldId, FieldOwner, GenericOwner, TypeDeclId},
    item_tree::{Accessor, FieldKind, Meta, MetaArg, TypeDeclKind, find_meta, has_meta},
    type_decl_data, type_params_of,
};
use hir_ty::{
    decl::{decl_has_meta, is_interface, parent_class, supers, type_params_of_decl},
    fold::{Subst, subst},
    signature::field_signature,
    ty::{FunParam, Ty, Tys},
};
use mir::{Repr, Signature};

use crate::repr::{optional_repr, repr, value_repr};

pub(crate) fn owner_decl<'db>(db: &'db dyn Db, field: FieldId<'db>) -> Option<TypeDeclId<'db>> {
    match field.owner(db) {
        FieldOwner::Type(decl) => Some(decl),
        FieldOwner::Module(_) => None,
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum DeclKind {
    Class,
    Interface,
    Enum,
    Abstract,
    Typedef,
}

pub(crate) fn decl_kind<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>) -> DeclKind {
    match type_decl_data(db, decl).map(|data| &data.decl.kind) {
        Some(TypeDeclKind::Interface { .. }) => DeclKind::Interface,
        Some(TypeDeclKind::Enum) => DeclKind::Enum,
        Some(TypeDeclKind::Abstract { .. }) => DeclKind::Abstract,
        Some(TypeDeclKind::Typedef { .. }) => DeclKind::Typedef,
        Some(TypeDeclKind::Class { .. }) | None => DeclKind::Class,
    }
}

pub(crate) fn is_extern_decl<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>) -> bool {
    type_decl_data(db, decl).is_some_and(|data| data.decl.is_extern)
}

fn data<'db>(db: &'db dyn Db, field: FieldId<'db>) -> Option<&'db hir_def::item_tree::FieldData> {
    field_data(db, field)
}

pub(crate) fn meta<'db>(db: &'db dyn Db, field: FieldId<'db>) -> &'db [Meta] {
    data(db, field).map_or(&[], |data| &data.field.meta)
}

/// The runtime's symbol of an `@:rt("symbol")` member.
pub(crate) fn rt_symbol<'db>(db: &'db dyn Db, field: FieldId<'db>) -> Option<&'db Name> {
    match find_meta(meta(db, field), ":rt")?.args.first()? {
        MetaArg::String(symbol) => Some(symbol),
        _ => None,
    }
}

/// The name that `@:native("name")` gives.
pub(crate) fn native_name(meta: &[Meta]) -> Option<&Name> {
    match find_meta(meta, ":native")?.args.first()? {
        MetaArg::String(name) => Some(name),
        _ => None,
    }
}

/// The same of a field; an overriding method is called as the one it overrides.
pub(crate) fn native_field<'db>(db: &'db dyn Db, field: FieldId<'db>) -> Option<&'db Name> {
    native_name(meta(db, field)).or_else(|| native_field(db, overridden(db, field)?))
}

/// The compiler's own name of an `@:intrinsic("name")` function.
pub(crate) fn intrinsic<'db>(db: &'db dyn Db, field: FieldId<'db>) -> Option<&'db Name> {
    match find_meta(meta(db, field), ":intrinsic")?.args.first()? {
        MetaArg::String(name) => Some(name),
        _ => None,
    }
}

/// Declared as somebody else's, and not one of the runtime's: nothing can be called here.
pub(crate) fn is_foreign<'db>(db: &'db dyn Db, field: FieldId<'db>) -> bool {
    let Some(data) = data(db, field) else {
        return false;
    };
    let is_extern = data.field.flags.is_extern
        || owner_decl(db, field).is_some_and(|decl| is_extern_decl(db, decl));
    is_extern
        && !has_body(db, field)
        && rt_symbol(db, field).is_none()
        && intrinsic(db, field).is_none()
}

pub(crate) fn is_method<'db>(db: &'db dyn Db, field: FieldId<'db>) -> bool {
    data(db, field).is_some_and(|data| matches!(data.field.kind, FieldKind::Fun { .. }))
}

pub(crate) fn is_static<'db>(db: &'db dyn Db, field: FieldId<'db>) -> bool {
    match field.owner(db) {
        FieldOwner::Module(_) => true,
        FieldOwner::Type(_) => data(db, field).is_some_and(|data| data.field.flags.is_static),
    }
}

pub(crate) fn is_inline<'db>(db: &'db dyn Db, field: FieldId<'db>) -> bool {
    data(db, field).is_some_and(|data| data.field.flags.is_inline)
}

pub(crate) fn is_overload<'db>(db: &'db dyn Db, field: FieldId<'db>) -> bool {
    data(db, field).is_some_and(|data| data.field.flags.is_overload)
}

pub(crate) fn is_macro<'db>(db: &'db dyn Db, field: FieldId<'db>) -> bool {
    data(db, field).is_some_and(|data| data.field.flags.is_macro)
}

/// `dynamic function`: a variable that starts with a function.
pub(crate) fn is_dynamic_method<'db>(db: &'db dyn Db, field: FieldId<'db>) -> bool {
    hir_ty::signature::is_dynamic_method(db, field)
}

pub(crate) fn is_ctor<'db>(db: &'db dyn Db, field: FieldId<'db>) -> bool {
    field.name(db) == "new" && is_method(db, field) && !is_static(db, field)
}

/// Whether the method has code of its own.
pub(crate) fn has_body<'db>(db: &'db dyn Db, field: FieldId<'db>) -> bool {
    data(db, field).is_some_and(|data| match data.field.kind {
        FieldKind::Fun { has_body, .. } => has_body,
        FieldKind::Var { has_init, .. } => has_init,
    })
}

/// Whether a variable or property has storage (13 / 9.10): something reads or writes it directly.
pub(crate) fn is_physical<'db>(db: &'db dyn Db, field: FieldId<'db>) -> bool {
    let Some(data) = data(db, field) else {
        return false;
    };
    match &data.field.kind {
        FieldKind::Fun { .. } => is_dynamic_method(db, field),
        FieldKind::Var { access, .. } => {
            let direct = |access: Accessor| matches!(access, Accessor::Default | Accessor::Null);
            access.is_none_or(|(read, write)| direct(read) || direct(write))
                || has_meta(&data.field.meta, ":isVar")
        }
    }
}

pub(crate) fn has_init<'db>(db: &'db dyn Db, field: FieldId<'db>) -> bool {
    data(db, field).is_some_and(|data| match data.field.kind {
        FieldKind::Var { has_init, .. } => has_init,
        FieldKind::Fun { .. } => false,
    })
}

/// An instance variable with storage, dynamic methods included.
pub(crate) fn is_instance_slot<'db>(db: &'db dyn Db, field: FieldId<'db>) -> bool {
    !is_static(db, field) && rt_symbol(db, field).is_none() && is_physical(db, field)
}

/// A static with storage. Inline variables are constants: their uses are literals already.
pub(crate) fn is_static_variable<'db>(db: &'db dyn Db, field: FieldId<'db>) -> bool {
    is_static(db, field)
        && rt_symbol(db, field).is_none()
        && is_physical(db, field)
        && !field_signature(db, field).is_enum_value
}

/// The declared type, whole: a function type for a method.
pub(crate) fn declared_ty<'db>(db: &'db dyn Db, field: FieldId<'db>) -> Ty<'db> {
    field_signature(db, field).ty
}

/// Representations of the parameters and the result by the declared types, receiver first.
pub(crate) fn natural_signature<'db>(
    db: &'db dyn Db,
    field: FieldId<'db>,
    map: &Subst<'db>,
) -> Signature {
    let ty = subst(db, declared_ty(db, field), map);
    let (mut params, mut ret) = function_reprs(db, ty);
    if let Some(decl) = owner_decl(db, field)
        && !is_static(db, field)
    {
        let this = subst(db, hir_ty::decl::self_type(db, decl), map);
        if crate::this_assign::assigns_this(db, field) {
            params.insert(0, Repr::Ref);
        } else if !is_ctor(db, field) {
            params.insert(0, value_repr(repr(db, this)));
        } else if decl_kind(db, decl) == DeclKind::Abstract {
            ret = value_repr(repr(db, this));
        } else {
            params.insert(0, Repr::Ref);
            ret = Repr::Void;
        }
    }
    Signature { params, ret }
}

/// Parameters and result of a function type; anything else counts as `() -> Dynamic`.
pub(crate) fn function_reprs<'db>(db: &'db dyn Db, ty: Ty<'db>) -> (Vec<Repr>, Repr) {
    match hir_ty::decl::expand_typedefs(db, ty) {
        Ty::Fun(fun) => (
            fun.params(db)
                .iter()
                .map(|param| param_repr(db, param))
                .collect(),
            repr(db, fun.ret(db)),
        ),
        Ty::Null(inner) => function_reprs(db, inner.ty(db)),
        Ty::Abstract(decl, args) => match hir_ty::decl::underlying_type(db, decl, args.list(db)) {
            Some(underlying) => function_reprs(db, underlying),
            None => (Vec::new(), Repr::Word),
        },
        _ => (Vec::new(), Repr::Word),
    }
}

fn param_repr<'db>(db: &'db dyn Db, param: &FunParam<'db>) -> Repr {
    let repr = value_repr(repr(db, param.ty));
    if param.optional {
        optional_repr(repr)
    } else {
        repr
    }
}

/// How many parameters, counted from the end, a caller may leave out.
pub(crate) fn optional_params<'db>(db: &'db dyn Db, field: FieldId<'db>) -> u32 {
    match declared_ty(db, field) {
        Ty::Fun(fun) => fun
            .params(db)
            .iter()
            .rev()
            .take_while(|it| it.optional || it.rest)
            .count() as u32,
        _ => 0,
    }
}

/// Whether calls of an instance method go through a slot: it can be overridden, or is declared
/// where it has no body.
pub(crate) fn has_slot<'db>(db: &'db dyn Db, field: FieldId<'db>) -> bool {
    let Some(decl) = owner_decl(db, field) else {
        return false;
    };
    let Some(data) = data(db, field) else {
        return false;
    };
    if !matches!(decl_kind(db, decl), DeclKind::Class | DeclKind::Interface)
        || data.field.flags.is_static
        || is_ctor(db, field)
        || !matches!(data.field.kind, FieldKind::Fun { .. })
        || is_dynamic_method(db, field)
        || rt_symbol(db, field).is_some()
        || is_generic_field(db, field)
    {
        return false;
    }
    if overridden(db, field).is_some() {
        return true;
    }
    let is_final_decl = type_decl_data(db, decl).is_some_and(|data| data.decl.is_final);
    !data.field.flags.is_inline
        && !data.field.flags.is_final
        && !is_final_decl
        && !is_extern_decl(db, decl)
}

/// What of a class's instance arguments an ancestor of it gets, as an instance of its own.
pub(crate) fn ancestor_instance<'db>(
    db: &'db dyn Db,
    decl: TypeDeclId<'db>,
    args: Tys<'db>,
    ancestor: TypeDeclId<'db>,
) -> Tys<'db> {
    hir_ty::decl::ancestors(db, decl, args)
        .into_iter()
        .find(|(id, _)| *id == ancestor)
        .map_or_else(
            || Tys::empty(db),
            |(id, args)| crate::lower::instance_args(db, id, args),
        )
}

/// The nearest method of a parent class that `field` overrides.
pub(crate) fn overridden<'db>(db: &'db dyn Db, field: FieldId<'db>) -> Option<FieldId<'db>> {
    let decl = owner_decl(db, field)?;
    let (parent, _) = parent_class(db, decl, Tys::empty(db))?;
    // A class that extends itself is an error elsewhere; its methods override nothing.
    if class_chain(db, parent).contains(&decl) {
        return None;
    }
    find_instance_method(db, parent, field.name(db))
}

/// The method `name` that instances of `decl` have, own or inherited.
pub(crate) fn find_instance_method<'db>(
    db: &'db dyn Db,
    decl: TypeDeclId<'db>,
    name: &Name,
) -> Option<FieldId<'db>> {
    class_chain(db, decl).into_iter().find_map(|decl| {
        let field = field_named(db, decl, name)?;
        (is_method(db, field) && !is_static(db, field) && !is_dynamic_method(db, field))
            .then_some(field)
    })
}

/// The class and its parents, nearest first; each once.
pub(crate) fn class_chain<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>) -> Vec<TypeDeclId<'db>> {
    let mut chain = vec![decl];
    let mut at = decl;
    while let Some((parent, _)) = parent_class(db, at, Tys::empty(db)) {
        if chain.contains(&parent) {
            break;
        }
        chain.push(parent);
        at = parent;
    }
    chain
}

/// Direct parent and interfaces with their arguments over the parameters of `decl`.
pub(crate) fn direct_supers<'db>(
    db: &'db dyn Db,
    decl: TypeDeclId<'db>,
) -> impl Iterator<Item = (TypeDeclId<'db>, Tys<'db>)> {
    let supers = supers(db, decl);
    supers
        .extends
        .into_iter()
        .chain(supers.interfaces.iter().copied())
        .filter_map(|ty| match ty {
            Ty::Class(decl, args) => Some((decl, args)),
            _ => None,
        })
}

/// The constructor declared by the class itself.
pub(crate) fn own_ctor<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>) -> Option<FieldId<'db>> {
    fields_of(db, decl)
        .iter()
        .copied()
        .find(|&field| is_ctor(db, field))
}

/// The constructor that `new decl(…)` runs: own, or the nearest parent's.
pub(crate) fn find_ctor<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>) -> Option<FieldId<'db>> {
    class_chain(db, decl)
        .into_iter()
        .find_map(|decl| own_ctor(db, decl))
}

/// Whether constructing an instance does something before the declared constructor's body.
pub(crate) fn has_field_inits<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>) -> bool {
    fields_of(db, decl).iter().any(|&field| {
        is_instance_slot(db, field) && (has_init(db, field) || is_dynamic_method(db, field))
    })
}

/// The nearest class of the chain whose construction runs code; `None` when nothing happens.
pub(crate) fn constructing_class<'db>(
    db: &'db dyn Db,
    decl: TypeDeclId<'db>,
) -> Option<TypeDeclId<'db>> {
    class_chain(db, decl)
        .into_iter()
        .find(|&decl| own_ctor(db, decl).is_some() || has_field_inits(db, decl))
}

pub(crate) fn is_generic_decl<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>) -> bool {
    decl_has_meta(db, decl, ":generic")
}

pub(crate) fn is_generic_field<'db>(db: &'db dyn Db, field: FieldId<'db>) -> bool {
    has_meta(meta(db, field), ":generic")
}

/// What stands for the type parameters inside an instance of a `@:generic` class or method.
pub(crate) fn decl_subst<'db>(
    db: &'db dyn Db,
    decl: TypeDeclId<'db>,
    args: Tys<'db>,
) -> Subst<'db> {
    let args = args.list(db);
    if args.is_empty() {
        return Subst::new();
    }
    Subst::zip(type_params_of_decl(db, decl), args)
}

/// `args`: of the class first, then of the method.
pub(crate) fn field_subst<'db>(db: &'db dyn Db, field: FieldId<'db>, args: Tys<'db>) -> Subst<'db> {
    let args = args.list(db);
    if args.is_empty() {
        return Subst::new();
    }
    let mut params = Vec::new();
    if let Some(decl) = owner_decl(db, field)
        && is_generic_decl(db, decl)
    {
        params.extend(type_params_of_decl(db, decl));
    }
    if is_generic_field(db, field) {
        params.extend(type_params_of(db, GenericOwner::Field(field)));
    }
    Subst::zip(&params, args)
}

/// The declared parameters of a constructor of an enum.
pub(crate) fn ctor_params<'db>(db: &'db dyn Db, ctor: EnumCtorId<'db>) -> Vec<(Name, Repr)> {
    let signature = hir_ty::signature::ctor_signature(db, ctor);
    signature
        .params
        .iter()
        .map(|param| (param.name.clone(), param_repr(db, param)))
        .collect()
}

pub(crate) fn is_interface_field<'db>(db: &'db dyn Db, field: FieldId<'db>) -> bool {
    owner_decl(db, field).is_some_and(|decl| is_interface(db, decl))
}
