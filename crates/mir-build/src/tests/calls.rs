//! Calls, closures, conversions at the border of generic code.

use expect_test::expect;

use super::check_mir;

#[test]
fn a_captured_and_assigned_local_lives_in_a_cell() {
    check_mir(
        "class Main { static function f():Int { var n = 0; var k = 2; var g = () -> { n += k; }; g(); return n; } }",
        expect![[r#"
            fn @Main.f$0(ref) -> i32 {
            block0(v0: ref):
              v1: ref = capture_get v0, 0
              v2: i32 = capture_get v0, 1
              v3: i32 = cell_get v1 !6
              v4: i32 = iadd v3, v2 !8
              cell_set v1, v4 !8
              return v4 !9
            }
            fn @Main.f() -> i32 {
            block0:
              v0: i32 = const 0 !1
              v1: ref = cell_new v0 !0
              v2: i32 = const 2 !3
              v3: ref = closure_new lambda @Main.f$0 [v1, v2] !5
              null_check v3 !11
              v4: i32 = call_closure v3 () -> i32 () !11
              v5: i32 = cell_get v1 !12
              return v5 !13
            }
        "#]],
    );
}

#[test]
fn generic_code_works_on_words() {
    check_mir(
        "class Main { static function id<T>(x:T):T return x; static function f(i:Int):Int return id(i) + 1; }",
        expect![[r#"
            fn @Main.f(i32) -> i32 {
            block0(v0: i32):
              v1: word = box i32 v0 !2
              v2: word = call @Main.id(v1) !2
              v3: i32 = unbox i32 v2 !2
              v4: i32 = const 1 !3
              v5: i32 = iadd v3, v4 !4
              return v5 !5
            }
        "#]],
    );
}

#[test]
fn an_absent_argument_is_null_and_the_callee_puts_its_default() {
    check_mir(
        "class Main { static function f(a:Int = 5, ?b:Int):Int return b == null ? a : b; }",
        expect![[r#"
            fn @Main.f(word, word) -> i32 {
            block0(v0: word, v1: word):
              v2: word = null
              v3: bool = eq v0, v2
              branch v3, block1, block2
            block1:
              v4: i32 = const 5 !0
              jump block3(v4)
            block2:
              v5: i32 = unbox i32 v0
              jump block3(v5)
            block3(v6: i32):
              v7: word = null !3
              v8: bool = eq v1, v7 !3
              branch v8, block4, block6 !6
            block4:
              jump block5(v6) !6
            block5(v9: i32):
              return v9 !7
            block6:
              v10: i32 = unbox i32 v1 !5
              jump block5(v10) !6
            }
        "#]],
    );
}

#[test]
fn virtual_calls_go_through_the_slot_of_the_class_that_opened_it() {
    check_mir(
        "class A { public function new() {} public function m(i:Int):Int return i; }
class B extends A { override public function m(i:Int):Int return super.m(i) + 1; }
class Main { static function f(a:A, b:B):Int return a.m(1) + b.m(2); }",
        expect![[r#"
            fn @Main.f(ref, ref) -> i32 {
            block0(v0: ref, v1: ref):
              v2: i32 = const 1 !2
              null_check v0 !3
              v3: i32 = call_virtual @A @m(v0, v2) !3
              v4: i32 = const 2 !6
              null_check v1 !7
              v5: i32 = call_virtual @B @m(v1, v4) !7
              v6: i32 = iadd v3, v5 !8
              return v6 !9
            }
        "#]],
    );
}
