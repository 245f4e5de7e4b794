//! Layouts of classes and enums: variables, slots, what fills them.
//!
//! A method's slot is called by its name. An override whose natural signature differs (a narrower
//! return type `Int` for `T`, say) fills the parent's slot with a bridge and opens a slot of its
//! own, `name$pack.Child`. Where the method that implements an interface's does not have the
//! interface's signature, the class lists a bridge under `pack.Interface::name`.

use base_db::Db;
use hir_def::{
    Name, ctors_of, fields_of,
    ids::{FieldId, TypeDeclId},
    item_tree::TypeDeclKind,
    type_decl_data,
};
use hir_ty::{
    decl::{ancestors, parent_class, supers},
    fold::Subst,
    ty::{Ty, Tys},
};
use mir::{
    ClassKind, ClassLayout, CtorLayout, EnumLayout, FieldLayout, MethodLayout, Repr, Signature,
    StaticLayout, StaticMember, Symbol,
};

use crate::{
    decls::{self, DeclKind, natural_signature},
    lower::{MirItem, MirOwner, instance_args},
    repr::var_repr,
    symbols,
};

/// A class or interface, in one instance.
#[salsa::interned(debug, revisions = usize::MAX)]
pub struct ClassInstance<'db> {
    #[returns(copy)]
    pub decl: TypeDeclId<'db>,
    #[returns(copy)]
    pub args: Tys<'db>,
}

/// What fills a slot.
#[derive(Clone, Copy, PartialEq, Eq, Debug, salsa::SalsaValue)]
pub struct Slot<'db> {
    /// The method whose code runs.
    pub method: FieldId<'db>,
    /// That method, or a bridge to it.
    pub code: MirOwner<'db>,
}

/// A layout with what fills each entry of `layout.methods`.
#[derive(Clone, PartialEq, Eq, Debug, salsa::SalsaValue)]
pub struct ClassShape<'db> {
    pub layout: ClassLayout,
    pub slots: Vec<Option<Slot<'db>>>,
    pub parent: Option<(TypeDeclId<'db>, Tys<'db>)>,
    pub interfaces: Vec<(TypeDeclId<'db>, Tys<'db>)>,
}

/// Layout of a class or interface; static variables and functions included.
#[salsa::tracked(returns(ref))]
pub fn class_shape<'db>(db: &'db dyn Db, class: ClassInstance<'db>) -> ClassShape<'db> {
    let (decl, args) = (class.decl(db), class.args(db));
    let map = decls::decl_subst(db, decl, args);
    let is_interface = decls::decl_kind(db, decl) == DeclKind::Interface;
    let mut layout = ClassLayout::new(symbols::type_symbol(db, decl, args));
    layout.kind = if is_interface {
        ClassKind::Interface
    } else {
        ClassKind::Class
    };
    let instance = |ty: Ty<'db>| match hir_ty::fold::subst(db, ty, &map) {
        Ty::Class(decl, args) => Some((decl, instance_args(db, decl, args))),
        _ => None,
    };
    let parent = supers(db, decl).extends.and_then(instance);
    let interfaces: Vec<_> = supers(db, decl)
        .interfaces
        .iter()
        .filter_map(|&it| instance(it))
        .collect();
    layout.parent = parent.map(|(decl, args)| symbols::type_symbol(db, decl, args));
    layout.interfaces = interfaces
        .iter()
        .map(|&(decl, args)| symbols::type_symbol(db, decl, args))
        .collect();

    let mut slots = Vec::new();
    for &field in fields_of(db, decl) {
        // Of a `@:generic` method only the copies exist.
        if decls::is_macro(db, field)
            || decls::is_generic_field(db, field)
            || field.dup(db) > 0 && !decls::is_method(db, field)
        {
            continue;
        }
        if !is_interface && decls::is_instance_slot(db, field) && !redeclared(db, decl, field) {
            layout.fields.push(field_layout(db, field, &map));
        }
        if decls::is_static_variable(db, field) {
            let global = symbols::field_symbol(db, field, Tys::empty(db));
            let member = StaticMember::Variable { global };
            layout.statics.push(StaticLayout {
                name: field.name(db).clone(),
                member,
            });
        } else if decls::is_static(db, field) && decls::is_method(db, field) {
            let owner = function_owner(db, field);
            let sig = natural_signature(db, field, &Subst::new());
            let member = StaticMember::Function {
                symbol: owner.symbol(db),
                sig,
            };
            layout.statics.push(StaticLayout {
                name: field.name(db).clone(),
                member,
            });
        } else if decls::is_method(db, field)
            && !decls::is_ctor(db, field)
            && !decls::is_dynamic_method(db, field)
        {
            own_method(db, decl, args, field, &map, &mut layout, &mut slots);
        }
    }
    if !is_interface {
        fill_inherited_slots(db, decl, args, &mut layout, &mut slots);
        fill_interfaces(db, decl, args, &mut layout, &mut slots);
        layout.ctor = decls::constructing_class(db, decl).map(|runs| {
            let runs_args = ancestors(db, decl, args)
                .into_iter()
                .find(|(id, _)| *id == runs)
                .map_or_else(|| Tys::empty(db), |(id, args)| instance_args(db, id, args));
            symbols::ctor_symbol(db, runs, runs_args)
        });
    }
    ClassShape {
        layout,
        slots,
        parent,
        interfaces,
    }
}

