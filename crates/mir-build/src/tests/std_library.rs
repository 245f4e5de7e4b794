//! The standard library has no syntax errors, and every body of it that has no type errors becomes well-formed MIR.

use base_db::testing::TestDb;
use hir_def::{fields_of, ids::ModuleId, module_fields, module_types};
use hir_ty::infer::infer;

use super::std_files;
use crate::{
    decls,
    lower::{MirItem, MirOwner, ProblemKind, query},
};

#[test]
fn the_standard_library_becomes_mir() {
    // Its own parts name scalars, which are types under this define only.
    let std = std_files();
    let texts = std
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()));
    let defines = base_db::Defines::new([("rayzor", "1")]);
    let test = TestDb::with_defines(texts, defines);
    let db = &test.db;
    let mut wrong = String::new();
    let (mut n_bodies, mut n_untyped) = (0, 0);
    for (path, _) in std_files() {
        let module = ModuleId::new(db, test.config, test.file(&path));
        for error in base_db::parse(db, test.file(&path), test.config).errors() {
            wrong.push_str(&format!("{path}: {}\n", error.message));
        }
        let mut fields = module_fields(db, module).to_vec();
        for &decl in module_types(db, module) {
            fields.extend(fields_of(db, decl));
        }
        for field in fields {
            if !decls::has_body(db, field) || decls::is_macro(db, field) {
                continue;
            }
            n_bodies += 1;
            if infer(db, field).has_errors() {
                n_untyped += 1;
                continue;
            }
            for it in crate::checks::mir_diagnostics(db, field) {
                wrong.push_str(&format!("{}: {}\n", field.name(db), it.message));
            }
            let owner = match decls::owner_decl(db, field) {
                Some(decl)
                    if decls::is_ctor(db, field)
                        && decls::decl_kind(db, decl) == decls::DeclKind::Class =>
                {
                    MirOwner::new(db, MirItem::Ctor(decl), hir_ty::ty::Tys::empty(db))
                }
                _ => MirOwner::field(db, field),
            };
            for problem in &query::mir(db, owner).problems {
                if !matches!(problem.kind, ProblemKind::BrokenBody) {
                    wrong.push_str(&format!("{}: {:?}\n", owner.symbol(db), problem.kind));
                }
            }
        }
    }
    eprintln!("{n_bodies} bodies, {n_untyped} with type errors");
    assert!(wrong.is_empty(), "{wrong}");
}
