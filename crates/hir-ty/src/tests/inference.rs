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
