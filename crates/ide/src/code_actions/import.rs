//! Importing a type that is not in scope.

use base_db::ClassPathKind;
use hir_def::{
    Name, module::modules_of_class_paths, module_at, module_path, module_type_named, module_types,
    source_path, type_decl_data, type_ref::is_type_name,
};

use super::{Actions, FixContext, edit};
use crate::completion::import_edit;

pub(super) fn fixes(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let db = sema.db;
    let text = ctx.text();
    // `List<Int>` and `List.of` name `List` first.
    let word: String = text
        .chars()
        .take_while(|it| *it == '_' || it.is_ascii_alphanumeric())
        .collect();
    if !is_type_name(&word) || text[word.len()..].starts_with('.') && word.is_empty() {
        return;
    }
    let name = Name::new(&word);
    let config = sema.config();
    let mut paths = Vec::new();
    for kind in [
        ClassPathKind::Project,
        ClassPathKind::Library,
        ClassPathKind::Std,
    ] {
        for &module in modules_of_class_paths(db, config, kind) {
            let path = module_path(db, module);
            if path.package.segments().iter().any(|it| it.starts_with('_')) {
                continue;
            }
            let found = match kind {
                ClassPathKind::Project if !crate::search::mentions(db, module, &name) => None,
                ClassPathKind::Project => module_types(db, module)
                    .iter()
                    .copied()
                    .find(|it| *it.name(db) == name),
                _ if path.name == name => module_type_named(db, module, &name),
                _ => None,
            };
            let Some(ty) = found else { continue };
            let is_private = type_decl_data(db, ty).is_some_and(|it| it.decl.is_private);
            if !is_private && module_at(db, config, path.dotted()) == Some(module) {
                paths.push(source_path(db, ty));
            }
        }
    }
    paths.sort_by_key(|it| (it.matches('.').count(), it.clone()));
    paths.dedup();
    for path in &paths {
        acc.fix(ctx, format!("Import {path}"), vec![import_edit(sema, path)]);
    }
    for path in &paths {
        if path.contains('.') {
            let start = ctx.diagnostic.place.range.start();
            let range = base_db::TextRange::at(start, (word.len() as u32).into());
            acc.fix(
                ctx,
                format!("Write {path}"),
                vec![edit(sema, range, path.clone())],
            );
        }
    }
}
