//! The type of a field as others see it.
//!
//! [`written_signature`] is what the source says; [`field_signature`] fills what it leaves out
//! (a missing return type, a variable without hint) by asking the inference of that field, and
//! only then: with complete hints the body is never looked at (haxe-manual, "Type inference
//! limitations").

use base_db::Db;
use hir_def::{
    Name, enum_ctor_data, field_data, field_named, fields_of,
    ids::{EnumCtorId, FieldId, FieldOwner, GenericOwner, TypeDeclId, TypeParamId},
    item_tree::{Accessor, FieldKind, TypeDeclKind, Visibility, has_meta},
    type_decl_data, type_params_of,
};

use crate::{
    decl::{ancestors, decl_has_meta, is_interface, self_type},
    fold::{Subst, subst},
    infer::inferred_field_type,
    lower::{LowerCtx, Lowering, TypeDiagnostic, lower_all_hints, param_type},
    ty::{AnonField, AnonFieldKind, FunParam, Ty, Tys},
};

/// How a variable may be read or written.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Access {
    Normal,
    /// `null`: inside the class and its subclasses only.
    Null,
    Never,
    /// `get` / `set`.
    Call,
    /// `dynamic`: by a method found at run time.
    Dynamic,
    /// An `inline` variable's value.
    Inline,
    /// A `final` field: assigned in the constructor.
    Ctor,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum MethodKind {
    Normal,
    Inline,
    Dynamic,
    Macro,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum SigKind {
    Var { read: Access, write: Access },
    Method(MethodKind),
}

/// A field's type and what may be done with it, over the type parameters of its owner.
#[derive(Clone, PartialEq, Eq, Debug, salsa::SalsaValue)]
pub struct Signature<'db> {
    pub type_params: Box<[TypeParamId<'db>]>,
    /// `Ty::Fun` for methods, without the `this` of abstracts' methods.
    pub ty: Ty<'db>,
    pub kind: SigKind,
    pub is_static: bool,
    pub is_public: bool,
    pub is_final: bool,
    pub is_inline: bool,
    pub is_extern: bool,
    pub is_abstract: bool,
    pub is_overload: bool,
    /// A value of an enum abstract.
    pub is_enum_value: bool,
    /// `@:isVar`
    pub is_var: bool,
}

impl<'db> Signature<'db> {
    pub fn is_method(&self) -> bool {
        matches!(self.kind, SigKind::Method(_))
    }

    /// Whether a physical slot exists (9.10).
    pub fn has_storage(&self) -> bool {
        match self.kind {
            SigKind::Method(_) => false,
            SigKind::Var { read, write } => {
                self.is_var
                    || matches!(
                        read,
                        Access::Normal | Access::Null | Access::Inline | Access::Ctor
                    )
                    || matches!(write, Access::Normal | Access::Null | Access::Ctor)
            }
        }
    }
}

/// One parameter as written.
#[derive(Clone, PartialEq, Eq, Debug, salsa::SalsaValue)]
pub struct WrittenParam<'db> {
    pub name: Name,
    /// In the type: `?x` or with a default value.
    pub optional: bool,
    pub rest: bool,
    pub has_default: bool,
    /// As in the function's type (`Null<Int>` for `?x:Int`); `None` without a hint.
    pub ty: Option<Ty<'db>>,
    /// Written `?x`, or with the default `null`.
    pub question_mark: bool,
}