/// The function behind a static method, for reflection: runtime functions in their wrapper.
pub(crate) fn function_owner<'db>(db: &'db dyn Db, field: FieldId<'db>) -> MirOwner<'db> {
    let item = match decls::rt_symbol(db, field) {
        Some(_) => MirItem::RtFunction(field),
        None => MirItem::Field(field),
    };
    MirOwner::new(db, item, Tys::empty(db))
}

/// A dynamic method that overrides one keeps its variable.
fn redeclared<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>, field: FieldId<'db>) -> bool {
    decls::is_dynamic_method(db, field)
        && decls::class_chain(db, decl)
            .into_iter()
            .skip(1)
            .any(|parent| {
                hir_def::field_named(db, parent, field.name(db))
                    .is_some_and(|it| decls::is_dynamic_method(db, it))
            })
}

fn field_layout<'db>(db: &'db dyn Db, field: FieldId<'db>, map: &Subst<'db>) -> FieldLayout {
    let ty = hir_ty::fold::subst(db, decls::declared_ty(db, field), map);
    FieldLayout {
        name: field.name(db).clone(),
        repr: var_repr(db, ty),
        hint: hir_ty::print::print_type(db, ty).into(),
        visible: true,
    }
}

fn own_method<'db>(
    db: &'db dyn Db,
    decl: TypeDeclId<'db>,
    args: Tys<'db>,
    field: FieldId<'db>,
    map: &Subst<'db>,
    layout: &mut ClassLayout,
    slots: &mut Vec<Option<Slot<'db>>>,
) {
    let has_code = decls::has_body(db, field) && decls::decl_kind(db, decl) != DeclKind::Interface;
    let item = match decls::rt_symbol(db, field) {
        Some(_) => MirItem::Bridge {
            method: field,
            slot: field,
            slot_args: args,
        },
        None => MirItem::Field(field),
    };
    let code = (has_code || decls::rt_symbol(db, field).is_some()).then(|| Slot {
        method: field,
        code: MirOwner::new(db, item, args),
    });
    layout.methods.push(MethodLayout {
        name: slot_name(db, field, args),
        symbol: code.map(|slot| slot.code.symbol(db)),
        sig: natural_signature(db, field, map),
        virtual_: decls::has_slot(db, field),
        optional: decls::optional_params(db, field),
    });
    slots.push(code);
}

/// Overriding methods whose signature differs leave the parents' slots to fill with bridges.
fn fill_inherited_slots<'db>(
    db: &'db dyn Db,
    decl: TypeDeclId<'db>,
    args: Tys<'db>,
    layout: &mut ClassLayout,
    slots: &mut Vec<Option<Slot<'db>>>,
) {
    for &field in fields_of(db, decl) {
        if !decls::has_slot(db, field) || !decls::has_body(db, field) {
            continue;
        }
        let own_name = slot_name(db, field, args);
        for parent in decls::class_chain(db, decl).into_iter().skip(1) {
            let Some(slot) = hir_def::field_named(db, parent, field.name(db)) else {
                continue;
            };
            if !decls::has_slot(db, slot) {
                continue;
            }
            let slot_args = decls::ancestor_instance(db, decl, args, parent);
            let name = slot_name(db, slot, slot_args);
            if name == own_name || layout.methods.iter().any(|it| it.name == name) {
                continue;
            }
            let sig = slot_signature(db, slot, slot_args);
            let code = implementation(db, args, field, (slot, slot_args), &sig);
            push_slot(db, layout, slots, name, sig, field, code);
        }
    }
}

/// `method` itself when it has the wanted signature, else a bridge.
fn implementation<'db>(
    db: &'db dyn Db,
    args: Tys<'db>,
    method: FieldId<'db>,
    (slot, slot_args): (FieldId<'db>, Tys<'db>),
    sig: &Signature,
) -> MirOwner<'db> {
    let map = decls::field_subst(db, method, args);
    if decls::rt_symbol(db, method).is_none() && natural_signature(db, method, &map) == *sig {
        MirOwner::new(db, MirItem::Field(method), args)
    } else {
        MirOwner::new(
            db,
            MirItem::Bridge {
                method,
                slot,
                slot_args,
            },
            args,
        )
    }
}

fn push_slot<'db>(
    db: &'db dyn Db,
    layout: &mut ClassLayout,
    slots: &mut Vec<Option<Slot<'db>>>,
    name: Symbol,
    sig: Signature,
    method: FieldId<'db>,
    code: MirOwner<'db>,
) {
    layout.methods.push(MethodLayout {
        name,
        symbol: Some(code.symbol(db)),
        sig,
        virtual_: true,
        optional: decls::optional_params(db, method),
    });
    slots.push(Some(Slot { method, code }));
}

