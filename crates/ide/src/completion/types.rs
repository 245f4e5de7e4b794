//! Type names: in scope, by full path, and from the whole project with the import they need.

use base_db::{ClassPathKind, FileEdit, FileRange, TextRange};
use hir::Semantics;
use hir_def::{
    Name,
    ids::{GenericOwner, TypeDeclId},
    item_tree::{TypeDeclKind, item_source_map, item_tree},
    module::{modules_of_class_paths, packages_of_package},
    module_at, module_path, module_type_named, module_types,
    resolve::types_in_scope,
    source_path, type_decl_data, type_params_of,
    type_ref::{DottedPath, is_type_name},
};

use super::{
    Collector, CompletionItem, CompletionKind, DocsKey,
    context::{CompletionContext, TypePlace},
    imports, rank,
};
use crate::{
    SymbolKind, navigation::type_symbol_kind, search::declared_names, workspace_symbols::score,
};

pub(super) fn complete(ctx: &CompletionContext<'_, '_>, place: TypePlace, acc: &mut Collector) {
    let db = ctx.db();
    if place == TypePlace::Any {
        let owners = [
            ctx.field.map(GenericOwner::Field),
            ctx.ty.map(GenericOwner::Type),
        ];
        for owner in owners.into_iter().flatten() {
            for param in type_params_of(db, owner) {
                acc.push(CompletionItem::new(
                    param.name(db),
                    CompletionKind::TypeParam,
                    rank::LOCAL,
                ));
            }
        }
    }
    all_types(ctx, acc, rank::TYPE, |ty| fits(ctx, ty, place));
    for name in packages_of_package(db, ctx.sema.config(), &DottedPath::default()) {
        if !name.starts_with('_') {
            acc.push(CompletionItem::new(
                &name,
                CompletionKind::Package,
                rank::PACKAGE,
            ));
        }
    }
}

/// Whether a type may stand at the place.
fn fits(ctx: &CompletionContext<'_, '_>, ty: TypeDeclId<'_>, place: TypePlace) -> bool {
    let db = ctx.db();
    if place == TypePlace::Any {
        return true;
    }
    let behind = hir::structure::behind_typedef(db, ty);
    let Some(data) = type_decl_data(db, behind) else {
        return true;
    };
    match (&data.decl.kind, place) {
        (_, TypePlace::Any) => true,
        (TypeDeclKind::Interface { .. }, TypePlace::Implements) => true,
        (_, TypePlace::Implements) => false,
        (TypeDeclKind::Class { .. }, TypePlace::Extends) => !data.decl.is_final,
        (_, TypePlace::Extends) => false,
        (TypeDeclKind::Class { is_abstract, .. }, TypePlace::New) => !is_abstract,
        (TypeDeclKind::Abstract { .. }, TypePlace::New) => {
            hir_def::field_named(db, behind, &Name::new("new")).is_some()
        }
        (_, TypePlace::New) => false,
    }
}

/// Types in scope, then those that an import would bring.
pub(super) fn all_types<'db>(
    ctx: &CompletionContext<'_, 'db>,
    acc: &mut Collector,
    rank: u32,
    fits: impl Fn(TypeDeclId<'db>) -> bool,
) {
    let db = ctx.db();
    let mut seen = rustc_hash::FxHashSet::default();
    for (name, ty) in types_in_scope(db, ctx.sema.module, |it| acc.wants(it)) {
        if !acc.wants(&name) || !seen.insert(name.clone()) || !fits(ty) {
            continue;
        }
        let mut item = type_item(ctx, ty, rank);
        item.label = name.to_string();
        item.insert = name.to_string();
        acc.push(item);
    }
    importable_types(ctx, acc, &seen, fits);
}