/// What the source says about a field's type.
#[derive(Clone, PartialEq, Eq, Debug, Default, salsa::SalsaValue)]
pub struct WrittenSignature<'db> {
    pub type_params: Box<[TypeParamId<'db>]>,
    pub params: Box<[WrittenParam<'db>]>,
    /// Of a function.
    pub ret: Option<Ty<'db>>,
    /// Of a variable.
    pub var_ty: Option<Ty<'db>>,
    pub is_method: bool,
}

impl<'db> WrittenSignature<'db> {
    /// The whole type when nothing is left out.
    pub fn complete(&self, db: &'db dyn Db) -> Option<Ty<'db>> {
        if !self.is_method {
            return self.var_ty;
        }
        let mut params = Vec::with_capacity(self.params.len());
        for param in &self.params {
            params.push(FunParam {
                name: param.name.clone(),
                optional: param.optional,
                rest: param.rest,
                ty: param.ty?,
            });
        }
        Some(Ty::fun(db, params, self.ret?))
    }
}

#[salsa::tracked(cycle_initial = written_signature_initial, cycle_fn = written_signature_cycle)]
pub fn written_signature<'db>(db: &'db dyn Db, field: FieldId<'db>) -> WrittenSignature<'db> {
    let mut res = own_signature(db, field);
    fill_from_parent(db, field, &mut res);
    res
}

/// A method left open whose parent's type rests on a call of it: what it says itself.
fn written_signature_initial<'db>(
    db: &'db dyn Db,
    _id: salsa::Id,
    field: FieldId<'db>,
) -> WrittenSignature<'db> {
    own_signature(db, field)
}

/// What does not settle becomes unknown.
fn written_signature_cycle<'db>(
    _db: &'db dyn Db,
    cycle: &salsa::Cycle<'_>,
    last: &WrittenSignature<'db>,
    mut value: WrittenSignature<'db>,
    _field: FieldId<'db>,
) -> WrittenSignature<'db> {
    if cycle.iteration() > 8 {
        for (param, last) in value.params.iter_mut().zip(&last.params) {
            if param.ty != last.ty {
                param.ty = Some(Ty::Unknown);
            }
        }
    }
    value
}

/// Without what a parent adds.
fn own_signature<'db>(db: &'db dyn Db, field: FieldId<'db>) -> WrittenSignature<'db> {
    let Some(data) = field_data(db, field) else {
        return WrittenSignature::default();
    };
    let ctx = LowerCtx::for_field(db, field);
    let mut lowering = Lowering::new(&ctx, &data.type_refs);
    match &data.field.kind {
        FieldKind::Var { ty, .. } => {
            let mut var_ty = ty.map(|id| lowering.lower(id));
            if var_ty.is_none()
                && let Some(decl) = enum_abstract_owner(db, field)
            {
                var_ty = Some(self_type(db, decl));
            }
            WrittenSignature {
                var_ty,
                ..WrittenSignature::default()
            }
        }
        FieldKind::Fun {
            params,
            ret,
            has_body,
            ..
        } => {
            let params: Vec<WrittenParam<'db>> = params
                .iter()
                .map(|param| WrittenParam {
                    name: param.name.clone(),
                    optional: param.optional || param.has_default,
                    rest: param.rest,
                    has_default: param.has_default,
                    question_mark: param.optional || param.null_default,
                    ty: param
                        .ty
                        .map(|id| param_type(&ctx, param, lowering.lower(id)).ty),
                })
                .collect();
            let ret = match ret {
                Some(id) => Some(lowering.lower(*id)),
                None if field.name(db) == "new" => Some(Ty::Void),
                // Without a body there is nothing to infer from.
                None if !has_body => Some(Ty::Unknown),
                None => None,
            };
            let mut res = WrittenSignature {
                type_params: type_params_of(db, GenericOwner::Field(field)).into(),
                params: params.into_boxed_slice(),
                ret,
                var_ty: None,
                is_method: true,
            };
            if data.field.flags.is_macro {
                // Arguments of macros are expressions unless declared otherwise.
                for param in &mut res.params {
                    param.ty.get_or_insert(Ty::Dynamic(None));
                }
                res.ret.get_or_insert(Ty::Dynamic(None));
            }
            fill_from_property(db, field, &mut res);
            res
        }
    }
}

/// What an accessor leaves open has the type written at its property, when that comes first:
/// `var x(get, never):Float; function get_x() return 0;` returns a Float.
fn fill_from_property<'db>(
    db: &'db dyn Db,
    accessor: FieldId<'db>,
    written: &mut WrittenSignature<'db>,
) {
    let name = accessor.name(db).as_str();
    let (property, is_setter) = match (name.get(..4), name.get(4..), written.params.len()) {
        (Some("get_"), Some(property), 0) => (property, false),
        (Some("set_"), Some(property), 1) => (property, true),
        _ => return,
    };
    let is_open = |param: &WrittenParam<'db>| is_setter && param.ty.is_none();
    if written.ret.is_some() && !written.params.iter().any(is_open) {
        return;
    }
    let Some(ty) = property_above(db, accessor, property, is_setter) else {
        return;
    };
    written.ret.get_or_insert(ty);
    for param in &mut written.params {
        param.ty.get_or_insert(ty);
    }
}

