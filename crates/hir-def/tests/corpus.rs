//! Every file below the class paths given in the environment lowers without a panic, and every
//! type it names resolves.
//!
//! `RAYZOR_CORPUS=dir[:dir]… RAYZOR_TARGET=js cargo test -p hir-def --test corpus -- --nocapture`:
//! the last directory is the standard library. Nothing is done without the variable.

use std::{collections::BTreeMap, sync::Arc};

use base_db::{ClassPath, ClassPathKind, Config, ConfigData, RootDatabase, Target};
use hir_def::{
    Name, TypeResolution, body,
    body::Expr,
    ctors_of, enum_ctor_data, field_data, fields_of,
    ids::{FieldId, ModuleId},
    item_tree::{FieldKind, TypeParam},
    module::modules_of_class_paths,
    module_fields, module_types, resolve_type_path, type_decl_data,
    type_ref::{AnonFieldKindRef, DottedPath, TypeRef},
};
use vfs::{OsSystem, VfsPath};

#[test]
fn corpus() {
    let Ok(paths) = std::env::var("RAYZOR_CORPUS") else {
        return;
    };
    let target = std::env::var("RAYZOR_TARGET").unwrap_or_default();
    let target = [
        Target::Js,
        Target::Lua,
        Target::Neko,
        Target::Flash,
        Target::Php,
        Target::Cpp,
        Target::Cs,
        Target::Java,
        Target::Python,
        Target::Hl,
        Target::Eval,
    ]
    .into_iter()
    .find(|it| it.name() == target)
    .unwrap_or(Target::Rayzor);
    let db = RootDatabase::new(Arc::new(OsSystem));
    let mut class_paths: Vec<ClassPath> = paths
        .split(':')
        .map(|it| ClassPath {
            path: VfsPath::new(it),
            kind: ClassPathKind::Project,
        })
        .collect();
    if let Some(last) = class_paths.last_mut() {
        last.kind = ClassPathKind::Std;
    }
    let mut defines = syntax::Defines::empty()
        .with("haxe_ver", "4.306")
        .with("haxe", "4.3.6")
        .with("haxe3", "1")
        .with("haxe4", "1")
        .with("target.name", target.name())
        .with(target.name(), "1");
    for name in ["sys", "target.sys"] {
        if target.is_sys() {
            defines = defines.with(name, "1");
        }
    }
    for name in ["static", "target.static"] {
        if target.is_static() {
            defines = defines.with(name, "1");
        }
    }
    let config = Config::from_data(
        &db,
        ConfigData {
            name: "corpus".to_owned(),
            class_paths,
            defines,
            target,
            macros: Vec::new(),
        },
    );
    let start = std::time::Instant::now();
    let mut checker = Checker::new(&db);
    for kind in [ClassPathKind::Project, ClassPathKind::Std] {
        for &module in modules_of_class_paths(&db, config, kind) {
            checker.module(module);
        }
    }
    println!(
        "{} modules, {} bodies, {} expressions, {} hints in {:?}",
        checker.n_modules,
        checker.n_bodies,
        checker.n_exprs,
        checker.n_hints,
        start.elapsed()
    );
    let total: usize = checker.unresolved.values().map(Vec::len).sum();
    println!("{total} unresolved");
    for (path, places) in &checker.unresolved {
        println!("{path}: {} in {}", places.len(), places.join(" "));
    }
}

struct Checker<'db> {
    db: &'db RootDatabase,
    n_modules: usize,
    n_bodies: usize,
    n_exprs: usize,
    n_hints: usize,
    unresolved: BTreeMap<String, Vec<String>>,
}

impl<'db> Checker<'db> {
    fn new(db: &'db RootDatabase) -> Self {
        Checker {
            db,
            n_modules: 0,
            n_bodies: 0,
            n_exprs: 0,
            n_hints: 0,
            unresolved: BTreeMap::new(),
        }
    }

    fn module(&mut self, module: ModuleId<'db>) {
        let db = self.db;
        self.n_modules += 1;
        for diagnostic in hir_def::diagnostics::module_diagnostics(db, module) {
            self.report(module, diagnostic.message);
        }
        for &ty in module_types(db, module) {
            let Some(data) = type_decl_data(db, ty) else {
                continue;
            };
            let own = names(&data.decl.params);
            self.hints(module, &data.type_refs, &own);
            for &field in fields_of(db, ty) {
                self.field(module, field, &own);
            }
            for &ctor in ctors_of(db, ty) {
                let Some(data) = enum_ctor_data(db, ctor) else {
                    continue;
                };
                let mut scope = own.clone();
                scope.extend(names(&data.ctor.type_params));
                self.hints(module, &data.type_refs, &scope);
            }
        }
        for &field in module_fields(db, module) {
            self.field(module, field, &[]);
        }
    }

    fn field(&mut self, module: ModuleId<'db>, field: FieldId<'db>, outer: &[Name]) {
        let db = self.db;
        let mut scope = outer.to_vec();
        if let Some(data) = field_data(db, field) {
            if let FieldKind::Fun { type_params, .. } = &data.field.kind {
                scope.extend(names(type_params));
            }
            self.hints(module, &data.type_refs, &scope);
        }
        let body = body(db, field);
        self.n_bodies += 1;
        self.n_exprs += body.exprs.len();
        for (_, expr) in body.exprs.iter() {
            if let Expr::Function(function) = expr {
                scope.extend(names(&function.type_params));
            }
        }
        self.hints(module, &body.type_refs, &scope);
    }

    fn hints(
        &mut self,
        module: ModuleId<'db>,
        refs: &hir_def::arena::Arena<TypeRef>,
        scope: &[Name],
    ) {
        let mut scope = scope.to_vec();
        for (_, hint) in refs.iter() {
            if let TypeRef::Anon { fields, .. } = hint {
                for field in fields {
                    if let AnonFieldKindRef::Fun { type_params, .. } = &field.kind {
                        scope.extend(names(type_params));
                    }
                }
            }
        }
        for (_, hint) in refs.iter() {
            self.n_hints += 1;
            if let TypeRef::Path { path, .. } = hint {
                self.path(module, path, &scope);
            }
        }
    }

    fn path(&mut self, module: ModuleId<'db>, path: &DottedPath, scope: &[Name]) {
        if let [only] = path.segments()
            && scope.contains(only)
        {
            return;
        }
        if resolve_type_path(self.db, module, path) == TypeResolution::Unresolved {
            self.report(module, format!("Type not found : {path}"));
        }
    }

    fn report(&mut self, module: ModuleId<'db>, message: String) {
        let place = module.file(self.db).path(self.db).as_str().to_owned();
        self.unresolved.entry(message).or_default().push(place);
    }
}

fn names(params: &[TypeParam]) -> Vec<Name> {
    params.iter().map(|it| it.name.clone()).collect()
}