fn importable_types<'db>(
    ctx: &CompletionContext<'_, 'db>,
    acc: &mut Collector,
    in_scope: &rustc_hash::FxHashSet<Name>,
    fits: impl Fn(TypeDeclId<'db>) -> bool,
) {
    // One letter fits half of everything; the list is asked for again with the next.
    acc.is_incomplete = true;
    if acc.prefix.len() < 2 {
        return;
    }
    let (db, config) = (ctx.db(), ctx.sema.config());
    // Only what begins as typed, or whose words do: anything looser is noise at this distance.
    let is_near = |name: &str| score(name, &acc.prefix).is_some_and(|it| it <= 8);
    let mut found = Vec::new();
    for kind in [
        ClassPathKind::Project,
        ClassPathKind::Library,
        ClassPathKind::Std,
    ] {
        for &module in modules_of_class_paths(db, config, kind) {
            // Of the project every type counts, of libraries the one the module is named after.
            let is_of_project = kind == ClassPathKind::Project;
            let may_hold = if is_of_project {
                let names = declared_names(db, module.file(db));
                names.iter().any(|it| is_near(it))
            } else {
                is_near(&module_path(db, module).name)
            };
            if !may_hold {
                continue;
            }
            let path = module_path(db, module);
            let is_hidden = path.package.segments().iter().any(|it| it.starts_with('_'));
            if is_hidden || !is_type_name(&path.name) {
                continue;
            }
            let types: Vec<TypeDeclId<'db>> = if is_of_project {
                module_types(db, module).to_vec()
            } else {
                let main_type = module_type_named(db, module, &path.name);
                main_type.into_iter().collect()
            };
            for ty in types {
                let name = ty.name(db);
                let is_private = || type_decl_data(db, ty).is_some_and(|it| it.decl.is_private);
                let is_other_file = module_at(db, config, path.dotted()) != Some(module);
                if !is_near(name)
                    || is_private()
                    || is_other_file
                    || is_in_scope(ctx, ty, in_scope)
                    || !fits(ty)
                {
                    continue;
                }
                let mut item = type_item(ctx, ty, rank::IMPORTABLE);
                let full = source_path(db, ty);
                if in_scope.contains(name) {
                    // The short name is taken.
                    item.insert = full.clone();
                } else {
                    item.more_edits = vec![import_edit(ctx.sema, &full)];
                }
                item.detail = Some(full);
                found.push(item);
            }
        }
    }
    for item in found {
        acc.push(item);
    }
}

fn is_in_scope<'db>(
    ctx: &CompletionContext<'_, 'db>,
    ty: TypeDeclId<'db>,
    in_scope: &rustc_hash::FxHashSet<Name>,
) -> bool {
    let db = ctx.db();
    let name = ty.name(db);
    in_scope.contains(name) && {
        let path = DottedPath([name.clone()].into());
        hir_def::resolve_type_path(db, ctx.sema.module, &path).ty() == Some(ty)
    }
}

/// Behind `a.b.` in a type's path.
pub(super) fn complete_path(ctx: &CompletionContext<'_, '_>, before: &[Name], acc: &mut Collector) {
    let db = ctx.db();
    let path = DottedPath(before.into());
    if before.iter().all(|it| !is_type_name(it)) {
        return imports::package_members(ctx, &path, acc);
    }
    let module = module_at(db, ctx.sema.config(), path.clone()).or_else(|| {
        hir_def::resolve_type_path(db, ctx.sema.module, &path)
            .ty()
            .map(|it| it.module(db))
    });
    let Some(module) = module else { return };
    for &ty in module_types(db, module) {
        let is_private = type_decl_data(db, ty).is_some_and(|it| it.decl.is_private);
        if !is_private && Some(ty.name(db)) != before.last() {
            acc.push(type_item(ctx, ty, rank::TYPE));
        }
    }
}

pub(super) fn type_item(
    ctx: &CompletionContext<'_, '_>,
    ty: TypeDeclId<'_>,
    rank: u32,
) -> CompletionItem {
    let db = ctx.db();
    let kind = match type_symbol_kind(db, ty) {
        SymbolKind::Interface => CompletionKind::Interface,
        SymbolKind::Enum => CompletionKind::Enum,
        SymbolKind::Abstract => CompletionKind::Abstract,
        SymbolKind::Typedef => CompletionKind::Typedef,
        _ => CompletionKind::Class,
    };
    let path = source_path(db, ty);
    let mut item = CompletionItem::new(ty.name(db), kind, rank).with_detail(path.clone());
    item.is_deprecated = type_decl_data(db, ty)
        .is_some_and(|it| hir_def::item_tree::has_meta(&it.decl.meta, ":deprecated"));
    item.docs_of = Some(DocsKey {
        type_path: path,
        member: None,
    });
    item
}

/// The edit that imports a type: behind the last import, else behind the package line, else at
/// the top of the file.
pub(crate) fn import_edit(sema: &Semantics<'_>, path: &str) -> FileEdit {
    let (db, module) = (sema.db, sema.module);
    let map = item_source_map(db, module);
    let imports = &item_tree(db, module).imports;
    // Usings come last by custom.
    let last_import = imports
        .iter()
        .zip(&map.imports)
        .filter(|(it, _)| it.kind != hir_def::item_tree::ImportKind::Using)
        .map(|(_, source)| source.range)
        .next_back();
    let first_using = map.imports.first().map(|it| it.range);
    let (offset, text) = match (last_import, first_using, map.package) {
        (Some(last), _, _) => (last.end(), format!("\nimport {path};")),
        (None, Some(using), _) => (using.start(), format!("import {path};\n")),
        (None, None, Some(package)) => (package.end(), format!("\n\nimport {path};")),
        (None, None, None) => (0.into(), format!("import {path};\n\n")),
    };
    FileEdit {
        place: FileRange {
            file: sema.file(),
            range: TextRange::empty(offset),
        },
        text,
    }
}