/// The hint of the property `name` declared above one of its accessors.
fn property_above<'db>(
    db: &'db dyn Db,
    accessor: FieldId<'db>,
    name: &str,
    is_setter: bool,
) -> Option<Ty<'db>> {
    let owner = accessor.type_decl(db)?;
    let property = field_named(db, owner, &Name::from(name))?;
    let data = field_data(db, property)?;
    let FieldKind::Var {
        access: Some((read, write)),
        ty: Some(_),
        ..
    } = data.field.kind
    else {
        return None;
    };
    let used = if is_setter { write } else { read };
    let is_static = field_data(db, accessor)?.field.flags.is_static;
    if used != Accessor::Call || data.field.flags.is_static != is_static {
        return None;
    }
    let first = fields_of(db, owner)
        .iter()
        .find(|&&field| field == property || field == accessor)?;
    if *first != property {
        return None;
    }
    written_signature(db, property).var_ty
}

/// Parameters left open by an override or an implementation have the types of what they
/// override: the reference unifies the two before it types the body.
fn fill_from_parent<'db>(
    db: &'db dyn Db,
    field: FieldId<'db>,
    written: &mut WrittenSignature<'db>,
) {
    if written.params.iter().all(|p| p.ty.is_some()) || field.name(db) == "new" {
        return;
    }
    let Some(parent) = overridden_field(db, field) else {
        return;
    };
    let signature = field_signature(db, parent.field);
    let Ty::Fun(fun) = subst(db, signature.ty, &parent.subst(db)) else {
        return;
    };
    let mut own = Subst::new();
    for (&theirs, &ours) in signature.type_params.iter().zip(&written.type_params) {
        own.push(theirs, Ty::Param(ours));
    }
    for (param, theirs) in written.params.iter_mut().zip(fun.params(db)) {
        if param.ty.is_none() {
            param.ty = Some(subst(db, theirs.ty, &own));
        }
    }
}

/// A field of a supertype with that type's arguments as seen from below.
#[derive(Clone, Copy, PartialEq, Eq, Debug, salsa::SalsaValue)]
pub struct InheritedField<'db> {
    pub field: FieldId<'db>,
    pub owner: TypeDeclId<'db>,
    pub args: Tys<'db>,
}

