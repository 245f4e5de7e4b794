//! What an edit computes anew: ask, edit, ask, compare the executed queries.

use base_db::testing::TestDb;
use expect_test::{Expect, expect};

use super::{db_of, module};
use crate::checks::module_diagnostics;

const MAIN: &str = "class Main {
	static function main() { helper(1); }
	static function helper(n:Int):Int { return n + Other.twice(n); }
}";

const OTHER: &str = "//- /Main.hx
class Main {
	static function main() { helper(1); }
	static function helper(n:Int):Int { return n + Other.twice(n); }
}
//- /Other.hx
class Other {
	public static function twice(n:Int):Int { return n * 2; }
	public static function lone():String { return \"x\"; }
}";

fn ask(test: &TestDb) {
    let _ = test;
    for path in ["/Main.hx", "/Other.hx"] {
        module_diagnostics(&test.db, module(test, path));
    }
}

/// Names of the queries that asking again executes, in order.
#[track_caller]
fn check(path: &str, text: &str, expect: Expect) {
    let mut test = db_of(OTHER);
    ask(&test);
    test.edit(path, text);
    let executed = {
        let test = &test;
        test.executed(|_| ask(test))
    };
    let mut names: Vec<String> = executed
        .iter()
        .map(|it| it.split('(').next().unwrap_or(it).to_owned())
        .filter(|it| WATCHED.contains(&it.as_str()))
        .collect();
    names.sort();
    expect.assert_eq(&names.join("\n"));
}

const WATCHED: [&str; 8] = [
    "parse",
    "item_tree",
    "body",
    "infer",
    "mir",
    "mir_diagnostics",
    "class_shape",
    "field_signature",
];

#[test]
fn an_edit_in_a_body_lowers_that_body() {
    check(
        "/Main.hx",
        &MAIN.replace("n + Other", "n - Other"),
        expect![[r#"
            infer
            mir
            mir_diagnostics
            parse"#]],
    );
}

#[test]
fn a_comment_lowers_nothing() {
    check(
        "/Main.hx",
        &MAIN.replace("class Main {", "class Main { /* new */"),
        expect!["parse"],
    );
}

#[test]
fn a_changed_signature_wakes_its_users() {
    check(
        "/Other.hx",
        "class Other {
	public static function twice(n:Int):Float { return n * 2; }
	public static function lone():String { return \"x\"; }
}",
        expect![[r#"
            field_signature
            infer
            infer
            mir
            mir_diagnostics
            mir_diagnostics
            parse"#]],
    );
}
