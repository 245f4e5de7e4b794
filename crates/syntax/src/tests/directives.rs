//! Conditional compilation.

use expect_test::expect;

use super::{check_errors, check_with};
use crate::Defines;

#[test]
fn unbalanced() {
    check_errors(
        r"#if a
var x;",
        expect![[r##"
            1:1 "#if" Unclosed conditional compilation block [unclosed-conditional]
        "##]],
    );
    check_errors(
        "#else var x; #end",
        expect![[r##"
        1:1 "#else" Unexpected #else [unexpected-token]
        1:14 "#end" Unexpected #end [unexpected-token]
    "##]],
    );
    check_errors(
        "#end",
        expect![[r##"
        1:1 "#end" Unexpected #end [unexpected-token]
    "##]],
    );
    check_errors("#if a #elseif b #else #else #end", expect![[""]]);
    check_errors(
        "#elsif #ifdef #endif #foobar",
        expect![[r##"
        1:1 "#elsif" Unknown token (Suggestion: #elseif) [unknown-directive]
        1:8 "#ifdef" Unknown token #ifdef [unknown-directive]
        1:15 "#endif" Unknown token (Suggestion: #end) [unknown-directive]
        1:22 "#foobar" Unknown token #foobar [unknown-directive]
    "##]],
    );
    check_errors(
        "#foo var x;",
        expect![[r##"
        1:1 "#foo" Unknown token #foo [unknown-directive]
    "##]],
    );
}

#[test]
fn bad_conditions() {
    check_errors(
        "#if (a +) #end",
        expect![[r#"
        1:6 "a +" Invalid conditional expression [invalid-condition]
    "#]],
    );
    check_errors(
        "#if (a + b) #end",
        expect![[r#"
        1:6 "a +" Invalid conditional expression [invalid-condition]
    "#]],
    );
    check_errors(
        "#if",
        expect![[r##"
        1:1 "#if" Unclosed conditional compilation block [unclosed-conditional]
        1:4 "" Unexpected end of file [unexpected-token]
    "##]],
    );
    check_errors(
        "#if (a #end",
        expect![[r##"
        1:8 "#end" Unexpected #end [unexpected-token]
    "##]],
    );
    check_errors(
        r#"#if (version("x") > a) #end"#,
        expect![[r#"
        1:5 "(version(\"x\") > a)" Invalid version string "x". Should follow SemVer. [invalid-condition]
    "#]],
    );
    check_errors(
        r#"#if ("a" > 1) #end"#,
        expect![[r#"
        1:5 "(\"a\" > 1)" Cannot compare string "a" and float 1. [invalid-condition]
    "#]],
    );
}

#[test]
fn errors_and_lines() {
    check_errors(
        r#"#error "no way""#,
        expect![[r#"
        1:8 "\"no way\"" no way [error-directive]
    "#]],
    );
    check_errors(
        "#error",
        expect![[r##"
        1:1 "#error" Not implemented for current platform [error-directive]
    "##]],
    );
    check_errors(
        r#"#if x #error "not taken" #end #line 5
var x;"#,
        expect![[""]],
    );
}

#[test]
fn between_any_two_tokens() {
    let js = Defines::new([("js", "1")]);
    check_with(
        "class A #if js extends B #else extends C #end { var a = #if !js 1 #elseif js 2 #end; }",
        &js,
        expect![[r#"
            (class_decl class (name A) (directive #if js) (heritage_clause extends (path_type (path (name_ref B)))) (directive #else) (inactive extends C) (directive #end) (field_list { (var_field var (name a) (initializer = (directive #if ! js) (inactive 1) (directive #elseif js) (literal 2)) (directive #end) ;) }))
        "#]],
    );
    check_with(
        "#if cpp\nclass A { #if x var a; #end }\n#else class B {} #end",
        &js,
        expect![[r#"
            (directive #if cpp)
            (inactive class A { #if x var a ; #end })
            (directive #else)
            (class_decl class (name B) (field_list { }))
            (directive #end)
        "#]],
    );
}

/// Which conditions hold.
#[test]
fn conditions() {
    let defines = Defines::new([
        ("a", "1"),
        ("zero", "0"),
        ("ver", "4.306"),
        ("haxe", "4.3.6"),
        ("target.name", "js"),
        ("a-b", "2"),
    ]);
    let mut res = String::new();
    for condition in [
        "a",
        "b",
        "!a",
        "!b",
        "zero",
        "(a && b)",
        "(a || b)",
        "(!a || a && a)",
        "(ver >= 4)",
        "(ver > \"4.306\")",
        "(ver == 4.306)",
        "(haxe >= version(\"4.3.0\"))",
        "(haxe < version(\"4.3.6-rc.1\"))",
        "(b == 1)",
        "(b != 1)",
        "(target.name == \"js\")",
        "target.name",
        "a_b",
        "(a == \"1\")",
        "\"x\"",
        "0",
        "(0.0)",
        "1",
        "(((a)))",
        "(b < 1 || a)",
        "(a == b)",
        "macro",
    ] {
        let parse = crate::parse(&format!("#if {condition} var x; #end"), &defines);
        let holds = parse.tree().decls().next().is_some();
        let errors: Vec<_> = parse
            .errors()
            .iter()
            .map(|it| it.message.as_str())
            .collect();
        res += &format!("{condition}: {holds} {}\n", errors.join(", "));
    }
    expect![[r#"
        a: true 
        b: false 
        !a: false 
        !b: true 
        zero: true 
        (a && b): false 
        (a || b): true 
        (!a || a && a): true 
        (ver >= 4): true 
        (ver > "4.306"): false 
        (ver == 4.306): true 
        (haxe >= version("4.3.0")): true 
        (haxe < version("4.3.6-rc.1")): false 
        (b == 1): false 
        (b != 1): true 
        (target.name == "js"): true 
        target.name: true 
        a_b: true 
        (a == "1"): true 
        "x": true 
        0: false 
        (0.0): false 
        1: true 
        (((a))): true 
        (b < 1 || a): true 
        (a == b): false 
        macro: false 
    "#]]
    .assert_eq(&res);
}

/// The caller says which branches are taken, the conditions do not.
#[test]
fn branches_by_place() {
    let text = "#if a var b; #elseif c var d; #else var e; #end #if f var g; #end";
    let shown = |taken: &dyn Fn(usize) -> bool| {
        let parse = crate::parse_branches(text, &Defines::empty(), &|at| taken(at.into()), &[]);
        assert_eq!(parse.syntax_node().text(), text);
        let names = parse.syntax_node().descendants();
        names
            .filter(|it| it.kind() == crate::SyntaxKind::NAME)
            .map(|it| it.text().to_string())
            .collect::<Vec<_>>()
            .join(" ")
    };
    expect!["b g"].assert_eq(&shown(&|_| true));
    expect!["d"].assert_eq(&shown(&|at| text[at..].starts_with("#elseif")));
    expect!["e"].assert_eq(&shown(&|_| false));
}

/// What is hidden is left out like a branch.
#[test]
fn hidden_text() {
    let text = "var a; /* b */ #if c var d; #end var e;";
    let range = |part: &str| {
        let start = text.find(part).unwrap() as u32;
        crate::TextRange::at(start.into(), crate::TextSize::of(part))
    };
    let hidden = [range("var a;"), range("var e;")];
    let parse = crate::parse_branches(text, &Defines::empty(), &|_| true, &hidden);
    assert_eq!(parse.syntax_node().text(), text);
    assert_eq!(parse.errors(), []);
    assert_eq!(parse.tree().decls().count(), 1);
}