impl<'db> InheritedField<'db> {
    pub fn subst(&self, db: &'db dyn Db) -> Subst<'db> {
        Subst::of_decl(db, self.owner, self.args.list(db))
    }
}

/// The nearest non-static field of the same name up the hierarchy, parents before interfaces.
#[salsa::tracked(returns(copy))]
pub fn overridden_field<'db>(db: &'db dyn Db, field: FieldId<'db>) -> Option<InheritedField<'db>> {
    let decl = field.type_decl(db)?;
    if field_data(db, field)?.field.flags.is_static {
        return None;
    }
    let Ty::Class(_, args) = self_type(db, decl) else {
        return None;
    };
    ancestors(db, decl, args)
        .into_iter()
        .skip(1)
        .find_map(|(owner, args)| {
            let found = field_named(db, owner, field.name(db))?;
            let is_static = field_data(db, found)?.field.flags.is_static;
            (!is_static).then_some(InheritedField {
                field: found,
                owner,
                args,
            })
        })
}

/// The enum abstract of which `field` is a value.
pub fn enum_abstract_owner<'db>(db: &'db dyn Db, field: FieldId<'db>) -> Option<TypeDeclId<'db>> {
    let decl = field.type_decl(db)?;
    let data = type_decl_data(db, decl)?;
    let TypeDeclKind::Abstract { is_enum, .. } = data.decl.kind else {
        return None;
    };
    if !is_enum && !has_meta(&data.decl.meta, ":enum") {
        return None;
    }
    let data = field_data(db, field)?;
    let is_value = match data.field.kind {
        FieldKind::Var { access, .. } => !data.field.flags.is_static && access.is_none(),
        FieldKind::Fun { .. } => false,
    };
    is_value.then_some(decl)
}

#[salsa::tracked(cycle_initial = field_signature_initial, cycle_fn = field_signature_cycle)]
pub fn field_signature<'db>(db: &'db dyn Db, field: FieldId<'db>) -> Signature<'db> {
    let shape = field_shape(db, field);
    let written = written_signature(db, field);
    let ty = match written.complete(db) {
        Some(ty) => ty,
        None if field_data(db, field).is_none() => Ty::Unknown,
        None => missing_type(db, field, written, shape.kind),
    };
    Signature {
        ty,
        ..shape.clone()
    }
}

/// A field's signature but for its type, for which no body is asked.
#[salsa::tracked]
pub fn field_shape<'db>(db: &'db dyn Db, field: FieldId<'db>) -> Signature<'db> {
    let Some(data) = field_data(db, field) else {
        return unknown_signature();
    };
    let written = written_signature(db, field);
    let flags = data.field.flags;
    let is_enum_value = enum_abstract_owner(db, field).is_some();
    let kind = match &data.field.kind {
        FieldKind::Fun { .. } => SigKind::Method(if flags.is_macro {
            MethodKind::Macro
        } else if is_dynamic_method(db, field) {
            MethodKind::Dynamic
        } else if flags.is_inline {
            MethodKind::Inline
        } else {
            MethodKind::Normal
        }),
        FieldKind::Var { access, .. } => {
            if flags.is_inline || is_enum_value {
                SigKind::Var {
                    read: Access::Inline,
                    write: Access::Never,
                }
            } else if flags.is_final {
                SigKind::Var {
                    read: Access::Normal,
                    write: if flags.is_static || field.type_decl(db).is_none() {
                        Access::Never
                    } else {
                        Access::Ctor
                    },
                }
            } else {
                let (read, write) = access.unwrap_or((Accessor::Default, Accessor::Default));
                SigKind::Var {
                    read: access_of(read),
                    write: access_of(write),
                }
            }
        }
    };
    Signature {
        type_params: written.type_params.clone(),
        ty: Ty::Unknown,
        kind,
        is_static: flags.is_static || is_enum_value || field.type_decl(db).is_none(),
        is_public: is_public(db, field),
        is_final: flags.is_final,
        is_inline: flags.is_inline || is_enum_value,
        is_extern: flags.is_extern || owner_is_extern(db, field),
        is_abstract: flags.is_abstract,
        is_overload: flags.is_overload,
        is_enum_value,
        is_var: has_meta(&data.field.meta, ":isVar"),
    }
}

/// Written `dynamic`, or overriding a method that is: that is dynamic, too.
pub fn is_dynamic_method<'db>(db: &'db dyn Db, field: FieldId<'db>) -> bool {
    let mut at = field;
    for _ in 0..64 {
        match field_data(db, at) {
            Some(data) if !matches!(data.field.kind, FieldKind::Fun { .. }) => return false,
            Some(data) if data.field.flags.is_dynamic => return true,
            Some(data) if data.field.flags.is_override => {}
            _ => return false,
        }
        match overridden_field(db, at) {
            Some(parent) => at = parent.field,
            None => return false,
        }
    }
    false
}

fn field_signature_initial<'db>(
    _db: &'db dyn Db,
    _id: salsa::Id,
    _field: FieldId<'db>,
) -> Signature<'db> {
    unknown_signature()
}

/// Types inferred from each other that do not settle become unknown.
fn field_signature_cycle<'db>(
    _db: &'db dyn Db,
    cycle: &salsa::Cycle<'_>,
    _last: &Signature<'db>,
    value: Signature<'db>,
    _field: FieldId<'db>,
) -> Signature<'db> {
    if cycle.iteration() > 8 {
        Signature {
            ty: Ty::Unknown,
            ..value
        }
    } else {
        value
    }
}

fn unknown_signature<'db>() -> Signature<'db> {
    Signature {
        type_params: Box::default(),
        ty: Ty::Unknown,
        kind: SigKind::Var {
            read: Access::Normal,
            write: Access::Normal,
        },
        is_static: false,
        is_public: true,
        is_final: false,
        is_inline: false,
        is_extern: false,
        is_abstract: false,
        is_overload: false,
        is_enum_value: false,
        is_var: false,
    }
}

