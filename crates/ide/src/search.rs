//! Searching the whole project: which modules may mention a name, who extends a type.
//!
//! A name is looked for in the text first; only files that hold it as a word are parsed, and only
//! the bodies around its occurrences are typed.

use base_db::{ClassPathKind, Config, Db, TextSize, file_text};
use hir::Definition;
use hir_def::{
    Name, field_data, field_named,
    ids::{FieldId, FieldOwner, ModuleId, TypeDeclId},
    item_tree::{TypeDeclKind, item_tree},
    module::modules_of_class_paths,
    module_types, resolve_type_path, type_decl_data,
    type_ref::{TypeRef, TypeRefId},
};

/// The modules a search goes through: the project's own, and the one that declares what is
/// looked for.
pub(crate) fn modules_to_search<'db>(
    db: &'db dyn Db,
    config: Config,
    def: &Definition<'db>,
) -> Vec<ModuleId<'db>> {
    let home = def.module(db);
    if let (Definition::Local(_) | Definition::TypeParam(_), Some(home)) = (def, home) {
        return vec![home];
    }
    let mut res = modules_of_class_paths(db, config, ClassPathKind::Project).to_vec();
    if let Some(home) = home
        && !res.contains(&home)
    {
        res.push(home);
    }
    res
}

/// Where `name` stands as a word in a text.
pub(crate) fn occurrences<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = TextSize> + 'a {
    let is_word =
        |byte: Option<&u8>| byte.is_some_and(|it| *it == b'_' || it.is_ascii_alphanumeric());
    let bytes = text.as_bytes();
    memchr::memmem::find_iter(bytes, name.as_bytes())
        .filter(move |&at| {
            let before = at.checked_sub(1).and_then(|it| bytes.get(it));
            !is_word(before) && !is_word(bytes.get(at + name.len()))
        })
        .map(|at| TextSize::new(at as u32))
}

pub(crate) fn mentions<'db>(db: &'db dyn Db, module: ModuleId<'db>, name: &str) -> bool {
    occurrences(file_text(db, module.file(db)), name)
        .next()
        .is_some()
}

/// The types whose header names `ty` as parent or interface, themselves and those below them.
pub(crate) fn subtypes<'db>(
    db: &'db dyn Db,
    config: Config,
    ty: TypeDeclId<'db>,
) -> Vec<TypeDeclId<'db>> {
    let mut res = Vec::new();
    let mut todo = vec![ty];
    while let Some(ty) = todo.pop() {
        for sub in direct_subtypes(db, config, ty) {
            if sub != ty && !res.contains(&sub) {
                res.push(sub);
                todo.push(sub);
            }
        }
    }
    res
}

pub(crate) fn direct_subtypes<'db>(
    db: &'db dyn Db,
    config: Config,
    ty: TypeDeclId<'db>,
) -> Vec<TypeDeclId<'db>> {
    let mut res = Vec::new();
    let name = ty.name(db);
    for module in modules_to_search(db, config, &Definition::Type(ty)) {
        db.unwind_if_revision_cancelled();
        // An alias of the import is rare enough to be left to the text of the name.
        if !mentions(db, module, name) {
            continue;
        }
        for (index, item) in item_tree(db, module).types.iter().enumerate() {
            let heads = heritage(&item.data.decl.kind);
            let names_it = heads.iter().any(|&head| match &item.data.type_refs[head] {
                TypeRef::Path { path, .. } => {
                    path.last() == Some(name)
                        && resolve_type_path(db, module, path).ty() == Some(ty)
                }
                _ => false,
            });
            if names_it && let Some(&sub) = module_types(db, module).get(index) {
                res.push(sub);
            }
        }
    }
    res
}

fn heritage(kind: &TypeDeclKind) -> Vec<TypeRefId> {
    match kind {
        TypeDeclKind::Class {
            extends,
            implements,
            ..
        } => extends.iter().chain(implements.iter()).copied().collect(),
        TypeDeclKind::Interface { extends } => extends.to_vec(),
        TypeDeclKind::Enum | TypeDeclKind::Typedef { .. } | TypeDeclKind::Abstract { .. } => vec![],
    }
}

/// The types that `ty` names as parent and interfaces.
pub(crate) fn direct_supertypes<'db>(db: &'db dyn Db, ty: TypeDeclId<'db>) -> Vec<TypeDeclId<'db>> {
    let Some(data) = type_decl_data(db, ty) else {
        return vec![];
    };
    heritage(&data.decl.kind)
        .into_iter()
        .filter_map(|head| match &data.type_refs[head] {
            TypeRef::Path { path, .. } => resolve_type_path(db, ty.module(db), path).ty(),
            _ => None,
        })
        .collect()
}

/// The fields in subtypes that override or implement `field`; the field itself when nothing does.
pub(crate) fn overrides<'db>(
    db: &'db dyn Db,
    config: Config,
    field: FieldId<'db>,
) -> Vec<FieldId<'db>> {
    let FieldOwner::Type(ty) = field.owner(db) else {
        return vec![field];
    };
    let is_static = field_data(db, field).is_some_and(|it| it.field.flags.is_static);
    let name: &Name = field.name(db);
    if is_static || name == "new" {
        return vec![field];
    }
    let found: Vec<FieldId<'db>> = subtypes(db, config, ty)
        .into_iter()
        .filter_map(|it| field_named(db, it, name))
        .collect();
    if found.is_empty() { vec![field] } else { found }
}
