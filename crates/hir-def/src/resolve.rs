//! What a name or a path means at a place in a module: the parts of Haxe's resolution orders
//! that need no types (`haxe-manual`, "Resolution Order"; where it differs from the compiler
//! 4.3, the compiler is followed).
//!
//! Locals, members and the expected enum are `hir-ty`'s; it asks here for the rest.
//!
//! ```haxe
//! import a.Color;   // enum Color { Red; }
//! var c = Red;      // `ctor_in_scope`
//! ```

use base_db::{Config, Db};

use crate::{
    Name,
    data::{
        ctor_named, ctors_of, field_data, field_named, fields_of, module_field_named,
        module_fields, module_type_named, module_types, type_decl_data,
    },
    ids::{EnumCtorId, FieldId, FieldOwner, ModuleId, TypeDeclId},
    item_tree::{FieldKind, TypeDeclKind, Visibility, has_meta},
    module::{is_package, module_at, module_name, modules_of_package, package_of},
    scope::{ScopeImport, is_absent_platform, module_at_or_std, module_scope, packages_around},
    type_ref::{DottedPath, TypeRef, is_type_name},
};

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, salsa::SalsaValue)]
pub enum TypeResolution<'db> {
    Type(TypeDeclId<'db>),
    /// There is no such type: an error. [`suggest_types`] names similar ones.
    Unresolved,
    /// May exist behind something that is not there (a failed import, a platform's package):
    /// reported elsewhere, or not at all.
    Unknown,
}

impl<'db> TypeResolution<'db> {
    pub fn ty(self) -> Option<TypeDeclId<'db>> {
        match self {
            TypeResolution::Type(ty) => Some(ty),
            TypeResolution::Unresolved | TypeResolution::Unknown => None,
        }
    }
}

/// The type that a path names in `module`. Type parameters come before it and are the caller's.
pub fn resolve_type_path<'db>(
    db: &'db dyn Db,
    module: ModuleId<'db>,
    path: &DottedPath,
) -> TypeResolution<'db> {
    resolve_type_query(db, module, path.clone())
}

#[salsa::tracked(returns(copy))]
fn resolve_type_query<'db>(
    db: &'db dyn Db,
    module: ModuleId<'db>,
    path: DottedPath,
) -> TypeResolution<'db> {
    let segments = path.segments();
    // The machine scalars (`u8`) are types with small letters.
    let n_package = match segments {
        [_] => 0,
        _ => segments.iter().take_while(|it| !is_type_name(it)).count(),
    };
    let (package, names) = segments.split_at(n_package);
    let found = match (package, names) {
        ([], [name]) => unqualified_type(db, module, name),
        ([], [main, sub]) => sub_type_in_scope(db, module, main, sub),
        (_, [name]) => module_at_or_std(db, module.config(db), package, name)
            .and_then(|it| visible_type(db, module, it, name))
            .or_else(|| in_scope_by_path(db, module, package, name)),
        (_, [main, sub]) => module_at_or_std(db, module.config(db), package, main)
            .and_then(|it| visible_type(db, module, it, sub)),
        _ => None,
    };
    match found {
        Some(ty) => TypeResolution::Type(ty),
        None if is_excused(db, module, package, names) => TypeResolution::Unknown,
        None => TypeResolution::Unresolved,
    }
}

/// A sub-type may be written without its module, `pack.SubType`, where it is the module's own or
/// imported.
fn in_scope_by_path<'db>(
    db: &'db dyn Db,
    module: ModuleId<'db>,
    package: &[Name],
    name: &Name,
) -> Option<TypeDeclId<'db>> {
    let is_here = |it: ModuleId<'db>| package_of(db, it).segments() == package;
    if is_here(module)
        && let Some(own) = module_type_named(db, module, name)
    {
        return Some(own);
    }
    module_scope(db, module)
        .imports
        .iter()
        .find_map(|import| match import {
            ScopeImport::Module(target) if is_here(*target) => {
                visible_type(db, module, *target, name)
            }
            ScopeImport::Type { ty, .. } if is_here(ty.module(db)) && ty.name(db) == name => {
                Some(*ty)
            }
            _ => None,
        })
}

