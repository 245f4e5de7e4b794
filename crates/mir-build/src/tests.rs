//! One door: Haxe in, MIR text out.

mod broken;
mod calls;
mod control;
mod incremental;
mod missing_return;
mod std_library;
mod use_before_define;
mod values;

use std::path::{Path, PathBuf};

use base_db::testing::TestDb;
use expect_test::Expect;
use hir_def::{
    Name, fields_of,
    ids::{FieldId, ModuleId},
    module_fields, module_types,
};
use test_utils::Fixture;

use crate::lower::{MirOwner, query};

/// The repository's own standard library.
pub(crate) fn std_files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../std");
    let mut files = Vec::new();
    collect(&root, &root, &mut files);
    files.sort();
    files
}

fn collect(root: &Path, dir: &PathBuf, files: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(dir).expect("std").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(root, &path, files);
        } else if path.extension().is_some_and(|it| it == "hx") {
            let name = path
                .strip_prefix(root)
                .expect("below std")
                .to_string_lossy()
                .replace('\\', "/");
            let text = std::fs::read_to_string(&path).expect("a module of std");
            files.push((format!("/std/{name}"), text));
        }
    }
}

pub(crate) fn db_of(fixture: &str) -> TestDb {
    let fixture = Fixture::parse(fixture);
    let std = std_files();
    let texts = fixture.texts().chain(
        std.iter()
            .map(|(path, text)| (path.as_str(), text.as_str())),
    );
    TestDb::new(texts.collect::<Vec<_>>())
}

pub(crate) fn module<'db>(test: &'db TestDb, path: &str) -> ModuleId<'db> {
    ModuleId::new(&test.db, test.config, test.file(path))
}

/// `Type.field` or `field` of the module.
pub(crate) fn find_field<'db>(
    test: &'db TestDb,
    module: ModuleId<'db>,
    path: &str,
) -> FieldId<'db> {
    let db = &test.db;
    let fields = match path.split_once('.') {
        Some((ty, _)) => {
            let decl = module_types(db, module).iter().find(|it| it.name(db) == ty);
            fields_of(db, *decl.expect("a type of the module"))
        }
        None => module_fields(db, module),
    };
    let name = Name::from(path.rsplit('.').next().unwrap_or(path));
    *fields
        .iter()
        .find(|it| *it.name(db) == name)
        .expect("a field")
}

/// The MIR of `Main.f`, or of the field that the fixture's first line names: `// Type.field`.
#[track_caller]
pub(crate) fn check_mir(fixture: &str, expect: Expect) {
    let test = db_of(fixture);
    let module = module(&test, "/Main.hx");
    let first = fixture.trim_start().lines().next().unwrap_or_default();
    let path = first.trim().strip_prefix("// ").unwrap_or("Main.f");
    let field = find_field(&test, module, path);
    let result = query::mir(&test.db, MirOwner::field(&test.db, field));
    let mut text = String::new();
    for problem in &result.problems {
        text.push_str(&format!("{:?}\n", problem.kind));
    }
    for diagnostic in &hir_ty::infer::infer(&test.db, field).diagnostics {
        text.push_str(&format!("{}: {}\n", diagnostic.code, diagnostic.message));
    }
    for function in &result.functions {
        text.push_str(&function.to_string());
    }
    expect.assert_eq(&text);
}