pub(crate) fn access_of(accessor: Accessor) -> Access {
    match accessor {
        Accessor::Default => Access::Normal,
        Accessor::Null => Access::Null,
        Accessor::Call => Access::Call,
        Accessor::Dynamic => Access::Dynamic,
        Accessor::Never => Access::Never,
    }
}

fn missing_type<'db>(
    db: &'db dyn Db,
    field: FieldId<'db>,
    written: &WrittenSignature<'db>,
    kind: SigKind,
) -> Ty<'db> {
    if let SigKind::Var { read, write } = kind
        && let Some(ty) = accessor_type(db, field, read, write)
    {
        return ty;
    }
    let ty = inferred_field_type(db, field);
    match (ty, written.is_method) {
        // A cycle, or broken code: keep what is written.
        (Ty::Unknown, true) => {
            let params: Vec<FunParam<'db>> = written
                .params
                .iter()
                .map(|param| FunParam {
                    name: param.name.clone(),
                    optional: param.optional,
                    rest: param.rest,
                    ty: param.ty.unwrap_or(Ty::Unknown),
                })
                .collect();
            Ty::fun(db, params, written.ret.unwrap_or(Ty::Unknown))
        }
        _ => ty,
    }
}

/// A property without hint has the type of its accessors (4.3).
fn accessor_type<'db>(
    db: &'db dyn Db,
    field: FieldId<'db>,
    read: Access,
    write: Access,
) -> Option<Ty<'db>> {
    let has_init = match field_data(db, field)?.field.kind {
        FieldKind::Var { has_init, .. } => has_init,
        FieldKind::Fun { .. } => return None,
    };
    if has_init {
        return None;
    }
    let accessor = |prefix: &str| {
        let name = Name::from(format!("{prefix}{}", field.name(db)));
        let accessor = match field.owner(db) {
            FieldOwner::Type(decl) => field_named(db, decl, &name)?,
            FieldOwner::Module(module) => hir_def::module_field_named(db, module, &name)?,
        };
        match field_signature(db, accessor).ty {
            Ty::Fun(fun) if !fun.ret(db).is_unknown() => Some(fun.ret(db)),
            _ => None,
        }
    };
    if read == Access::Call
        && let Some(ty) = accessor("get_")
    {
        return Some(ty);
    }
    if write == Access::Call {
        return accessor("set_");
    }
    None
}

fn owner_is_extern<'db>(db: &'db dyn Db, field: FieldId<'db>) -> bool {
    field
        .type_decl(db)
        .and_then(|decl| type_decl_data(db, decl))
        .is_some_and(|data| data.decl.is_extern)
}

/// 5.11: private by default; public in interfaces, externs, `@:publicFields`, enum abstract
/// values, overrides of public fields, and at module level.
fn is_public<'db>(db: &'db dyn Db, field: FieldId<'db>) -> bool {
    let Some(data) = field_data(db, field) else {
        return true;
    };
    match data.field.flags.visibility {
        Some(Visibility::Public) => return true,
        Some(Visibility::Private) => return false,
        None => {}
    }
    let Some(decl) = field.type_decl(db) else {
        return true;
    };
    let Some(owner) = type_decl_data(db, decl) else {
        return true;
    };
    if matches!(owner.decl.kind, TypeDeclKind::Interface { .. })
        || owner.decl.is_extern
        || enum_abstract_owner(db, field).is_some()
        || has_public_fields(db, decl)
    {
        return true;
    }
    // What overrides, or implements an abstract method, is as visible as that.
    match overridden_field(db, field) {
        Some(parent) if !is_interface(db, parent.owner) => is_public(db, parent.field),
        _ => false,
    }
}

/// `@:publicFields` is inherited.
fn has_public_fields<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>) -> bool {
    ancestors(db, decl, Tys::empty(db))
        .iter()
        .any(|&(id, _)| decl_has_meta(db, id, ":publicFields"))
}