/// Whether a failed lookup was reported at an import, or lies in the package of a platform
/// whose library is not there.
fn is_excused<'db>(
    db: &'db dyn Db,
    module: ModuleId<'db>,
    package: &[Name],
    names: &[Name],
) -> bool {
    match (package, names) {
        ([_, ..], _) => is_absent_platform(db, module.config(db), package),
        ([], [head, ..]) => {
            let mut imports = module_scope(db, module).imports.iter();
            imports.any(|it| matches!(it, ScopeImport::Unresolved { name } if name == head))
                || has_absent_wildcard(db, module)
                // A neighbour in a package that comes from elsewhere.
                || is_absent_platform(db, module.config(db), package_of(db, module).segments())
        }
        ([], []) => false,
    }
}

/// `import cs.system.*` of a library that is not there: it may hold any name.
fn has_absent_wildcard<'db>(db: &'db dyn Db, module: ModuleId<'db>) -> bool {
    let config = module.config(db);
    let mut wildcards = module_scope(db, module).wildcards.iter();
    wildcards.any(|it| {
        let package = it.segments();
        is_absent_platform(db, config, package) && !is_package(db, config, package)
    })
}

/// A type of `target` that `module` may see.
fn visible_type<'db>(
    db: &'db dyn Db,
    module: ModuleId<'db>,
    target: ModuleId<'db>,
    name: &Name,
) -> Option<TypeDeclId<'db>> {
    let ty = module_type_named(db, target, name)?;
    let is_private = || type_decl_data(db, ty).is_some_and(|it| it.decl.is_private);
    (target == module || !is_private()).then_some(ty)
}

fn unqualified_type<'db>(
    db: &'db dyn Db,
    module: ModuleId<'db>,
    name: &Name,
) -> Option<TypeDeclId<'db>> {
    if let Some(own) = module_type_named(db, module, name) {
        return Some(own);
    }
    let scope = module_scope(db, module);
    for import in &scope.imports {
        let found = match import {
            ScopeImport::Module(target) => visible_type(db, module, *target, name),
            ScopeImport::Type { name: local, ty } if local == name => Some(*ty),
            // What it stands for is not known: nothing further out is meant.
            ScopeImport::Unresolved { name: local } if local == name => return None,
            ScopeImport::Type { .. }
            | ScopeImport::Static { .. }
            | ScopeImport::Statics(_)
            | ScopeImport::Unresolved { .. } => None,
        };
        if found.is_some() {
            return found;
        }
    }
    in_wildcards_and_packages(db, module, name, name)
}

fn sub_type_in_scope<'db>(
    db: &'db dyn Db,
    module: ModuleId<'db>,
    main: &Name,
    sub: &Name,
) -> Option<TypeDeclId<'db>> {
    if main == module_name(db, module)
        && let Some(own) = module_type_named(db, module, sub)
    {
        return Some(own);
    }
    in_wildcards_and_packages(db, module, main, sub)
}

/// `ty` of the module `main` in the wildcard packages, then in the module's own package and
/// each one around it.
fn in_wildcards_and_packages<'db>(
    db: &'db dyn Db,
    module: ModuleId<'db>,
    main: &Name,
    ty: &Name,
) -> Option<TypeDeclId<'db>> {
    let config = module.config(db);
    let wildcards = &module_scope(db, module).wildcards;
    let found = wildcards.iter().find_map(|package| {
        let target = module_at(db, config, package.joined(main))?;
        visible_type(db, module, target, ty)
    });
    found.or_else(|| {
        packages_around(package_of(db, module)).find_map(|package| {
            // A wildcard's types come before those of no package: `Type` may be another one.
            if package.is_empty()
                && !["String", "Array"].contains(&main.as_str())
                && has_absent_wildcard(db, module)
            {
                return None;
            }
            let target = module_at(db, config, package.joined(main))?;
            visible_type(db, module, target, ty)
        })
    })
}

/// The module that an unqualified name in an expression may open: `Mod` of `Mod.Sub`.
fn module_in_scope<'db>(
    db: &'db dyn Db,
    module: ModuleId<'db>,
    name: &Name,
) -> Option<ModuleId<'db>> {
    if name == module_name(db, module) {
        return Some(module);
    }
    let config = module.config(db);
    let wildcards = module_scope(db, module).wildcards.iter().cloned();
    wildcards
        .chain(packages_around(package_of(db, module)))
        .find_map(|package| module_at(db, config, package.joined(name)))
}