/// Interface methods whose implementation, own or inherited, is not found under the plain name with
/// the interface's signature.
fn fill_interfaces<'db>(
    db: &'db dyn Db,
    decl: TypeDeclId<'db>,
    args: Tys<'db>,
    layout: &mut ClassLayout,
    slots: &mut Vec<Option<Slot<'db>>>,
) {
    for (interface, interface_args) in ancestors(db, decl, args) {
        if decls::decl_kind(db, interface) != DeclKind::Interface {
            continue;
        }
        let interface_args = instance_args(db, interface, interface_args);
        for &wanted in fields_of(db, interface) {
            if !decls::is_method(db, wanted) {
                continue;
            }
            let Some(method) = decls::find_instance_method(db, decl, wanted.name(db)) else {
                continue;
            };
            let sig = slot_signature(db, wanted, interface_args);
            let owner = decls::owner_decl(db, method).unwrap_or(decl);
            let method_args = ancestors(db, decl, args)
                .into_iter()
                .find(|(id, _)| *id == owner)
                .map_or_else(|| Tys::empty(db), |(id, args)| instance_args(db, id, args));
            let found = natural_signature(db, method, &decls::field_subst(db, method, method_args));
            let plain = decls::rt_symbol(db, method).is_none()
                && found == sig
                && slot_name(db, method, method_args) == *wanted.name(db);
            if plain && (decls::has_slot(db, method) || !decls::has_body(db, method)) {
                continue;
            }
            if !decls::has_body(db, method) && decls::rt_symbol(db, method).is_none() {
                continue;
            }
            let interface = symbols::type_symbol(db, interface, interface_args);
            let name = Symbol::from(format!("{interface}::{}", wanted.name(db)));
            if layout.methods.iter().any(|it| it.name == name) {
                continue;
            }
            let code = implementation(db, method_args, method, (wanted, interface_args), &sig);
            push_slot(db, layout, slots, name, sig, method, code);
        }
    }
}

/// The name under which an instance method, of the class instance `args`, is called through its
/// class.
pub(crate) fn slot_name<'db>(db: &'db dyn Db, method: FieldId<'db>, args: Tys<'db>) -> Symbol {
    let parent = decls::overridden(db, method).filter(|&it| decls::has_slot(db, it));
    let (Some(parent), Some(decl)) = (parent, decls::owner_decl(db, method)) else {
        return method.name(db).clone();
    };
    let parent_args = match decls::owner_decl(db, parent) {
        Some(owner) => decls::ancestor_instance(db, decl, args, owner),
        None => Tys::empty(db),
    };
    if slot_signature(db, parent, parent_args) == slot_signature(db, method, args) {
        return slot_name(db, parent, parent_args);
    }
    let owner = symbols::type_symbol(db, decl, args);
    format!("{}${owner}", method.name(db)).into()
}

/// The natural signature that callers of a slot use.
pub(crate) fn slot_signature<'db>(
    db: &'db dyn Db,
    slot: FieldId<'db>,
    args: Tys<'db>,
) -> Signature {
    natural_signature(db, slot, &decls::field_subst(db, slot, args))
}

/// Receiver and parameters of `pack.Class.new`: those of the declared constructor, own or inherited.
pub(crate) fn ctor_signature<'db>(
    db: &'db dyn Db,
    decl: TypeDeclId<'db>,
    args: Tys<'db>,
) -> Signature {
    let mut at = Some((decl, args));
    // Classes that extend each other are an error elsewhere; here they must only end.
    let mut seen = vec![];
    while let Some((decl, args)) = at
        && !seen.contains(&decl)
    {
        if let Some(ctor) = decls::own_ctor(db, decl) {
            return natural_signature(db, ctor, &decls::decl_subst(db, decl, args));
        }
        seen.push(decl);
        at = parent_class(db, decl, args);
    }
    Signature {
        params: vec![Repr::Ref],
        ret: Repr::Void,
    }
}

#[salsa::tracked(returns(ref))]
pub fn enum_layout<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>) -> EnumLayout {
    let ctors = ctors_of(db, decl)
        .iter()
        .map(|&ctor| CtorLayout {
            name: ctor.name(db).clone(),
            args: decls::ctor_params(db, ctor),
        })
        .collect();
    EnumLayout {
        name: symbols::type_symbol(db, decl, Tys::empty(db)),
        ctors,
    }
}

/// A static variable.
pub(crate) fn global_layout<'db>(db: &'db dyn Db, field: FieldId<'db>) -> mir::GlobalLayout {
    let ty = decls::declared_ty(db, field);
    mir::GlobalLayout {
        name: symbols::field_symbol(db, field, Tys::empty(db)),
        repr: var_repr(db, ty),
        hint: hir_ty::print::print_type(db, ty).into(),
    }
}

pub(crate) fn is_abstract_class<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>) -> bool {
    type_decl_data(db, decl).is_some_and(|data| {
        matches!(
            data.decl.kind,
            TypeDeclKind::Class {
                is_abstract: true,
                ..
            }
        )
    })
}

pub(crate) fn init_name() -> Name {
    Name::new_static("__init__")
}
