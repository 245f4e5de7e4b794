//! What is wrong with a module's package line and imports.
//!
//! ```haxe
//! package a;              // in b/Foo.hx
//! import haxe.ds.Nothing; // Type not found
//! ```

use base_db::{Db, Diagnostic, FileRange, TextRange};

use crate::{
    Name,
    data::module_types,
    ids::{FieldOwner, ModuleId, TypeDeclId},
    item_tree::{Import, ImportKind, ImportSource, TypeDeclKind, item_source_map, item_tree},
    module::{module_path, modules_of_package},
    resolve::{follow_typedef, similar_names, static_of},
    scope::{ImportError, ImportTarget, import_target, is_absent_platform},
    type_ref::{DottedPath, is_type_name},
};

pub fn module_diagnostics<'db>(db: &'db dyn Db, module: ModuleId<'db>) -> Vec<Diagnostic> {
    let mut res = Vec::new();
    let tree = item_tree(db, module);
    let map = item_source_map(db, module);
    let place = |range| FileRange {
        file: module.file(db),
        range,
    };
    let path = module_path(db, module);
    let declared = tree.package.clone().unwrap_or_default();
    if path.on_class_path && declared != path.package && &*path.name != "import" {
        let range = map.package.unwrap_or(TextRange::empty(0.into()));
        let package = |it: &DottedPath| match it.is_empty() {
            true => "package;".to_owned(),
            false => format!("package {it};"),
        };
        let message = format!(
            "`{}` in {} should be `{}`",
            package(&declared),
            file_name(db, module),
            package(&path.package)
        );
        res.push(Diagnostic::error("package-mismatch", place(range), message));
    }
    for (import, source) in tree.imports.iter().zip(&map.imports) {
        res.extend(check_import(db, module, import, source));
    }
    res
}

fn file_name(db: &dyn Db, module: ModuleId<'_>) -> String {
    module.file(db).path(db).file_name().to_owned()
}

fn check_import<'db>(
    db: &'db dyn Db,
    module: ModuleId<'db>,
    import: &Import,
    source: &ImportSource,
) -> Option<Diagnostic> {
    let place = |range| FileRange {
        file: module.file(db),
        range,
    };
    let whole = match (source.segments.first(), source.segments.last()) {
        (Some(first), Some(last)) => first.cover(*last),
        _ => source.range,
    };
    let last = source.segments.last().copied().unwrap_or(source.range);
    let segment = |name: &Name| {
        let index = import.path.segments().iter().rposition(|it| it == name);
        index
            .and_then(|it| source.segments.get(it).copied())
            .unwrap_or(last)
    };
    let error = |range, message: String| {
        Some(Diagnostic::error(
            "unresolved-import",
            place(range),
            message,
        ))
    };
    match import_target(db, module, import) {
        ImportTarget::Package(_) | ImportTarget::Module(_) => None,
        ImportTarget::Type(_) => check_alias(import, source).map(|message| {
            let range = source.alias.unwrap_or(source.range);
            Diagnostic::error("bad-alias", place(range), message)
        }),
        ImportTarget::Static { owner, field } => {
            if static_of(db, owner, &field).is_some() || behind_macro(db, owner) {
                return None;
            }
            let (parent, candidates) = match owner {
                FieldOwner::Type(ty) => {
                    let fields = follow_typedef(db, ty)
                        .map(|it| crate::data::fields_of(db, it))
                        .unwrap_or_default();
                    let names: Vec<Name> = fields.iter().map(|it| it.name(db).clone()).collect();
                    (type_value_name(db, ty), names)
                }
                FieldOwner::Module(_) => (None, vec![]),
            };
            let near = similar_names(&field, candidates.iter());
            let message = match &parent {
                Some(parent) => format!("{parent} has no field {field}"),
                None => format!(
                    "Module {} has no field or subtype {field}",
                    module_of(&import.path)
                ),
            };
            error(segment(&field), with_suggestions(message, &near))
        }
        ImportTarget::Error(ImportError::NoModuleName) => error(
            last,
            "Module name must start with an uppercase letter".to_owned(),
        ),
        ImportTarget::Error(ImportError::Private) => error(
            last,
            "Importing private declarations from a module is not allowed".to_owned(),
        ),
        ImportTarget::Error(ImportError::Unexpected { name }) => {
            error(segment(&name), format!("Unexpected {name}"))
        }
        ImportTarget::Error(ImportError::ModuleNotFound { path }) => {
            // A platform's package that is not there is one fact about the project, not one per file.
            let config = module.config(db);
            let (package, name) = path.split_last()?;
            if is_absent_platform(db, config, package.segments()) {
                return None;
            }
            let names = modules_of_package(db, config, &package);
            let near = similar_names(name, names.iter());
            error(
                whole,
                with_suggestions(format!("Type not found : {path}"), &near),
            )
        }
        ImportTarget::Error(ImportError::TypeNotInModule { module: path, name }) => {
            let names: Vec<Name> = crate::module::module_at(db, module.config(db), path.clone())
                .map(|it| {
                    module_types(db, it)
                        .iter()
                        .map(|it| it.name(db).clone())
                        .collect()
                })
                .unwrap_or_default();
            let near = similar_names(&name, names.iter());
            let message = match is_type_name(&name) {
                true => format!("Module {path} has no field or subtype {name}"),
                false => format!("Module {path} does not define field {name}"),
            };
            error(segment(&name), with_suggestions(message, &near))
        }
    }
}

