//! What a mistake looks like, and how messages are read.

use expect_test::{Expect, expect};

use crate::mistakes::KINDS;
use crate::reference;

/// Every edit of this kind in the text, one per line.
fn check(kind: &str, text: &str, expected: Expect) {
    let root = syntax::parse(text, &syntax::Defines::default()).syntax_node();
    let (_, sites) = KINDS
        .iter()
        .find(|(name, _)| *name == kind)
        .expect("a kind of mistake");
    let made: Vec<String> = sites(&root).iter().map(|it| it.apply(text)).collect();
    expected.assert_eq(&made.join("\n"));
}

#[test]
fn an_argument_is_left_out() {
    check(
        "argument left out",
        "class C { function f() g(1, h(2)); }",
        expect![[r#"
            class C { function f() g(1); }
            class C { function f() g(1, h()); }"#]],
    );
}

#[test]
fn a_case_is_left_out() {
    check(
        "missing case",
        "class C { function f(a) switch a { case 1: b; case _: c; } }",
        expect![[r#"
            class C { function f(a) switch a {  case _: c; } }
            class C { function f(a) switch a { case 1: b;  } }"#]],
    );
}

#[test]
fn code_of_macros_is_left_alone() {
    check(
        "unknown name",
        "class C { macro static function f() return a; function g() macro b; function h() c; }",
        expect![
            "class C { macro static function f() return a; function g() macro b; function h() cZq; }"
        ],
    );
}

#[test]
fn messages_have_places() {
    let parse = |line| {
        reference::parse(line).map(|it| {
            format!(
                "{} {} {:?} {} {}",
                it.file, it.line, it.columns, it.is_warning, it.text
            )
        })
    };
    let lines = [
        "src/A.hx:3: characters 4-8 : Int should be String",
        "src/A.hx:3: lines 3-5 : Warning : This case is unused",
        "Type not found : B",
    ];
    expect![[r#"
        [
            Some(
                "src/A.hx 3 (4, 8) false Int should be String",
            ),
            Some(
                "src/A.hx 3 (0, 0) true This case is unused",
            ),
            None,
        ]
    "#]]
    .assert_debug_eq(&lines.map(parse));
}