/// A type by its full path, `haxe.ds.StringMap`, or `Module.Type` for one that is not main.
#[salsa::tracked(returns(copy))]
fn type_by_path_query<'db>(
    db: &'db dyn Db,
    config: Config,
    path: DottedPath,
) -> Option<TypeDeclId<'db>> {
    let segments = path.segments();
    let n_package = segments.iter().take_while(|it| !is_type_name(it)).count();
    let module = DottedPath(segments.get(..=n_package)?.into());
    let module = module_at(db, config, module)?;
    module_type_named(db, module, segments.last()?)
}

pub fn type_by_path<'db>(db: &'db dyn Db, config: Config, path: &str) -> Option<TypeDeclId<'db>> {
    type_by_path_query(db, config, DottedPath::parse(path))
}

/// What a name means when it is neither a local nor a member.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, salsa::SalsaValue)]
pub enum ScopeValue<'db> {
    /// A static or a module-level field.
    Field(FieldId<'db>),
    EnumCtor(EnumCtorId<'db>),
    EnumAbstractValue(FieldId<'db>),
}

/// A field at the level of the module itself.
pub fn module_value<'db>(
    db: &'db dyn Db,
    module: ModuleId<'db>,
    name: &Name,
) -> Option<ScopeValue<'db>> {
    module_field_named(db, module, name).map(ScopeValue::Field)
}

/// A constructor of an enum, or value of an enum abstract: of the module's own types, the last
/// declared first, then of imported ones.
#[salsa::tracked(returns(copy))]
fn ctor_in_scope_query<'db>(
    db: &'db dyn Db,
    module: ModuleId<'db>,
    name: Name,
) -> Option<ScopeValue<'db>> {
    let own = module_types(db, module).iter().rev();
    if let Some(found) = own.copied().find_map(|ty| ctor_of_type(db, ty, &name)) {
        return Some(found);
    }
    let mut imports = module_scope(db, module).imports.iter();
    imports.find_map(|import| match import {
        ScopeImport::Module(target) => ctor_of_module(db, *target, name.clone()),
        ScopeImport::Type { ty, .. } => ctor_of_type(db, *ty, &name),
        ScopeImport::Static { .. } | ScopeImport::Statics(_) | ScopeImport::Unresolved { .. } => {
            None
        }
    })
}

pub fn ctor_in_scope<'db>(
    db: &'db dyn Db,
    module: ModuleId<'db>,
    name: &Name,
) -> Option<ScopeValue<'db>> {
    ctor_in_scope_query(db, module, name.clone())
}

/// A constructor that importing `module` brings.
#[salsa::tracked(returns(copy))]
fn ctor_of_module<'db>(
    db: &'db dyn Db,
    module: ModuleId<'db>,
    name: Name,
) -> Option<ScopeValue<'db>> {
    let types = module_types(db, module).iter().copied();
    let mut public =
        types.filter(|&ty| !type_decl_data(db, ty).is_some_and(|it| it.decl.is_private));
    public.find_map(|ty| ctor_of_type(db, ty, &name))
}

/// `name` as a constructor of the enum, or value of the enum abstract, that `ty` is or stands for.
pub fn ctor_of_type<'db>(
    db: &'db dyn Db,
    ty: TypeDeclId<'db>,
    name: &Name,
) -> Option<ScopeValue<'db>> {
    let ty = follow_typedef(db, ty)?;
    match type_decl_data(db, ty)?.decl.kind {
        TypeDeclKind::Enum => ctor_named(db, ty, name).map(ScopeValue::EnumCtor),
        TypeDeclKind::Abstract { is_enum: true, .. } => {
            let field = field_named(db, ty, name)?;
            is_enum_value(db, field).then_some(ScopeValue::EnumAbstractValue(field))
        }
        TypeDeclKind::Class { .. }
        | TypeDeclKind::Interface { .. }
        | TypeDeclKind::Typedef { .. }
        | TypeDeclKind::Abstract { .. } => None,
    }
}

/// Whether a field of an enum abstract is one of its values.
pub fn is_enum_value<'db>(db: &'db dyn Db, field: FieldId<'db>) -> bool {
    field_data(db, field).is_some_and(|it| {
        let is_plain_var = matches!(it.field.kind, FieldKind::Var { access: None, .. });
        is_plain_var && !it.field.flags.is_static
    })
}