/// `Class<a.B>`, as Haxe's messages call the statics of a type.
fn type_value_name<'db>(db: &'db dyn Db, ty: TypeDeclId<'db>) -> Option<String> {
    let kind = match &crate::data::type_decl_data(db, ty)?.decl.kind {
        TypeDeclKind::Class { .. } | TypeDeclKind::Interface { .. } => "Class",
        TypeDeclKind::Enum => "Enum",
        TypeDeclKind::Abstract { .. } => "Abstract",
        TypeDeclKind::Typedef { .. } => return None,
    };
    Some(format!("{kind}<{}>", crate::data::type_path(db, ty)))
}

/// The part of a path up to the module.
fn module_of(path: &DottedPath) -> DottedPath {
    let segments = path.segments();
    let end = segments.iter().position(|it| is_type_name(it));
    DottedPath(segments[..end.map_or(segments.len(), |it| it + 1)].into())
}

/// Fields that a build macro would add are not known.
fn behind_macro<'db>(db: &'db dyn Db, owner: FieldOwner<'db>) -> bool {
    match owner {
        FieldOwner::Type(ty) => crate::data::type_decl_data(db, ty).is_some_and(|it| {
            let names = [":build", ":autoBuild", ":genericBuild"];
            it.decl
                .meta
                .iter()
                .any(|it| names.contains(&it.name.as_str()))
        }),
        FieldOwner::Module(_) => false,
    }
}

fn check_alias(import: &Import, source: &ImportSource) -> Option<String> {
    let ImportKind::Alias(name) = &import.kind else {
        return None;
    };
    source.alias?;
    let starts_upper = name.starts_with(|c: char| c.is_ascii_uppercase());
    (!starts_upper && !is_type_name(name))
        .then(|| "Type aliases must start with an uppercase letter".to_owned())
}

/// Appends Haxe's "(Suggestions: a, b)".
pub fn with_suggestions(message: String, names: &[&Name]) -> String {
    match names {
        [] => message,
        [one] => format!("{message} (Suggestion: {one})"),
        many => {
            let list: Vec<&str> = many.iter().map(|it| it.as_str()).collect();
            format!("{message} (Suggestions: {})", list.join(", "))
        }
    }
}

/// The package that `path`'s file lies in, for the quick fix of a wrong package line.
pub fn expected_package<'db>(db: &'db dyn Db, module: ModuleId<'db>) -> Option<DottedPath> {
    let path = module_path(db, module);
    path.on_class_path.then(|| path.package.clone())
}
