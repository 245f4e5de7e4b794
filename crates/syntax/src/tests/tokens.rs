//! What the lexer makes of text.

use expect_test::expect;

use super::{check, check_errors, check_expr};

#[test]
fn numbers() {
    check_expr(
        "[0, 1_000, 0xFF_FF, 5i64, 5_u32, 1.5, .5, 1e3, 1.e-3, 2f64, 1.5_f64]",
        expect![[r#"
            (array_expr [ (literal 0) , (literal 1_000) , (literal 0xFF_FF) , (literal 5i64) , (literal 5_u32) , (literal 1.5) , (literal .5) , (literal 1e3) , (literal 1.e-3) , (literal 2f64) , (literal 1.5_f64) ])
        "#]],
    );
    check_expr(
        "007",
        expect![[r#"
        (literal 0)
        1:10 "0" Missing ; [missing-semicolon]
    "#]],
    );
    check_expr(
        "0...3",
        expect![[r#"
        (binary_expr (literal 0) ... (literal 3))
    "#]],
    );
}

#[test]
fn strings() {
    check_expr(
        r#""a\"b""#,
        expect![[r#"
        (literal "a\"b")
    "#]],
    );
    check_expr(
        r"'a\'b'",
        expect![[r#"
        (literal 'a\'b')
    "#]],
    );
    check_expr(
        r#""a
b""#,
        expect![[r#"
            (literal "a
            b")
        "#]],
    );
    check_errors(
        r#"var x = "\q \x41 \u{110000} \400";"#,
        expect![[r#"
        1:10 "\\q" Invalid escape sequence \q [invalid-escape]
        1:18 "\\u" Invalid escape sequence \u. Maximum allowed value for unicode escape sequence is \u{10FFFF} [invalid-escape]
        1:29 "\\4" Invalid escape sequence \4 [invalid-escape]
    "#]],
    );
    check_errors(
        r"var x = '\u12';",
        expect![[r#"
        1:10 "\\u" Invalid escape sequence \u. Must be followed by a hexadecimal sequence enclosed in curly brackets. [invalid-escape]
    "#]],
    );
}

#[test]
fn regexes() {
    check_expr(
        r"~/a\/b/gi",
        expect![[r#"
        (literal ~/a\/b/gi)
    "#]],
    );
    check_expr(
        "a / b / c",
        expect![[r#"
        (binary_expr (binary_expr (name_expr a) / (name_expr b)) / (name_expr c))
    "#]],
    );
    check_errors(
        "var x = ~/a",
        expect![[r#"
            1:9 "~/" Unterminated regular expression [unterminated-regex]
        "#]],
    );
    check_errors(
        "var x = ~/a/x;",
        expect![[r#"
        1:13 "x" Invalid regular expression option [invalid-regex-option]
    "#]],
    );
}

#[test]
fn comments() {
    check(
        r"/* a */ /** b */ // c
var /**/ x;",
        expect![[r#"
            (var_field var (name x) ;)
        "#]],
    );
    check_errors(
        "var x; /* a",
        expect![[r#"
        1:8 "/*" Unclosed comment [unclosed-comment]
    "#]],
    );
}

#[test]
fn foreign_text() {
    check_errors(
        "var é = 1;",
        expect![[r#"
            1:5 "é" Invalid character 0xE9 [invalid-character]
        "#]],
    );
    check_errors(
        "var x = 1 ` 2;",
        expect![[r#"
            1:11 "`" Invalid character '`' [invalid-character]
        "#]],
    );
    check(
        "﻿var x;",
        expect![[r#"
        (var_field var (name x) ;)
    "#]],
    );
}

#[test]
fn unterminated_strings() {
    check_errors(
        r#"class A { var a = "x;
 var b = "y";
 var c = 1; }"#,
        expect![[r#"
            1:19 "\"" Unterminated string [unterminated-string]
        "#]],
    );
    check_errors(
        r"class A { var a = 'x;
 var b = 'y';
}",
        expect![[r#"
            1:19 "'" Unterminated string [unterminated-string]
        "#]],
    );
    check_errors(
        "var a = '${b;",
        expect![[r#"
            1:9 "'" Unterminated string [unterminated-string]
        "#]],
    );
    check_errors(
        r#"var a = "b"#,
        expect![[r#"
            1:9 "\"" Unterminated string [unterminated-string]
        "#]],
    );
}