/// The type behind typedefs that are plain names for another; `None` for a structure and the like.
pub fn follow_typedef<'db>(db: &'db dyn Db, ty: TypeDeclId<'db>) -> Option<TypeDeclId<'db>> {
    let mut ty = ty;
    // A typedef of itself is an error found elsewhere.
    for _ in 0..32 {
        let data = type_decl_data(db, ty)?;
        let TypeDeclKind::Typedef { ty: target } = &data.decl.kind else {
            return Some(ty);
        };
        let TypeRef::Path { path, .. } = &data.type_refs[(*target)?] else {
            return None;
        };
        ty = resolve_type_path(db, ty.module(db), path).ty()?;
    }
    None
}

/// A static brought by an import, the latest first.
#[salsa::tracked(returns(copy))]
fn imported_value_query<'db>(
    db: &'db dyn Db,
    module: ModuleId<'db>,
    name: Name,
) -> Option<ScopeValue<'db>> {
    let mut imports = module_scope(db, module).imports.iter();
    imports.find_map(|import| match import {
        ScopeImport::Module(target) => {
            let field = module_field_named(db, *target, &name)?;
            is_public(db, field).then_some(ScopeValue::Field(field))
        }
        ScopeImport::Static {
            name: local,
            owner,
            field,
        } if *local == name => static_of(db, *owner, field),
        ScopeImport::Statics(ty) => {
            let found = static_of(db, FieldOwner::Type(*ty), &name)?;
            (!is_hidden_global(db, found)).then_some(found)
        }
        ScopeImport::Static { .. } | ScopeImport::Type { .. } | ScopeImport::Unresolved { .. } => {
            None
        }
    })
}

pub fn imported_value<'db>(
    db: &'db dyn Db,
    module: ModuleId<'db>,
    name: &Name,
) -> Option<ScopeValue<'db>> {
    imported_value_query(db, module, name.clone())
}

fn is_public<'db>(db: &'db dyn Db, field: FieldId<'db>) -> bool {
    field_data(db, field).is_some_and(|it| it.field.flags.visibility != Some(Visibility::Private))
}

fn is_hidden_global<'db>(db: &'db dyn Db, value: ScopeValue<'db>) -> bool {
    match value {
        ScopeValue::Field(field) | ScopeValue::EnumAbstractValue(field) => {
            field_data(db, field).is_some_and(|it| has_meta(&it.field.meta, ":noImportGlobal"))
        }
        ScopeValue::EnumCtor(ctor) => crate::data::enum_ctor_data(db, ctor)
            .is_some_and(|it| has_meta(&it.ctor.meta, ":noImportGlobal")),
    }
}

/// A static of a class or abstract, a constructor of an enum, a field of a module.
pub fn static_of<'db>(
    db: &'db dyn Db,
    owner: FieldOwner<'db>,
    name: &Name,
) -> Option<ScopeValue<'db>> {
    let ty = match owner {
        FieldOwner::Module(module) => return module_value(db, module, name),
        FieldOwner::Type(ty) => follow_typedef(db, ty)?,
    };
    if let Some(ctor) = ctor_of_type(db, ty, name) {
        return Some(ctor);
    }
    let field = field_named(db, ty, name)?;
    field_data(db, field)?
        .field
        .flags
        .is_static
        .then_some(ScopeValue::Field(field))
}

/// All that a name may mean below locals and members, the first being the one that counts.
pub fn resolve_module_value<'db>(
    db: &'db dyn Db,
    module: ModuleId<'db>,
    name: &Name,
) -> Vec<ScopeValue<'db>> {
    let steps = [
        module_value(db, module, name),
        ctor_in_scope(db, module, name),
        imported_value(db, module, name),
    ];
    steps.into_iter().flatten().collect()
}

/// What the longest prefix of a dotted path names, when its first segment is no value.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, salsa::SalsaValue)]
pub enum PathPrefix<'db> {
    Type(TypeDeclId<'db>),
    ModuleField(FieldId<'db>),
}

/// `a.b.C.d`: the type or module-level field that a prefix names, and how many segments it has.
pub fn resolve_path_prefix<'db>(
    db: &'db dyn Db,
    module: ModuleId<'db>,
    segments: &[Name],
) -> Option<(PathPrefix<'db>, usize)> {
    resolve_prefix_query(db, module, DottedPath(segments.into()))
}

