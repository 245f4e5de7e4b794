//! One declaration at a time: narrow queries over the item tree.
//!
//! Each re-executes when the file's item tree changed and gives an equal value unless its own
//! declaration changed, so users of one field sleep through edits of the others.

use std::sync::Arc;

use base_db::Db;

use crate::{
    Name,
    ids::{EnumCtorId, FieldId, FieldOwner, GenericOwner, ModuleId, TypeDeclId, TypeParamId},
    item_tree::{
        CtorData, FieldData, FieldKind, Members, Named, TypeDeclData, TypeItem, TypeParam,
        item_tree,
    },
    module::module_path,
};

fn type_item<'db>(db: &'db dyn Db, ty: TypeDeclId<'db>) -> Option<&'db TypeItem> {
    let tree = item_tree(db, ty.module(db));
    Some(&tree.types[tree.type_index(ty.name(db), ty.dup(db))?])
}

fn members_of<'db>(db: &'db dyn Db, owner: FieldOwner<'db>) -> Option<&'db Members<FieldData>> {
    match owner {
        FieldOwner::Type(ty) => Some(&type_item(db, ty)?.fields),
        FieldOwner::Module(module) => Some(&item_tree(db, module).fields),
    }
}

/// The header of a type; `None` for one that is no longer there.
pub fn type_decl_data<'db>(db: &'db dyn Db, ty: TypeDeclId<'db>) -> Option<&'db TypeDeclData> {
    type_decl_query(db, ty).as_deref()
}

#[salsa::tracked(returns(ref))]
fn type_decl_query<'db>(db: &'db dyn Db, ty: TypeDeclId<'db>) -> Option<Arc<TypeDeclData>> {
    Some(type_item(db, ty)?.data.clone())
}

pub fn field_data<'db>(db: &'db dyn Db, field: FieldId<'db>) -> Option<&'db FieldData> {
    field_query(db, field).as_deref()
}

#[salsa::tracked(returns(ref))]
fn field_query<'db>(db: &'db dyn Db, field: FieldId<'db>) -> Option<Arc<FieldData>> {
    let members = members_of(db, field.owner(db))?;
    let index = members.index_of(field.name(db), field.dup(db))?;
    members.get(index).cloned()
}

pub fn enum_ctor_data<'db>(db: &'db dyn Db, ctor: EnumCtorId<'db>) -> Option<&'db CtorData> {
    ctor_query(db, ctor).as_deref()
}

#[salsa::tracked(returns(ref))]
fn ctor_query<'db>(db: &'db dyn Db, ctor: EnumCtorId<'db>) -> Option<Arc<CtorData>> {
    let ctors = &type_item(db, ctor.enum_(db))?.ctors;
    ctors
        .get(ctors.index_of(ctor.name(db), ctor.dup(db))?)
        .cloned()
}

/// Counts how often each name came before.
fn with_dup<T: Named>(members: &Members<T>) -> impl Iterator<Item = (&Name, u32)> {
    let mut seen = rustc_hash::FxHashMap::<&Name, u32>::default();
    members.iter().map(move |it| {
        let count = seen.entry(it.name()).or_default();
        let dup = *count;
        *count += 1;
        (it.name(), dup)
    })
}

fn field_ids<'db>(db: &'db dyn Db, owner: FieldOwner<'db>) -> Box<[FieldId<'db>]> {
    let Some(members) = members_of(db, owner) else {
        return Box::new([]);
    };
    with_dup(members)
        .map(|(name, dup)| FieldId::new(db, owner, name.clone(), dup))
        .collect()
}

/// The fields written in a type, in source order, duplicates and overloads included.
#[salsa::tracked(returns(deref))]
pub fn fields_of<'db>(db: &'db dyn Db, ty: TypeDeclId<'db>) -> Box<[FieldId<'db>]> {
    field_ids(db, FieldOwner::Type(ty))
}

/// Module-level functions and variables, in source order.
#[salsa::tracked(returns(deref))]
pub fn module_fields<'db>(db: &'db dyn Db, module: ModuleId<'db>) -> Box<[FieldId<'db>]> {
    field_ids(db, FieldOwner::Module(module))
}

/// The fields of the module's types, then those of the module itself.
pub fn all_fields<'db>(db: &'db dyn Db, module: ModuleId<'db>) -> Vec<FieldId<'db>> {
    let of_types = module_types(db, module)
        .iter()
        .flat_map(|&ty| fields_of(db, ty));
    of_types.chain(module_fields(db, module)).copied().collect()
}

/// The constructors of an enum, in source order.
#[salsa::tracked(returns(deref))]
pub fn ctors_of<'db>(db: &'db dyn Db, enum_: TypeDeclId<'db>) -> Box<[EnumCtorId<'db>]> {
    let Some(item) = type_item(db, enum_) else {
        return Box::new([]);
    };
    with_dup(&item.ctors)
        .map(|(name, dup)| EnumCtorId::new(db, enum_, name.clone(), dup))
        .collect()
}

/// The types of a module, in source order.
#[salsa::tracked(returns(deref))]
pub fn module_types<'db>(db: &'db dyn Db, module: ModuleId<'db>) -> Box<[TypeDeclId<'db>]> {
    let tree = item_tree(db, module);
    let mut seen = rustc_hash::FxHashMap::<&Name, u32>::default();
    let mut res = Vec::with_capacity(tree.types.len());
    for item in &tree.types {
        let count = seen.entry(&item.data.decl.name).or_default();
        res.push(TypeDeclId::new(
            db,
            module,
            item.data.decl.name.clone(),
            *count,
        ));
        *count += 1;
    }
    res.into()
}

