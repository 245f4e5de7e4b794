//! Types of expressions and the errors in bodies.

use expect_test::expect;

use super::check_infer;

#[test]
fn locals_operators_and_calls() {
    check_infer(
        r#"
class Main {
    static function twice(x:Int) return x * 2;
    static function main() {
        var a = 1;
        var b = a + 0.5;
        $type(a);
        $type(b);
        $type(twice(a));
        $type("x" + a);
        $type(a / 2);
        $type(a < b);
        var s:String = a;
        twice("no");
        twice();
        twice(1, 2);
        nope;
    }
}
"#,
        expect![[r#"
            6: Int
            7: Float
            8: Int
            9: String
            10: Float
            11: Bool
            12: [type-mismatch] Int should be String
            13: [type-mismatch] String should be Int / For function argument 'x'
            14: [not-enough-arguments] Not enough arguments, expected x:Int
            15: [too-many-arguments] Too many arguments
            16: [unresolved-identifier] Unknown identifier : nope
        "#]],
    );
}

/// A build macro may override an inherited method with a narrower result.
#[test]
fn results_under_build_macros_may_be_narrower() {
    check_infer(
        r#"
class Base {
    public function clone():Base return null;
}
@:build(Some.macro()) class Built extends Base {}
class Plain extends Base {}
class Main {
    static function main(built:Built, plain:Plain) {
        var a:Built = built.clone();
        var b = built.clone();
        a = b;
        var c:Plain = plain.clone();
        var d:String = built;
    }
}
"#,
        expect![[r#"
            11: [type-mismatch] Base should be Plain
            12: [type-mismatch] Built should be String
        "#]],
    );
}

/// What depends on a type that could not be found is not judged.
#[test]
fn unknown_types_spread() {
    check_infer(
        r#"
class Main {
    static function as<T:{}, S:T>(v:T, c:Class<S>):S return null;
    static function main() {
        var found = as(new Main(), lib.Missing);
        found.anything();
        for (x in found.list()) x.more();
        var list = [];
        final takes:(list:lib.Missing) -> Void = null;
        takes(list);
        list.push(1);
        list.push("a");
    }
    function new() {}
}
"#,
        expect![[r#"
            4: [unresolved-type] Type not found : lib.Missing
            8: [unresolved-type] Type not found : lib.Missing
        "#]],
    );
}
