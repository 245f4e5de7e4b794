//! Control flow: conditions, loops, `try`, `switch`.

use expect_test::expect;

use super::check_mir;

#[test]
fn conditions_branch_without_booleans() {
    check_mir(
        "class Main { static function f(a:Int, b:Int):Int { if (a < b && b != 3) return 1; return 2; } }",
        expect![[r#"
            fn @Main.f(i32, i32) -> i32 {
            block0(v0: i32, v1: i32):
              v2: bool = slt v0, v1 !2
              branch v2, block3, block2 !9
            block1:
              v3: i32 = const 1 !7
              return v3 !8
            block2:
              v4: i32 = const 2 !10
              return v4 !11
            block3:
              v5: i32 = const 3 !4
              v6: bool = ne v1, v5 !5
              branch v6, block1, block2 !9
            }
        "#]],
    );
}

#[test]
fn a_loop_variable_is_a_block_parameter() {
    check_mir(
        "class Main { static function f(n:Int):Int { var t = 0; for (i in 0...n) t += i; return t; } }",
        expect![[r#"
            fn @Main.f(i32) -> i32 {
            block0(v0: i32):
              v1: i32 = const 0 !1
              v2: i32 = const 0 !3
              jump block1(v2, v1) !2
            block1(v3: i32, v4: i32):
              v5: bool = slt v3, v0 !2
              branch v5, block2, block3 !2
            block2:
              v6: i32 = const 1 !2
              v7: i32 = iadd v3, v6 !2
              v8: i32 = iadd v4, v3 !8
              jump block1(v7, v8) !2
            block3:
              return v4 !10
            }
        "#]],
    );
}

#[test]
fn what_is_assigned_in_try_lives_in_a_slot() {
    check_mir(
        "class Main { static function f(g:Void->Int):Int { var x = 1; try { x = g(); } catch (e:Dynamic) { x += 5; } return x; } }",
        expect![[r#"
            fn @Main.f(ref) -> i32 {
              slot s0: i32
            block0(v0: ref):
              v1: i32 = const 1 !1
              slot_set s0, v1 !0
              jump block3 !2
            block1(v2: word):
              v3: word = call @haxe.Exception.unwrap(v2) !2
              v4: i32 = slot_get s0 !8
              v5: i32 = const 5 !9
              v6: i32 = iadd v4, v5 !10
              slot_set s0, v6 !10
              jump block2 !2
            block2:
              v7: i32 = slot_get s0 !12
              return v7 !13
            block3 handler block1:
              null_check v0 !5
              v8: i32 = call_closure v0 () -> i32 () !5
              slot_set s0, v8 !6
              jump block2 !2
            }
        "#]],
    );
}

#[test]
fn an_enum_switch_is_a_tree_over_tags() {
    check_mir(
        "enum E { A; B(i:Int); C(e:E, s:String); }
class Main { static function f(e:E):Int return switch (e) { case A: 0; case B(1): 1; case B(n) if (n > 5): n; case B(_): 2; case C(A, s): s.length; case C(_, _): 4; } }",
        expect![[r#"
            fn @Main.f(ref) -> i32 {
            block0(v0: ref):
              null_check v0 !36
              v1: i32 = enum_tag v0 !36
              switch v1 [0: block9, 1: block10, 2: block11], block8 !36
            block1(v2: i32):
              return v2 !37
            block2:
              v3: i32 = const 0 !3
              jump block1(v3) !36
            block3:
              v4: i32 = const 1 !8
              jump block1(v4) !36
            block4:
              jump block1(v8) !36
            block5:
              v5: i32 = const 2 !21
              jump block1(v5) !36
            block6:
              v6: i32 = call_rt @rayzor_string_length(v12) !28
              jump block1(v6) !36
            block7:
              v7: i32 = const 4 !34
              jump block1(v7) !36
            block8:
              unreachable !36
            block9:
              jump block2 !36
            block10:
              v8: i32 = enum_arg v0 @E @B 0 !36
              v9: i32 = const 1 !36
              v10: bool = eq v8, v9 !36
              branch v10, block13, block12 !36
            block11:
              v11: ref = enum_arg v0 @E @C 0 !36
              v12: ref = enum_arg v0 @E @C 1 !36
              v13: ref = null !36
              v14: bool = eq v11, v13 !36
              branch v14, block15, block16 !36
            block12:
              v15: i32 = const 5 !14
              v16: bool = sgt v8, v15 !15
              branch v16, block4, block14 !36
            block13:
              jump block3 !36
            block14:
              jump block5 !36
            block15:
              jump block7 !36
            block16:
              v17: i32 = enum_tag v11 !36
              switch v17 [0: block18], block17 !36
            block17:
              jump block7 !36
            block18:
              jump block6 !36
            }
        "#]],
    );
}

#[test]
fn a_switch_over_many_values_stays_small() {
    // As a decision tree it would have some 3^8 leaves.
    let mut rows = String::new();
    for i in 0..8 {
        for value in 1..4 {
            let row: Vec<String> = (0..8)
                .map(|column| {
                    if column == i {
                        value.to_string()
                    } else {
                        "_".to_owned()
                    }
                })
                .collect();
            rows.push_str(&format!(
                "case [{}] if (a[{i}] > 9): {value};\n",
                row.join(", ")
            ));
        }
    }
    let subjects: Vec<String> = (0..8).map(|i| format!("a[{i}]")).collect();
    let text = format!(
        "class Main {{ static function f(a:Array<Int>):Int return switch [{}] {{ {rows} case _: 0; }} }}",
        subjects.join(", ")
    );
    let test = super::db_of(&text);
    let field = super::find_field(&test, super::module(&test, "/Main.hx"), "Main.f");
    let result = crate::mir(&test.db, crate::MirOwner::field(&test.db, field));
    assert!(result.problems.is_empty(), "{:?}", result.problems);
    let n_blocks = result.functions[0].blocks.len();
    assert!(n_blocks < 30_000, "{n_blocks} blocks");
}