#[salsa::tracked(returns(copy))]
fn count_of_fields<'db>(db: &'db dyn Db, owner: FieldOwner<'db>, name: Name) -> u32 {
    members_of(db, owner).map_or(0, |it| it.count_of(&name))
}

/// The first field of that name written in the type itself.
pub fn field_named<'db>(db: &'db dyn Db, ty: TypeDeclId<'db>, name: &Name) -> Option<FieldId<'db>> {
    let owner = FieldOwner::Type(ty);
    (count_of_fields(db, owner, name.clone()) > 0).then(|| FieldId::new(db, owner, name.clone(), 0))
}

/// All fields of that name written in the type itself: overloads, or duplicates.
pub fn fields_named<'db>(db: &'db dyn Db, ty: TypeDeclId<'db>, name: &Name) -> Vec<FieldId<'db>> {
    fields_of_owner_named(db, FieldOwner::Type(ty), name)
}

/// All fields of that name: overloads, and duplicates.
pub fn fields_of_owner_named<'db>(
    db: &'db dyn Db,
    owner: FieldOwner<'db>,
    name: &Name,
) -> Vec<FieldId<'db>> {
    let count = count_of_fields(db, owner, name.clone());
    (0..count)
        .map(|dup| FieldId::new(db, owner, name.clone(), dup))
        .collect()
}

pub fn module_field_named<'db>(
    db: &'db dyn Db,
    module: ModuleId<'db>,
    name: &Name,
) -> Option<FieldId<'db>> {
    let owner = FieldOwner::Module(module);
    (count_of_fields(db, owner, name.clone()) > 0).then(|| FieldId::new(db, owner, name.clone(), 0))
}

#[salsa::tracked(returns(copy))]
fn has_ctor<'db>(db: &'db dyn Db, enum_: TypeDeclId<'db>, name: Name) -> bool {
    type_item(db, enum_).is_some_and(|it| it.ctors.index_of(&name, 0).is_some())
}

pub fn ctor_named<'db>(
    db: &'db dyn Db,
    enum_: TypeDeclId<'db>,
    name: &Name,
) -> Option<EnumCtorId<'db>> {
    has_ctor(db, enum_, name.clone()).then(|| EnumCtorId::new(db, enum_, name.clone(), 0))
}

/// The first type of that name in the module, private ones included.
#[salsa::tracked(returns(copy))]
fn module_type_query<'db>(
    db: &'db dyn Db,
    module: ModuleId<'db>,
    name: Name,
) -> Option<TypeDeclId<'db>> {
    item_tree(db, module).type_index(&name, 0)?;
    Some(TypeDeclId::new(db, module, name, 0))
}

pub fn module_type_named<'db>(
    db: &'db dyn Db,
    module: ModuleId<'db>,
    name: &Name,
) -> Option<TypeDeclId<'db>> {
    module_type_query(db, module, name.clone())
}

/// Type parameters of a declaration. Those of local functions and structure methods are made by
/// who lowers them: `TypeParamId::new(db, owner, index, name)`.
pub fn type_params_of<'db>(db: &'db dyn Db, owner: GenericOwner<'db>) -> &'db [TypeParamId<'db>] {
    type_params_query(db, owner, ())
}

// The second key makes salsa intern the first, which is not an id of its own.
#[salsa::tracked(returns(deref))]
fn type_params_query<'db>(
    db: &'db dyn Db,
    owner: GenericOwner<'db>,
    _interned: (),
) -> Box<[TypeParamId<'db>]> {
    let params: &[TypeParam] = match owner {
        GenericOwner::Type(ty) => type_decl_data(db, ty).map_or(&[], |it| &it.decl.params),
        GenericOwner::Field(field) => match field_data(db, field).map(|it| &it.field.kind) {
            Some(FieldKind::Fun { type_params, .. }) => type_params,
            _ => &[],
        },
        GenericOwner::Ctor(ctor) => enum_ctor_data(db, ctor).map_or(&[], |it| &it.ctor.type_params),
        GenericOwner::LocalFn(field, ordinal) => {
            crate::body::function_expr(db, field, ordinal).map_or(&[], |it| &it.type_params)
        }
        GenericOwner::AnonMethod(..) => &[],
    };
    params
        .iter()
        .enumerate()
        .map(|(i, it)| TypeParamId::new(db, owner, i as u32, it.name.clone()))
        .collect()
}

/// The run-time path of a type: `pack.Type`, `pack._Module.Type` for a private one.
pub fn type_path<'db>(db: &'db dyn Db, ty: TypeDeclId<'db>) -> String {
    let module = module_path(db, ty.module(db));
    let mut res = String::new();
    for segment in module.package.segments() {
        res.push_str(segment);
        res.push('.');
    }
    if type_decl_data(db, ty).is_some_and(|it| it.decl.is_private) {
        res.push('_');
        res.push_str(&module.name);
        res.push('.');
    }
    res.push_str(ty.name(db));
    res
}

/// The path one writes in source to name a type: `pack.Module.Type`, `pack.Type` for a main type.
pub fn source_path<'db>(db: &'db dyn Db, ty: TypeDeclId<'db>) -> String {
    let module = module_path(db, ty.module(db));
    let dotted = module.dotted();
    if module.name == *ty.name(db) {
        dotted.to_string()
    } else {
        format!("{dotted}.{}", ty.name(db))
    }
}
