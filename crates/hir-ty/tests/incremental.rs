//! What typing in an editor makes inference do again: ask, edit, ask, and look at which bodies
//! were inferred in between.

use base_db::testing::TestDb;
use expect_test::{Expect, expect};
use hir_def::ids::ModuleId;

const STD: [(&str, &str); 3] = [
    (
        "/std/StdTypes.hx",
        "@:coreType abstract Void {}
@:coreType @:notNull @:runtimeValue abstract Float {}
@:coreType @:notNull @:runtimeValue abstract Int to Float {}
@:coreType abstract Null<T> from T to T {}
@:coreType @:notNull @:runtimeValue abstract Bool {}
@:coreType @:runtimeValue abstract Dynamic<T> {}
typedef Iterator<T> = { function hasNext():Bool; function next():T; }",
    ),
    (
        "/std/String.hx",
        "extern class String { var length(default, null):Int; }",
    ),
    (
        "/std/Array.hx",
        "extern class Array<T> { var length(default, null):Int; function new():Void; function push(x:T):Int; }",
    ),
];

const PATHS: [&str; 2] = ["/Main.hx", "/Other.hx"];

/// Asks for the diagnostics of both modules.
fn ask(test: &TestDb) -> Vec<String> {
    let db = &test.db;
    let mut out = Vec::new();
    for path in PATHS {
        let module = ModuleId::new(db, test.config, test.file(path));
        for diagnostic in hir_ty::diagnostics::module_diagnostics(db, module) {
            out.push(diagnostic.message);
        }
    }
    out
}

/// How many bodies were lowered and inferred after an edit; then the diagnostics.
fn check(main: &str, other: &str, edited: (&str, &str), expect: Expect) {
    let files = [(PATHS[0], main), (PATHS[1], other)];
    let mut test = TestDb::new(files.into_iter().chain(STD));
    ask(&test);
    for (path, text) in PATHS.iter().zip([edited.0, edited.1]) {
        test.edit(path, text);
    }
    let mut diagnostics = Vec::new();
    let executed = test.executed(|_| diagnostics = ask(&test));
    let n = executed.iter().filter(|query| *query == "infer").count();
    let n_bodies = executed
        .iter()
        .filter(|query| *query == "lowered_body")
        .count();
    let mut out = format!("inferred: {n}, bodies lowered: {n_bodies}\n");
    for diagnostic in diagnostics {
        out.push_str(&diagnostic);
        out.push('\n');
    }
    expect.assert_eq(&out);
}

const OTHER: &str = "class Other {
    public static function answer() return 42;
    public static function typed(x:Int):Int { return x; }
}";

const MAIN: &str = "class Main {
    static function a() { var x = Other.answer(); return x; }
    static function b() { var y = Other.typed(1); return y; }
    static function c():Int { return b(); }
}";

#[test]
fn an_edit_in_a_body_infers_that_body() {
    let edited = MAIN.replace("var x = ", "var longer = 1; var x = ");
    check(
        MAIN,
        OTHER,
        (&edited, OTHER),
        expect![[r#"
        inferred: 1, bodies lowered: 1
    "#]],
    );
}

#[test]
fn a_comment_wakes_nothing() {
    let edited = format!("// a comment\n\n{MAIN}");
    check(
        MAIN,
        OTHER,
        (&edited, OTHER),
        expect![[r#"
        inferred: 0, bodies lowered: 0
    "#]],
    );
}

#[test]
fn an_inferred_type_that_stays_wakes_nobody_else() {
    let other = OTHER.replace("return 42", "return 43");
    check(
        MAIN,
        OTHER,
        (MAIN, &other),
        expect![[r#"
        inferred: 1, bodies lowered: 1
    "#]],
    );
}

#[test]
fn an_inferred_type_that_changes_wakes_its_users() {
    let other = OTHER.replace("return 42", "return \"s\"");
    check(
        MAIN,
        OTHER,
        (MAIN, &other),
        expect![[r#"
        inferred: 2, bodies lowered: 1
    "#]],
    );
}

#[test]
fn a_written_signature_wakes_its_users() {
    let other = OTHER.replace("typed(x:Int)", "typed(x:String)");
    check(
        MAIN,
        OTHER,
        (MAIN, &other),
        expect![[r#"
        inferred: 2, bodies lowered: 1
        Int should be String
        For function argument 'x'
        String should be Int
    "#]],
    );
}

#[test]
fn a_body_behind_a_full_signature_wakes_nobody_else() {
    let other = OTHER.replace("return x;", "return x + 1;");
    check(
        MAIN,
        OTHER,
        (MAIN, &other),
        expect![[r#"
        inferred: 1, bodies lowered: 1
    "#]],
    );
}

/// A cycle of inferred return types has one result, whichever end is asked first.
#[test]
fn cycles_from_both_ends() {
    const CYCLE: &str = "class Main {
    static function even(n:Int) return n == 0 ? true : Other.odd(n - 1);
}";
    const BACK: &str = "class Other {
    public static function odd(n:Int) return n == 0 ? false : @:privateAccess Main.even(n - 1);
}";
    for first in [0, 1] {
        let files = [(PATHS[0], CYCLE), (PATHS[1], BACK)];
        let test = TestDb::new(files.into_iter().chain(STD));
        let db = &test.db;
        let mut types = Vec::new();
        for i in [first, 1 - first] {
            let module = ModuleId::new(db, test.config, test.file(PATHS[i]));
            let ty = hir_def::module_types(db, module)[0];
            let field = hir_def::fields_of(db, ty)[0];
            let signature = hir_ty::signature::field_signature(db, field);
            types.push((i, hir_ty::print::print_type(db, signature.ty)));
        }
        types.sort();
        assert_eq!(
            types,
            [
                (0, "(n : Int) -> Bool".to_owned()),
                (1, "(n : Int) -> Bool".to_owned())
            ]
        );
    }
}

/// A method that a subclass overrides with open parameters, and whose own type comes from a call of the override.
#[test]
fn an_open_override_that_its_parent_calls() {
    const PARENT: &str = "class Main {
    public function f(x) { return new Other().f(x); }
}";
    const CHILD: &str = "class Other extends Main {
    public function new() {}
    override public function f(x) { return x; }
}";
    for first in [0, 1] {
        let files = [(PATHS[0], PARENT), (PATHS[1], CHILD)];
        let test = TestDb::new(files.into_iter().chain(STD));
        let db = &test.db;
        for i in [first, 1 - first] {
            let module = ModuleId::new(db, test.config, test.file(PATHS[i]));
            let ty = hir_def::module_types(db, module)[0];
            for &field in hir_def::fields_of(db, ty) {
                // Inference first: it asks for what is written before anybody asks for the whole signature.
                let diagnostics = &hir_ty::infer::infer(db, field).diagnostics;
                assert_eq!(diagnostics.len(), 0, "{diagnostics:?}");
            }
        }
    }
}