#[salsa::tracked(returns(copy))]
fn resolve_prefix_query<'db>(
    db: &'db dyn Db,
    module: ModuleId<'db>,
    path: DottedPath,
) -> Option<(PathPrefix<'db>, usize)> {
    let segments = path.segments();
    let n_package = segments.iter().take_while(|it| !is_type_name(it)).count();
    let (package, names) = segments.split_at(n_package);
    let (name, rest) = names.split_first()?;
    let target = if package.is_empty() {
        if let Some(ty) = unqualified_type(db, module, name)
            // A module may hold a sub-type or field beside the type it is named after.
            && (ty.name(db) != module_name(db, ty.module(db)) || rest.is_empty())
        {
            return Some((PathPrefix::Type(ty), 1));
        }
        match unqualified_type(db, module, name) {
            Some(ty) if module_in_scope(db, module, name) != Some(ty.module(db)) => {
                return Some((PathPrefix::Type(ty), 1));
            }
            _ => module_in_scope(db, module, name)?,
        }
    } else if let Some(ty) =
        resolve_type_path(db, module, &DottedPath(segments[..=n_package].into())).ty()
        && ty.name(db) != module_name(db, ty.module(db))
    {
        // `pack.Sub` of a module of that package that is in scope.
        return Some((PathPrefix::Type(ty), n_package + 1));
    } else {
        module_at_or_std(db, module.config(db), package, name)?
    };
    let used = n_package + 1;
    if let Some(next) = rest.first() {
        if let Some(sub) = visible_type(db, module, target, next) {
            return Some((PathPrefix::Type(sub), used + 1));
        }
        let main_has_it = module_type_named(db, target, name)
            .is_some_and(|main| static_of(db, FieldOwner::Type(main), next).is_some());
        if !main_has_it && let Some(field) = module_field_named(db, target, next) {
            return Some((PathPrefix::ModuleField(field), used + 1));
        }
    }
    let main = visible_type(db, module, target, name)?;
    Some((PathPrefix::Type(main), used))
}

/// Types with a name like the last of `path`, for "did you mean".
pub fn suggest_types<'db>(
    db: &'db dyn Db,
    module: ModuleId<'db>,
    path: &DottedPath,
) -> Vec<String> {
    let Some(wanted) = path.last() else {
        return Vec::new();
    };
    let mut candidates: Vec<Name> = Vec::new();
    let names = |target| {
        module_types(db, target)
            .iter()
            .map(|it| it.name(db).clone())
    };
    candidates.extend(names(module));
    for import in &module_scope(db, module).imports {
        match import {
            ScopeImport::Module(target) => candidates.extend(names(*target)),
            ScopeImport::Type { name, .. } => candidates.push(name.clone()),
            ScopeImport::Static { .. }
            | ScopeImport::Statics(_)
            | ScopeImport::Unresolved { .. } => {}
        }
    }
    let config = module.config(db);
    for package in packages_around(package_of(db, module)) {
        candidates.extend(modules_of_package(db, config, &package));
    }
    similar_names(wanted, candidates.iter())
        .into_iter()
        .map(|it| it.to_string())
        .collect()
}

/// Names close enough to `wanted` to be meant by it, the closest first.
pub fn similar_names<'a>(wanted: &str, names: impl Iterator<Item = &'a Name>) -> Vec<&'a Name> {
    // As in the reference: one difference in three letters.
    let limit = |it: &Name| wanted.len().min(it.len()) / 3;
    let mut res: Vec<(usize, &Name)> = names
        .filter(|it| it.as_str() != wanted && it.len().abs_diff(wanted.len()) <= limit(it))
        .map(|it| (edit_distance(wanted, it), it))
        .filter(|&(distance, it)| distance <= limit(it))
        .collect();
    res.sort();
    res.dedup();
    res.into_iter().map(|(_, name)| name).collect()
}

/// Insertions, removals, replacements and swaps of neighbours; a change of case costs nothing much.
fn edit_distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.to_lowercase().chars().collect();
    let b: Vec<char> = b.to_lowercase().chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replace = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = replace.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

