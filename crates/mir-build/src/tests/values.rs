//! What may not stand as a value.

use expect_test::{Expect, expect};

use super::{db_of, find_field, module};
use crate::checks::mir_diagnostics;

/// The body of `Main.f` → the messages, with the line each stands on.
#[track_caller]
fn check(body: &str, expect: Expect) {
    let text = format!(
        "abstract Ab(Int) from Int {{}} abstract R1(R2) {{}} abstract R2(R1) {{}}\ntypedef Td = Bool;\nclass Main {{ static function g(a:Int, ?b:Int, ?c:Dynamic) {{}} static function f(n:Null<Int>, i:Int, d:Dynamic):Int {{\n{body}\n}} }}"
    );
    let test = db_of(&text);
    let field = find_field(&test, module(&test, "/Main.hx"), "Main.f");
    let mut out = String::new();
    for it in &hir_ty::infer::infer(&test.db, field).diagnostics {
        out.push_str(&format!("{}: {}\n", it.code, it.message));
    }
    for it in mir_diagnostics(&test.db, field) {
        let place = hir_ty::diagnostics::to_diagnostic(&test.db, field, it).place;
        let range = usize::from(place.range.start())..usize::from(place.range.end());
        let line = text[..range.start].matches('\n').count() - 2;
        out.push_str(&format!("{line} `{}`: {}\n", &text[range], it.message));
    }
    expect.assert_eq(&out);
}

#[test]
fn where_a_basic_type_is_wanted() {
    check(
        "var a:Int = null;
        var b:Float = i > 1 ? null : 1;
        var c:Td = null;
        var d:Ab = null;
        g(null);
        var e = [1]; e[0] = null;
        if (i == null || null != i) {}
        var h:()->Bool = () -> null;
        var o:{x:Int} = {x: null};
        return null;",
        expect![[r#"
            1 `null`: On static platforms, null can't be used as basic type Int
            2 `null`: On static platforms, null can't be used as basic type Float
            3 `null`: On static platforms, null can't be used as basic type Td
            4 `null`: On static platforms, null can't be used as basic type Ab
            5 `null`: On static platforms, null can't be used as basic type Int
            6 `null`: On static platforms, null can't be used as basic type Int
            7 `null`: On static platforms, null can't be used as basic type Int
            8 `null`: On static platforms, null can't be used as basic type Bool
            9 `null`: On static platforms, null can't be used as basic type Int
            10 `null`: On static platforms, null can't be used as basic type Int
        "#]],
    );
}

#[test]
fn where_null_is_a_value() {
    check(
        "var a:Null<Int> = null;
        var b:Dynamic = null;
        var c = i > 1 ? null : 1;
        g(1, null, null);
        g(1);
        var e = [null, 1];
        if (n == null || d == null) {}
        var s:String = null;
        if (null || !null) i = i + null;
        e[null] = 1;
        var r:R1 = null;
        return cast null;",
        expect![[""]],
    );
}

#[test]
fn abstracts_are_no_values() {
    check(
        "var a:Dynamic = Ab;
        var b:Dynamic = Int;
        var c:Dynamic = Main;
        var e = (1 is Int);
        return Std.random(2);",
        expect![[r#"
            1 `Ab`: Cannot use abstract as value
        "#]],
    );
}
