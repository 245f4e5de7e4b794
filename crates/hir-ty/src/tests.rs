//! The doors through which this crate is tested: Haxe in, text out. A small standard library
//! stands in for the real one.

mod declarations;
mod hints;
mod inference;
mod lang;
mod members;
mod mini_std;
mod unification;

use base_db::testing::TestDb;
use expect_test::Expect;
use hir_def::{
    Name, field_named,
    ids::{FieldId, ModuleId, TypeDeclId},
    module_at, module_type_named, module_types,
    type_ref::DottedPath,
};
use test_utils::Fixture;

use crate::{
    cast::Coercion,
    check::DeclPlace,
    decl::header_diagnostics,
    signature::{field_hint_diagnostics, field_signature},
    table::InferenceTable,
    ty::Ty,
};

pub(crate) fn test_db(fixture: &str) -> TestDb {
    let fixture = Fixture::parse(fixture);
    let texts = fixture.texts().collect::<Vec<_>>();
    TestDb::new(texts.into_iter().chain(mini_std::FILES.iter().copied()))
}

pub(crate) fn main_module(db: &TestDb) -> ModuleId<'_> {
    let path = DottedPath(Box::new([Name::new("Main")]));
    module_at(&db.db, db.config, path).expect("the fixture has a Main")
}

pub(crate) fn main_type<'a>(db: &'a TestDb, name: &str) -> TypeDeclId<'a> {
    module_type_named(&db.db, main_module(db), &Name::new(name)).expect("a type of Main")
}

/// Each static function `f(a:A):B` of `class Main` asks: does A fit where B is expected? Prints
/// nothing for a plain yes, the cast for one by an abstract's method, else the message.
pub(crate) fn check_unify(fixture: &str, expect: Expect) {
    let test = test_db(fixture);
    let db = &test.db;
    let main = main_type(&test, "Main");
    let mut out = String::new();
    for &field in hir_def::fields_of(db, main) {
        let signature = field_signature(db, field);
        let mut table = InferenceTable::new(db, test.config);
        let (ty, _) = table.instantiate_signature(signature, &crate::fold::Subst::new());
        let Ty::Fun(fun) = ty else { continue };
        let (from, to) = (fun.params(db)[0].ty, fun.ret(db));
        let name = field.name(db);
        match table.coerce(from, to) {
            Ok(Coercion::None | Coercion::Implicit) => out.push_str(&format!("{name}: fits\n")),
            Ok(Coercion::From { method, ret, .. }) => out.push_str(&format!(
                "{name}: by {}, giving {}\n",
                method.name(db),
                table.display(ret)
            )),
            Ok(Coercion::To { method, ret, .. }) => out.push_str(&format!(
                "{name}: by {}, giving {}\n",
                method.name(db),
                table.display(ret)
            )),
            Err(err) => out.push_str(&format!("{name}: {}\n", err.message(&table))),
        }
    }
    expect.assert_eq(&out);
}

/// The type of each field of each type of Main, and the errors in their hints.
pub(crate) fn check_signatures(fixture: &str, expect: Expect) {
    let test = test_db(fixture);
    let db = &test.db;
    let mut out = String::new();
    for &decl in module_types(db, main_module(&test)) {
        for error in header_diagnostics(db, decl) {
            out.push_str(&format!("error: [{}] {}\n", error.code, error.message));
        }
        for &field in hir_def::fields_of(db, decl) {
            let ty = crate::print::print_type(db, field_signature(db, field).ty);
            out.push_str(&format!("{}: {ty}\n", field.name(db)));
            for error in field_hint_diagnostics(db, field) {
                out.push_str(&format!("error: [{}] {}\n", error.code, error.message));
            }
        }
    }
    expect.assert_eq(&out);
}

/// A static variable of Main: `expr_type.member` is looked up through its type.
pub(crate) fn check_member(fixture: &str, var: &str, name: &str, expect: Expect) {
    let test = test_db(fixture);
    let db = &test.db;
    let main = main_type(&test, "Main");
    let field: FieldId<'_> = field_named(db, main, &Name::new(var)).expect("a field of Main");
    let mut table = InferenceTable::new(db, test.config);
    let ty = field_signature(db, field).ty;
    let module = main_module(&test);
    let name = Name::new(name);
    let member = table
        .lookup_member(ty, &name)
        .or_else(|| table.lookup_extension(module, ty, &name));
    let text = match member {
        None => "none".to_owned(),
        Some(member) => {
            let kind = match member.kind {
                crate::member::MemberKind::Instance { owner, .. } => {
                    format!("field of {}", owner.name(db))
                }
                crate::member::MemberKind::Abstract { owner, .. } => {
                    format!("field of abstract {}", owner.name(db))
                }
                crate::member::MemberKind::Anon(_) => "field of a structure".to_owned(),
                crate::member::MemberKind::Static { .. } => "static".to_owned(),
                crate::member::MemberKind::EnumCtor(_) => "constructor".to_owned(),
                crate::member::MemberKind::Extension { field, .. } => format!(
                    "extension of {}",
                    field.type_decl(db).map_or("", |ty| ty.name(db).as_str())
                ),
                crate::member::MemberKind::Dynamic => "dynamic".to_owned(),
                crate::member::MemberKind::Unknown => "unknown".to_owned(),
            };
            format!("{kind}: {}", table.display(member.ty))
        }
    };
    expect.assert_eq(&text);
}

/// Types what the fixture's `Main` module asks by `$type(…)`, and all errors, one line each:
/// `line: text`, lines counted in Main.
pub(crate) fn check_infer(fixture: &str, expect: Expect) {
    expect.assert_eq(&inferred(fixture));
}

pub(crate) fn inferred(fixture: &str) -> String {
    let test = test_db(fixture);
    let db = &test.db;
    let module = main_module(&test);
    let text = base_db::file_text(db, module.file(db));
    let mut found = crate::diagnostics::module_diagnostics(db, module);
    found.sort_by_key(|d| (d.place.range.start(), d.place.range.end()));
    let mut out = String::new();
    for diagnostic in found {
        let start = usize::from(diagnostic.place.range.start());
        let line = text[..start].matches('\n').count() + 1;
        let message = diagnostic.message.replace('\n', " / ");
        if diagnostic.code == "type" {
            out.push_str(&format!("{line}: {message}\n"));
        } else {
            out.push_str(&format!("{line}: [{}] {message}\n", diagnostic.code));
        }
    }
    out
}

/// Errors of the declarations of Main, with the declaration they stand at.
pub(crate) fn check_declarations(fixture: &str, expect: Expect) {
    let test = test_db(fixture);
    let db = &test.db;
    // A `Main` type is not needed, its module is.
    let module = main_module(&test);
    let mut out = String::new();
    for &decl in module_types(db, module) {
        for error in crate::check::check_decl(db, decl) {
            let place = match error.at {
                DeclPlace::Type(decl) | DeclPlace::Header(decl, _) => decl.name(db).to_string(),
                DeclPlace::Field(field) | DeclPlace::FieldHint(field, _) => {
                    format!("{}.{}", decl.name(db), field.name(db))
                }
                DeclPlace::Ctor(ctor) | DeclPlace::CtorHint(ctor, _) => {
                    format!("{}.{}", decl.name(db), ctor.name(db))
                }
            };
            out.push_str(&format!("{place}: [{}] {}\n", error.code, error.message));
        }
    }
    expect.assert_eq(&out);
}
