use expect_test::{Expect, expect};

use crate::builder::{Built, FunctionBuilder};
use crate::function::Loc;
use crate::inst::{BinOp, CmpOp, Op};
use crate::parse::parse_function;
use crate::types::{Repr, Signature, Type};
use crate::verify::verify_function;

fn new(params: &[Repr], ret: Repr) -> FunctionBuilder {
    FunctionBuilder::new("f", Signature::new(params, ret))
}

/// Verifies, reads back what is printed, and compares.
fn check(builder: FunctionBuilder, expect: Expect) {
    let Built {
        function,
        undefined_reads,
        ..
    } = builder.finish();
    if let Err(errors) = verify_function(&function) {
        panic!("{errors:#?}\n{function}");
    }
    let text = function.to_string();
    assert_eq!(parse_function(&text).as_ref(), Ok(&function));
    let reads: String = undefined_reads
        .iter()
        .map(|it| {
            format!(
                "undefined !{}{}\n",
                it.loc.0,
                if it.always { " always" } else { "" }
            )
        })
        .collect();
    expect.assert_eq(&format!("{text}{reads}"));
}

#[test]
fn loop_gets_one_parameter_per_changed_variable() {
    let mut b = new(&[Repr::I32], Repr::I32);
    let (sum, i, kept) = (
        b.declare_var(Type::I32),
        b.declare_var(Type::I32),
        b.declare_var(Type::I32),
    );
    let zero = b.const_i32(0);
    let n = b.param(0);
    b.write_var(sum, zero);
    b.write_var(i, zero);
    b.write_var(kept, n);
    let (head, body, done) = (b.create_block(), b.create_block(), b.create_block());
    b.jump(head);
    b.switch_to_block(head);
    let (x, n) = (b.read_var(i), b.read_var(kept));
    let cond = b.compare(CmpOp::SLt, x, n);
    b.branch(cond, body, done);
    b.seal_block(body);
    b.seal_block(done);
    b.switch_to_block(body);
    let (s, x) = (b.read_var(sum), b.read_var(i));
    let s = b.binary(BinOp::IAdd, s, x);
    b.write_var(sum, s);
    let one = b.const_i32(1);
    let x = b.binary(BinOp::IAdd, x, one);
    b.write_var(i, x);
    b.jump(head);
    b.seal_block(head);
    b.switch_to_block(done);
    let s = b.read_var(sum);
    b.ret(Some(s));
    check(
        b,
        expect![[r#"
        fn @f(i32) -> i32 {
        block0(v0: i32):
          v1: i32 = const 0
          jump block1(v1, v1)
        block1(v2: i32, v3: i32):
          v4: bool = slt v2, v0
          branch v4, block2, block3
        block2:
          v5: i32 = iadd v3, v2
          v6: i32 = const 1
          v7: i32 = iadd v2, v6
          jump block1(v7, v5)
        block3:
          return v3
        }
    "#]],
    );
}

/// `var x; if (c) x = 1; use(x)` and `var y; use(y)`.
#[test]
fn reads_of_nothing_are_listed() {
    let mut b = new(&[Repr::Bool], Repr::I32);
    let (x, y) = (b.declare_var(Type::I32), b.declare_var(Type::I32));
    let cond = b.param(0);
    let (then, join) = (b.create_block(), b.create_block());
    b.branch(cond, then, join);
    b.seal_block(then);
    b.switch_to_block(then);
    let one = b.const_i32(1);
    b.write_var(x, one);
    b.set_loc(Loc(1));
    b.read_var(x);
    b.jump(join);
    b.seal_block(join);
    b.switch_to_block(join);
    b.set_loc(Loc(2));
    let x = b.read_var(x);
    b.set_loc(Loc(3));
    let y = b.read_var(y);
    let sum = b.binary(BinOp::IAdd, x, y);
    b.ret(Some(sum));
    // Nobody comes here: what is read is no matter.
    b.set_loc(Loc(4));
    let unused = b.declare_var(Type::I32);
    b.read_var(unused);
    check(
        b,
        expect![[r#"
        fn @f(bool) -> i32 {
        block0(v0: bool):
          v1: i32 = undef
          v2: i32 = undef
          branch v0, block1, block2(v2)
        block1:
          v3: i32 = const 1
          jump block2(v3) !1
        block2(v4: i32):
          v5: i32 = iadd v4, v1 !3
          return v5 !3
        }
        undefined !2
        undefined !3 always
    "#]],
    );
}

/// A path that leaves does not count: `var x; if (c) x = 1 else return 0; return x`.
#[test]
fn paths_that_return_do_not_make_a_variable_undefined() {
    let mut b = new(&[Repr::Bool], Repr::I32);
    let x = b.declare_var(Type::I32);
    let cond = b.param(0);
    let (then, else_, join) = (b.create_block(), b.create_block(), b.create_block());
    b.branch(cond, then, else_);
    b.switch_to_block(else_);
    let zero = b.const_i32(0);
    b.ret(Some(zero));
    b.jump(join);
    b.switch_to_block(then);
    let one = b.const_i32(1);
    b.write_var(x, one);
    b.jump(join);
    b.seal_all_blocks();
    b.switch_to_block(join);
    b.set_loc(Loc(1));
    let x = b.read_var(x);
    b.ret(Some(x));
    check(
        b,
        expect![[r#"
        fn @f(bool) -> i32 {
        block0(v0: bool):
          branch v0, block1, block2
        block1:
          v1: i32 = const 1
          jump block3
        block2:
          v2: i32 = const 0
          return v2
        block3:
          return v1 !1
        }
    "#]],
    );
}

/// A value from before a `try` is seen in its handler without a parameter, loops inside included.
#[test]
fn handler_sees_values_from_before() {
    let mut b = new(&[Repr::I32], Repr::I32);
    let x = b.declare_var(Type::I32);
    let n = b.param(0);
    b.write_var(x, n);
    let (body, head, handler, done) = (
        b.create_block(),
        b.create_block(),
        b.create_block(),
        b.create_block(),
    );
    b.append_block_param(handler, Type::Word);
    let outer = b.set_handler(Some(handler));
    b.jump(body);
    b.switch_to_block(body);
    b.jump(head);
    b.switch_to_block(head);
    let n = b.read_var(x);
    let zero = b.const_i32(0);
    b.call("g", vec![n], Type::Void);
    let cond = b.compare(CmpOp::Eq, n, zero);
    b.branch(cond, done, head);
    b.seal_block(head);
    b.set_handler(outer);
    b.seal_block(handler);
    b.switch_to_block(handler);
    let n = b.read_var(x);
    b.ret(Some(n));
    b.switch_to_block(done);
    let zero = b.const_i32(0);
    b.ret(Some(zero));
    check(
        b,
        expect![[r#"
        fn @f(i32) -> i32 {
        block0(v0: i32):
          jump block1
        block1 handler block3:
          jump block2
        block2 handler block3:
          v1: i32 = const 0
          call @g(v0)
          v2: bool = eq v0, v1
          branch v2, block4, block2
        block3(v3: word):
          return v0
        block4:
          v4: i32 = const 0
          return v4
        }
    "#]],
    );
}

// The three bugs of the first builder.

/// Parameters and instructions draw from one counter: no id means two things.
#[test]
fn parameter_ids_do_not_collide() {
    let mut b = new(&[Repr::I32, Repr::I32], Repr::I32);
    let other = b.create_block();
    let first = b.const_i32(1);
    let param = b.append_block_param(other, Type::I32);
    let second = b.const_i32(2);
    let ids = [b.param(0), b.param(1), first, param, second];
    let mut unique = ids.to_vec();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), ids.len());
    b.jump_with(other, vec![first]);
    b.switch_to_block(other);
    b.ret(Some(param));
    check(
        b,
        expect![[r#"
        fn @f(i32, i32) -> i32 {
        block0(v0: i32, v1: i32):
          v2: i32 = const 1
          v3: i32 = const 2
          jump block1(v2)
        block1(v4: i32):
          return v4
        }
    "#]],
    );
}

/// Two functions built turn by turn come out as if built one after the other.
#[test]
fn switching_functions_resets_no_counter() {
    fn first_half(b: &mut FunctionBuilder) {
        let one = b.const_i32(1);
        let x = b.param(0);
        b.binary(BinOp::IAdd, x, one);
    }
    fn second_half(b: &mut FunctionBuilder) {
        let two = b.const_i32(2);
        b.ret(Some(two));
    }
    let sequential = || {
        let mut b = new(&[Repr::I32], Repr::I32);
        first_half(&mut b);
        second_half(&mut b);
        b.finish().function
    };
    let (mut a, mut b) = (new(&[Repr::I32], Repr::I32), new(&[Repr::I32], Repr::I32));
    first_half(&mut a);
    first_half(&mut b);
    second_half(&mut a);
    second_half(&mut b);
    let (a, b) = (a.finish().function, b.finish().function);
    assert_eq!(a, sequential());
    assert_eq!(b, sequential());
    verify_function(&a).expect("verifies");
}

/// The entry is there from the start and is never handed out again.
#[test]
fn entry_block_exists_once() {
    let mut b = new(&[], Repr::Void);
    let entry = b.current_block();
    let blocks = [b.create_block(), b.create_block()];
    assert!(!blocks.contains(&entry));
    b.jump(blocks[0]);
    b.switch_to_block(blocks[0]);
    b.ret(None);
    b.switch_to_block(blocks[1]);
    b.ret(None);
    check(
        b,
        expect![[r#"
        fn @f() -> void {
        block0:
          jump block1
        block1:
          return
        }
    "#]],
    );
}

#[test]
fn code_after_a_return_is_dropped() {
    let mut b = new(&[], Repr::Void);
    b.ret(None);
    assert!(!b.is_reachable());
    b.set_loc(Loc(7));
    b.call("g", vec![], Type::Void);
    let again = b.create_block();
    b.jump(again);
    b.switch_to_block(again);
    b.ins_void(Op::Call {
        func: "h".into(),
        args: vec![],
    });
    b.ret(None);
    check(
        b,
        expect![[r#"
        fn @f() -> void {
        block0:
          return
        }
    "#]],
    );
}
