//! Paths in `import`, `using` and `package`, and of packages in general.

use hir_def::{
    Name, fields_of,
    module::{modules_of_package, packages_of_package},
    module_at, module_fields, module_types, type_decl_data,
    type_ref::{DottedPath, is_type_name},
};

use super::{
    Collector, CompletionItem, CompletionKind, context::CompletionContext, fields::field_item,
    rank, types::type_item,
};

pub(super) fn complete(
    ctx: &CompletionContext<'_, '_>,
    before: &[Name],
    is_using: bool,
    acc: &mut Collector,
) {
    let db = ctx.db();
    let path = DottedPath(before.into());
    if !is_using && !before.is_empty() {
        acc.push(
            CompletionItem::new("*", CompletionKind::Keyword, rank::IMPORTABLE)
                .with_detail("all of them"),
        );
    }
    let n_package = before.iter().take_while(|it| !is_type_name(it)).count();
    if n_package == before.len() {
        package_members(ctx, &path, acc);
        return;
    }
    // Behind a module: its other types and its fields; behind a type its statics.
    let module_path = DottedPath(before[..=n_package].into());
    let Some(module) = module_at(db, ctx.sema.config(), module_path) else {
        return;
    };
    let rest = &before[n_package + 1..];
    let named = rest.first().unwrap_or(&before[n_package]);
    if rest.is_empty() {
        for &ty in module_types(db, module) {
            let is_private = type_decl_data(db, ty).is_some_and(|it| it.decl.is_private);
            if !is_private && ty.name(db) != named {
                acc.push(type_item(ctx, ty, rank::TYPE));
            }
        }
        for &field in module_fields(db, module) {
            if ctx.may_see(field) {
                acc.push(field_item(ctx, field, rank::STATIC));
            }
        }
    }
    if is_using {
        return;
    }
    if let Some(ty) = hir_def::module_type_named(db, module, named) {
        let ty = hir::structure::behind_typedef(db, ty);
        for &field in fields_of(db, ty) {
            let is_static = hir_ty::signature::field_signature(db, field).is_static;
            if is_static && ctx.may_see(field) {
                acc.push(field_item(ctx, field, rank::STATIC));
            }
        }
    }
}

/// Packages and modules in a package.
pub(super) fn package_members(
    ctx: &CompletionContext<'_, '_>,
    package: &DottedPath,
    acc: &mut Collector,
) {
    let (db, config) = (ctx.db(), ctx.sema.config());
    for name in packages_of_package(db, config, package) {
        if !name.starts_with('_') {
            acc.push(CompletionItem::new(
                &name,
                CompletionKind::Package,
                rank::PACKAGE,
            ));
        }
    }
    for name in modules_of_package(db, config, package) {
        if !acc.wants(&name) {
            continue;
        }
        let path = package.joined(&name);
        let item = match module_at(db, config, path.clone())
            .and_then(|it| hir_def::module_type_named(db, it, &name))
        {
            Some(ty) => type_item(ctx, ty, rank::TYPE),
            None => CompletionItem::new(&name, CompletionKind::Module, rank::TYPE)
                .with_detail(path.to_string()),
        };
        acc.push(item);
    }
}

/// `package` has one right answer.
pub(super) fn complete_package(ctx: &CompletionContext<'_, '_>, acc: &mut Collector) {
    let package = hir_def::package_of(ctx.db(), ctx.sema.module).to_string();
    if !package.is_empty() {
        let mut item = CompletionItem::new(&package, CompletionKind::Package, rank::EXPECTED);
        item.insert = format!("{package};");
        acc.push(item);
    }
}
