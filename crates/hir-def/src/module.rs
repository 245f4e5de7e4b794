//! From dotted paths to files and back (`haxe-manual`, "Modules and Paths").
//!
//! Class paths are searched in order; the first that has `pack/Name.hx` wins, and beside it
//! `Name.js.hx` wins when building for `js`. Every lookup asks for one path, so that a new file
//! wakes only those who asked for it; which class paths have a package at all is known from
//! directory listings, so nobody asks for files in directories that are not there.

use base_db::{ClassPathKind, Config, Db, dir_entries};
use vfs::VfsPath;

use crate::{Name, ids::ModuleId, item_tree::item_tree, type_ref::DottedPath};

/// The directories of the package `package`, in order of search.
#[salsa::tracked(returns(deref))]
pub fn package_dirs(db: &dyn Db, config: Config, package: DottedPath) -> Box<[VfsPath]> {
    let Some((parent, name)) = package.split_last() else {
        return config
            .class_paths(db)
            .iter()
            .map(|it| it.path.clone())
            .collect();
    };
    package_dirs(db, config, parent)
        .iter()
        .filter(|dir| {
            let entries = dir_entries(db, db.files().dir(db, dir));
            entries
                .binary_search_by(|it| it.name.as_ref().cmp(name.as_str()))
                .is_ok_and(|i| entries[i].is_dir)
        })
        .map(|dir| dir.join(name))
        .collect()
}

/// Whether any class path has that directory.
pub fn is_package(db: &dyn Db, config: Config, package: &[Name]) -> bool {
    !package_dirs(db, config, DottedPath(package.into())).is_empty()
}

/// Modules of a directory that have a file of their own for this target: `Foo` for `Foo.js.hx`.
#[salsa::tracked(returns(deref))]
fn target_modules(db: &dyn Db, config: Config, dir: base_db::Dir) -> Box<[Name]> {
    let suffix = format!(".{}.hx", config.target(db).name());
    dir_entries(db, dir)
        .iter()
        .filter(|it| !it.is_dir)
        .filter_map(|it| it.name.strip_suffix(&suffix).map(Name::new))
        .collect()
}

/// The module at `path` (`haxe.ds.StringMap`).
#[salsa::tracked(returns(copy))]
pub fn module_at<'db>(db: &'db dyn Db, config: Config, path: DottedPath) -> Option<ModuleId<'db>> {
    let (package, name) = path.split_last()?;
    for dir in package_dirs(db, config, package) {
        let targets = target_modules(db, config, db.files().dir(db, dir));
        let file_name = if targets.contains(name) {
            format!("{name}.{}.hx", config.target(db).name())
        } else {
            format!("{name}.hx")
        };
        let file = db.files().file(db, &dir.join(&file_name));
        if file.exists(db) {
            return Some(ModuleId::new(db, config, file));
        }
    }
    None
}

/// Names of the modules directly in `package`, sorted. Wakes with every file that comes or goes there:
/// for completion and wildcards in the editor only.
pub fn modules_of_package(db: &dyn Db, config: Config, package: &DottedPath) -> Vec<Name> {
    let mut res = Vec::new();
    for dir in package_dirs(db, config, package.clone()) {
        for entry in dir_entries(db, db.files().dir(db, dir)) {
            if let Some(stem) = entry.name.strip_suffix(".hx")
                && !entry.is_dir
                && crate::type_ref::is_type_name(stem)
                && !stem.contains('.')
            {
                res.push(Name::new(stem));
            }
        }
    }
    res.sort();
    res.dedup();
    res
}

/// Names of the packages directly in `package`, sorted; for completion.
pub fn packages_of_package(db: &dyn Db, config: Config, package: &DottedPath) -> Vec<Name> {
    let mut res = Vec::new();
    for dir in package_dirs(db, config, package.clone()) {
        for entry in dir_entries(db, db.files().dir(db, dir)) {
            let lower = entry
                .name
                .starts_with(|c: char| c.is_ascii_lowercase() || c == '_');
            if entry.is_dir
                && lower
                && entry
                    .name
                    .bytes()
                    .all(|b| b == b'_' || b.is_ascii_alphanumeric())
            {
                res.push(Name::new(&entry.name));
            }
        }
    }
    res.sort();
    res.dedup();
    res
}

/// Where a module stands: its package by directory, and its name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ModulePath {
    pub package: DottedPath,
    pub name: Name,
    /// Whether a class path of the configuration holds the file.
    pub on_class_path: bool,
}