/// Type of an enum constructor: its own type parameters and either the enum or a function to it.
#[derive(Clone, PartialEq, Eq, Debug, salsa::SalsaValue)]
pub struct CtorSignature<'db> {
    /// The enum's parameters; in a GADT's explicit result other things stand in their place.
    pub enum_params: Box<[TypeParamId<'db>]>,
    pub type_params: Box<[TypeParamId<'db>]>,
    pub params: Box<[FunParam<'db>]>,
    /// The enum type the constructor makes.
    pub ret: Ty<'db>,
}

impl<'db> CtorSignature<'db> {
    /// The constructor as a value.
    pub fn ty(&self, db: &'db dyn Db) -> Ty<'db> {
        if self.params.is_empty() {
            self.ret
        } else {
            Ty::fun(db, self.params.clone(), self.ret)
        }
    }
}

#[salsa::tracked]
pub fn ctor_signature<'db>(db: &'db dyn Db, ctor: EnumCtorId<'db>) -> CtorSignature<'db> {
    let enum_ = ctor.enum_(db);
    let owner = GenericOwner::Ctor(ctor);
    let ret = self_type(db, enum_);
    let mut res = CtorSignature {
        enum_params: type_params_of(db, GenericOwner::Type(enum_)).into(),
        type_params: type_params_of(db, owner).into(),
        params: Box::default(),
        ret,
    };
    let Some(data) = enum_ctor_data(db, ctor) else {
        return res;
    };
    let ctx = LowerCtx::for_owner(db, owner);
    let mut lowering = Lowering::new(&ctx, &data.type_refs);
    res.params = data
        .ctor
        .params
        .iter()
        .map(|param| lowering.written_param(param))
        .collect();
    if let Some(id) = data.ctor.ret {
        match lowering.lower(id) {
            ty @ Ty::Enum(..) => res.ret = ty,
            _ => res.ret = ret,
        }
    }
    res
}

/// Errors in the written hints of a field.
#[salsa::tracked]
pub fn field_hint_diagnostics<'db>(db: &'db dyn Db, field: FieldId<'db>) -> Vec<TypeDiagnostic> {
    let Some(data) = field_data(db, field) else {
        return Vec::new();
    };
    // Their hints are read in the macro context, where other names are in force.
    if data.field.flags.is_macro {
        return Vec::new();
    }
    let ctx = LowerCtx::for_field(db, field);
    lower_all_hints(&ctx, &data.type_refs, &data.field)
}

#[salsa::tracked]
pub fn ctor_hint_diagnostics<'db>(db: &'db dyn Db, ctor: EnumCtorId<'db>) -> Vec<TypeDiagnostic> {
    let Some(data) = enum_ctor_data(db, ctor) else {
        return Vec::new();
    };
    let ctx = LowerCtx::for_owner(db, GenericOwner::Ctor(ctor));
    let mut lowering = Lowering::new(&ctx, &data.type_refs).checking();
    for param in &data.ctor.params {
        lowering.written_param(param);
    }
    if let Some(id) = data.ctor.ret {
        lowering.lower(id);
    }
    lowering.finish()
}

/// The statics of a type seen as a structure (6.10).
pub fn statics_as_fields<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>) -> Vec<AnonField<'db>> {
    fields_of(db, decl)
        .iter()
        .filter(|&&field| field.name(db) != "new")
        .map(|&field| (field, field_signature(db, field)))
        .filter(|(_, signature)| signature.is_static)
        .map(|(field, signature)| AnonField {
            name: field.name(db).clone(),
            ty: signature.ty,
            optional: false,
            is_private: !signature.is_public,
            kind: match signature.kind {
                SigKind::Method(_) => AnonFieldKind::Method,
                SigKind::Var { read, write } => AnonFieldKind::Var {
                    read: accessor_of(read),
                    write: accessor_of(write),
                },
            },
        })
        .collect()
}

fn accessor_of(access: Access) -> Accessor {
    match access {
        Access::Normal | Access::Inline => Accessor::Default,
        Access::Null => Accessor::Null,
        Access::Never | Access::Ctor => Accessor::Never,
        Access::Call => Accessor::Call,
        Access::Dynamic => Accessor::Dynamic,
    }
}