/// All values that a name at the level of statements may mean in a module, for completion.
pub fn values_in_scope<'db>(
    db: &'db dyn Db,
    module: ModuleId<'db>,
) -> Vec<(Name, ScopeValue<'db>)> {
    let mut res = Vec::new();
    let add_ctors = |ty: TypeDeclId<'db>, res: &mut Vec<(Name, ScopeValue<'db>)>| {
        let Some(ty) = follow_typedef(db, ty) else {
            return;
        };
        for &ctor in ctors_of(db, ty) {
            res.push((ctor.name(db).clone(), ScopeValue::EnumCtor(ctor)));
        }
        let is_enum_abstract = type_decl_data(db, ty)
            .is_some_and(|it| matches!(it.decl.kind, TypeDeclKind::Abstract { is_enum: true, .. }));
        if is_enum_abstract {
            for &field in fields_of(db, ty)
                .iter()
                .filter(|&&it| is_enum_value(db, it))
            {
                res.push((field.name(db).clone(), ScopeValue::EnumAbstractValue(field)));
            }
        }
    };
    for &field in module_fields(db, module) {
        res.push((field.name(db).clone(), ScopeValue::Field(field)));
    }
    for &ty in module_types(db, module).iter().rev() {
        add_ctors(ty, &mut res);
    }
    for import in &module_scope(db, module).imports {
        match import {
            ScopeImport::Module(target) => {
                for &ty in module_types(db, *target) {
                    if !type_decl_data(db, ty).is_some_and(|it| it.decl.is_private) {
                        add_ctors(ty, &mut res);
                    }
                }
                for &field in module_fields(db, *target) {
                    if is_public(db, field) {
                        res.push((field.name(db).clone(), ScopeValue::Field(field)));
                    }
                }
            }
            ScopeImport::Type { ty, .. } => add_ctors(*ty, &mut res),
            ScopeImport::Static { name, owner, field } => {
                if let Some(value) = static_of(db, *owner, field) {
                    res.push((name.clone(), value));
                }
            }
            ScopeImport::Statics(ty) => {
                add_ctors(*ty, &mut res);
                if let Some(ty) = follow_typedef(db, *ty) {
                    for &field in fields_of(db, ty) {
                        let is_static =
                            field_data(db, field).is_some_and(|it| it.field.flags.is_static);
                        if is_static && !is_hidden_global(db, ScopeValue::Field(field)) {
                            res.push((field.name(db).clone(), ScopeValue::Field(field)));
                        }
                    }
                }
            }
            ScopeImport::Unresolved { .. } => {}
        }
    }
    res
}

/// All types that an unqualified name may mean in a module without an import, for completion:
/// own, imported, of the wildcard packages, of the packages around. Modules of a package are read
/// only when `wants` their name.
pub fn types_in_scope<'db>(
    db: &'db dyn Db,
    module: ModuleId<'db>,
    wants: impl Fn(&str) -> bool,
) -> Vec<(Name, TypeDeclId<'db>)> {
    let mut res = Vec::new();
    for &ty in module_types(db, module) {
        res.push((ty.name(db).clone(), ty));
    }
    let scope = module_scope(db, module);
    for import in &scope.imports {
        match import {
            ScopeImport::Module(target) => {
                for &ty in module_types(db, *target) {
                    if !type_decl_data(db, ty).is_some_and(|it| it.decl.is_private) {
                        res.push((ty.name(db).clone(), ty));
                    }
                }
            }
            ScopeImport::Type { name, ty } => res.push((name.clone(), *ty)),
            ScopeImport::Static { .. }
            | ScopeImport::Statics(_)
            | ScopeImport::Unresolved { .. } => {}
        }
    }
    let config = module.config(db);
    let packages = scope
        .wildcards
        .iter()
        .cloned()
        .chain(packages_around(package_of(db, module)));
    for package in packages {
        for name in modules_of_package(db, config, &package) {
            if wants(&name)
                && let Some(target) = module_at(db, config, package.joined(&name))
                && let Some(ty) = visible_type(db, module, target, &name)
            {
                res.push((name, ty));
            }
        }
    }
    res
}

#[cfg(test)]
mod tests;
