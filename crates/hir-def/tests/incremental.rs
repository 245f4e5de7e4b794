//! What an edit computes anew: the promise that typing in a body stays in that body.

use base_db::{RootDatabase, testing::TestDb};
use hir_def::{
    Name, TypeResolution, body, ctor_in_scope, field_data, field_named,
    ids::{FieldId, ModuleId},
    module_type_named, resolve_type_path, type_decl_data,
    type_ref::DottedPath,
};

const A: &str = "class A {
    var x:Int;
    /** Doc. */
    function f() { return 1; }
    function g():String { return \"a\"; }
}
";

fn module<'db>(db: &'db RootDatabase, test: &TestDb, path: &str) -> ModuleId<'db> {
    ModuleId::new(db, test.config, test.file(path))
}

fn field<'db>(db: &'db RootDatabase, test: &TestDb, name: &str) -> FieldId<'db> {
    let class = module_type_named(db, module(db, test, "/A.hx"), &Name::new("A")).expect("class A");
    field_named(db, class, &Name::new(name)).expect("the field")
}

/// Asks for everything about the fields of `A`, as inference of its users would.
fn ask_all(db: &RootDatabase, test: &TestDb) {
    for name in ["x", "f", "g"] {
        let field = field(db, test, name);
        field_data(db, field);
        body(db, field);
    }
    let class = module_type_named(db, module(db, test, "/A.hx"), &Name::new("A")).expect("class A");
    type_decl_data(db, class);
}

/// How often each query ran after `/A.hx` became `text`.
fn after_edit(text: &str) -> (TestDb, Vec<String>) {
    let mut test = TestDb::new([("/A.hx", A)]);
    ask_all(&test.db, &test);
    test.edit("/A.hx", text);
    let executed = test.executed(|db| ask_all(db, &test));
    (test, executed)
}

fn count(executed: &[String], query: &str) -> usize {
    executed.iter().filter(|it| *it == query).count()
}

#[test]
fn body_edit() {
    let (_, executed) = after_edit(&A.replace("return 1", "return 1 + 2"));
    assert_eq!(count(&executed, "item_tree_query"), 1);
    // The tree is equal, so nothing behind it moves.
    assert_eq!(count(&executed, "field_query"), 0, "{executed:?}");
    assert_eq!(count(&executed, "type_decl_query"), 0, "{executed:?}");
    // Only the edited body is lowered.
    assert_eq!(count(&executed, "lowered_body"), 1, "{executed:?}");
    assert_eq!(count(&executed, "body_query"), 1, "{executed:?}");
}

#[test]
fn comments_and_whitespace() {
    for edited in [
        A.replace("var x", "\n\n    // note\n    var x"),
        A.replace("Doc.", "Other words."),
        format!("{A}\n// end"),
    ] {
        let (_, executed) = after_edit(&edited);
        assert_eq!(count(&executed, "field_query"), 0, "{executed:?}");
        assert_eq!(count(&executed, "lowered_body"), 0, "{executed:?}");
    }
}

#[test]
fn comment_in_a_body_leaves_it_equal() {
    let mut test = TestDb::new([("/A.hx", A)]);
    let before = body(&test.db, field(&test.db, &test, "f")).clone();
    test.edit("/A.hx", &A.replace("return 1", "/* one */ return 1"));
    assert_eq!(*body(&test.db, field(&test.db, &test, "f")), before);
}

#[test]
fn signature_edit_changes_one_field() {
    let mut test = TestDb::new([("/A.hx", A)]);
    let data =
        |test: &TestDb, name: &str| field_data(&test.db, field(&test.db, test, name)).cloned();
    let before = ["x", "f", "g"].map(|it| data(&test, it));
    test.edit(
        "/A.hx",
        &A.replace("function f()", "function f(a:Array<Int>):Int"),
    );
    let after = ["x", "f", "g"].map(|it| data(&test, it));
    assert_eq!(before[0], after[0]);
    assert_ne!(before[1], after[1]);
    assert_eq!(before[2], after[2]);
}

#[test]
fn adding_a_file_wakes_those_who_asked() {
    let mut test = TestDb::new([
        ("/p/User.hx", "package p; class User {}"),
        ("/p/Other.hx", "package p; class Other {}"),
    ]);
    let resolve = |db: &RootDatabase, test: &TestDb, at: &str, path: &str| {
        resolve_type_path(db, module(db, test, at), &DottedPath::parse(path))
            .ty()
            .is_some()
    };
    assert!(!resolve(&test.db, &test, "/p/User.hx", "Fresh"));
    assert!(resolve(&test.db, &test, "/p/Other.hx", "User"));
    test.edit("/p/Fresh.hx", "package p; class Fresh {}");
    let executed = test.executed(|db| {
        assert!(resolve(db, &test, "/p/Other.hx", "User"));
    });
    assert_eq!(count(&executed, "resolve_type_query"), 0, "{executed:?}");
    let executed = test.executed(|db| {
        assert!(resolve(db, &test, "/p/User.hx", "Fresh"));
    });
    assert_eq!(count(&executed, "resolve_type_query"), 1, "{executed:?}");
}

#[test]
fn edits_of_an_imported_module() {
    let mut test = TestDb::new([
        ("/Main.hx", "import E; class Main {}"),
        ("/E.hx", "enum E { A; B; }"),
    ]);
    let ask = |db: &RootDatabase, test: &TestDb| {
        let main = module(db, test, "/Main.hx");
        assert!(ctor_in_scope(db, main, &Name::new("A")).is_some());
        let resolved = resolve_type_path(db, main, &DottedPath::parse("E"));
        assert!(matches!(resolved, TypeResolution::Type(_)));
    };
    ask(&test.db, &test);
    test.edit("/E.hx", "enum E { A; B; C(x:Int); }");
    let executed = test.executed(|db| ask(db, &test));
    assert_eq!(count(&executed, "module_scope"), 0, "{executed:?}");
    assert_eq!(count(&executed, "resolve_type_query"), 0, "{executed:?}");
    assert_eq!(count(&executed, "ctor_in_scope_query"), 0, "{executed:?}");
}

#[test]
fn import_edit_rebuilds_one_scope() {
    let mut test = TestDb::new([
        ("/import.hx", "import a.X;"),
        ("/Main.hx", "class Main {}"),
        ("/p/Other.hx", "package p; import b.X; class Other {}"),
        ("/a/X.hx", "package a; class X {}"),
        ("/b/X.hx", "package b; class X {}"),
    ]);
    let package = |db: &RootDatabase, test: &TestDb, at: &str| {
        let found = resolve_type_path(db, module(db, test, at), &DottedPath::parse("X"));
        hir_def::source_path(db, found.ty().expect("X"))
    };
    assert_eq!(package(&test.db, &test, "/Main.hx"), "a.X");
    assert_eq!(package(&test.db, &test, "/p/Other.hx"), "b.X");
    test.edit("/import.hx", "import b.X;");
    assert_eq!(package(&test.db, &test, "/Main.hx"), "b.X");
    assert_eq!(package(&test.db, &test, "/p/Other.hx"), "b.X");
}