impl ModulePath {
    pub fn dotted(&self) -> DottedPath {
        self.package.joined(&self.name)
    }
}

/// The path of a module, by the class path that holds it (the deepest, when one lies in another).
/// A file outside of all of them has the package it declares.
#[salsa::tracked(returns(ref))]
pub fn module_path<'db>(db: &'db dyn Db, module: ModuleId<'db>) -> ModulePath {
    let path = module.file(db).path(db);
    let name = Name::new(path.file_stem());
    let below = module
        .config(db)
        .class_paths(db)
        .iter()
        .filter_map(|it| path.strip_prefix(&it.path))
        .min_by_key(|it| it.len());
    match below {
        Some(below) => {
            // `js/_std` in the reference's library is a class path of its own for its target.
            let below = below.split_once("/_std/").map_or(below, |(_, it)| it);
            let package = below.rsplit_once('/').map_or("", |(dir, _)| dir);
            ModulePath {
                package: DottedPath(
                    package
                        .split('/')
                        .filter(|it| !it.is_empty())
                        .map(Name::new)
                        .collect(),
                ),
                name,
                on_class_path: true,
            }
        }
        None => ModulePath {
            package: item_tree(db, module).package.clone().unwrap_or_default(),
            name,
            on_class_path: false,
        },
    }
}

pub fn package_of<'db>(db: &'db dyn Db, module: ModuleId<'db>) -> &'db DottedPath {
    &module_path(db, module).package
}

pub fn module_name<'db>(db: &'db dyn Db, module: ModuleId<'db>) -> &'db Name {
    &module_path(db, module).name
}

/// The `import.hx` files that hold for a module, nearest directory first.
#[salsa::tracked(returns(deref))]
pub fn import_modules<'db>(db: &'db dyn Db, module: ModuleId<'db>) -> Box<[ModuleId<'db>]> {
    let path = module_path(db, module);
    if !path.on_class_path {
        return Box::new([]);
    }
    let mut res = Vec::new();
    let mut dir = module.file(db).path(db).parent();
    for _ in 0..=path.package.segments().len() {
        let Some(at) = dir else { break };
        let file = db.files().file(db, &at.join("import.hx"));
        if file.exists(db) && file != module.file(db) {
            res.push(ModuleId::new(db, module.config(db), file));
        }
        dir = at.parent();
    }
    res.into()
}

/// Every module of the configuration's class paths of that kind, by path. Wakes with every file
/// that comes or goes: for whole-project features only.
#[salsa::tracked(returns(deref))]
pub fn modules_of_class_paths<'db>(
    db: &'db dyn Db,
    config: Config,
    kind: ClassPathKind,
) -> Box<[ModuleId<'db>]> {
    let mut res = Vec::new();
    let roots = config.class_paths(db).iter().filter(|it| it.kind == kind);
    for root in roots {
        collect_modules(db, config, &root.path, 0, &mut res);
    }
    let mut seen = rustc_hash::FxHashSet::default();
    res.retain(|it| seen.insert(*it));
    res.into()
}

fn collect_modules<'db>(
    db: &'db dyn Db,
    config: Config,
    dir: &VfsPath,
    depth: usize,
    res: &mut Vec<ModuleId<'db>>,
) {
    // Deeper than any package; a directory that holds itself by a link ends here.
    if depth > 24 {
        return;
    }
    db.unwind_if_revision_cancelled();
    let other_roots = config.class_paths(db);
    for entry in dir_entries(db, db.files().dir(db, dir)) {
        let path = dir.join(&entry.name);
        if !entry.is_dir {
            if entry.name.ends_with(".hx") && is_for_target(config, db, &entry.name) {
                res.push(ModuleId::new(db, config, db.files().file(db, &path)));
            }
        } else if !entry.name.starts_with('.')
            && &*entry.name != "node_modules"
            && !other_roots.iter().any(|it| it.path == path)
        {
            collect_modules(db, config, &path, depth + 1, res);
        }
    }
}

/// `Foo.js.hx` counts only when building for js.
fn is_for_target(config: Config, db: &dyn Db, file_name: &str) -> bool {
    let stem = file_name.strip_suffix(".hx").unwrap_or(file_name);
    match stem.split_once('.') {
        Some((_, target)) => target == config.target(db).name(),
        None => true,
    }
}
