//! Raw memory and the byte vector, run.

use mir::intrinsics::{self, OPTION_PTR, OPTION_U8, vec_symbol};

/// The intrinsics and a text that uses them.
fn check(text: &str) {
    let names = [
        ("VecU8", intrinsics::VEC_U8),
        ("OptionU8", OPTION_U8),
        ("OptionPtr", OPTION_PTR),
    ];
    let mut text = text.to_owned();
    for (short, long) in names {
        text = text.replace(&format!("@{short}"), &format!("@{long}"));
    }
    let text = format!("{text}\n{}", intrinsics::program());
    for opt in [crate::OptLevel::None, crate::OptLevel::Speed] {
        if let Err(message) = super::check(&text, opt) {
            panic!("{message}");
        }
    }
}

#[test]
fn every_operation_has_its_symbol() {
    let program = intrinsics::program();
    for operation in [
        "new", "push", "pop", "get", "set", "len", "capacity", "clear", "free",
    ] {
        assert!(
            program.functions.contains_key(&vec_symbol(operation)),
            "{operation}"
        );
    }
}

/// `var vec = new Vec<u8>(); vec.push(42);`
#[test]
fn pushed_bytes_come_back() {
    check(
        r#"
; run: @push_pop(42) == Some(42)
; run: @push_pop(-56) == Some(200)
; run: @empty() == None
fn @push_pop(u8) -> ref {
block0(v0: i8):
  v1: ref = call @VecU8.new()
  call @VecU8.push(v1, v0)
  v2: ref = call @VecU8.pop(v1)
  call @VecU8.free(v1)
  return v2
}
fn @empty() -> ref {
block0:
  v0: ref = call @VecU8.new()
  v1: ref = call @VecU8.pop(v0)
  return v1
}
"#,
    );
}

/// 16 bytes first, then doubling; contents survive each move.
#[test]
fn capacity_doubles() {
    check(
        r#"
; run: @capacity_after(0) == 0
; run: @capacity_after(1) == 16
; run: @capacity_after(16) == 16
; run: @capacity_after(17) == 32
; run: @capacity_after(1000) == 1024
; run: @sum_after(200) == 19900
fn @filled(i32) -> ref {
block0(v0: i32):
  v1: ref = call @VecU8.new()
  v2: i32 = const 0
  jump block1(v2)
block1(v3: i32):
  v4: bool = slt v3, v0
  branch v4, block2, block3
block2:
  v5: i8 = trunc v3
  call @VecU8.push(v1, v5)
  v6: i32 = const 1
  v7: i32 = iadd v3, v6
  jump block1(v7)
block3:
  return v1
}
fn @capacity_after(i32) -> i32 {
block0(v0: i32):
  v1: ref = call @filled(v0)
  v2: i32 = call @VecU8.capacity(v1)
  call @VecU8.free(v1)
  return v2
}
fn @sum_after(i32) -> i32 {
block0(v0: i32):
  v1: ref = call @filled(v0)
  v2: i32 = const 0
  jump block1(v2, v2)
block1(v3: i32, v4: i32):
  v5: ref = call @VecU8.get(v1, v3)
  v6: i32 = enum_tag v5
  v7: i32 = const 0
  v8: bool = eq v6, v7
  branch v8, block3, block2
block2:
  v9: i8 = enum_arg v5 @OptionU8 @Some 0
  v10: i32 = zext v9
  v11: i32 = iadd v4, v10
  v12: i32 = const 1
  v13: i32 = iadd v3, v12
  jump block1(v13, v11)
block3:
  return v4
}
"#,
    );
}

#[test]
fn bounds_are_checked() {
    check(
        r#"
; run: @get(0) == Some(7)
; run: @get(1) == None
; run: @get(-1) == None
; run: @set(0) == true
; run: @set(1) == false
; run: @set(-1) == false
; run: @cleared() == 0
fn @one() -> ref {
block0:
  v0: ref = call @VecU8.new()
  v1: i8 = const 7
  call @VecU8.push(v0, v1)
  return v0
}
fn @get(i32) -> ref {
block0(v0: i32):
  v1: ref = call @one()
  v2: ref = call @VecU8.get(v1, v0)
  return v2
}
fn @set(i32) -> bool {
block0(v0: i32):
  v1: ref = call @one()
  v2: i8 = const 9
  v3: bool = call @VecU8.set(v1, v0, v2)
  return v3
}
fn @cleared() -> i32 {
block0:
  v0: ref = call @one()
  call @VecU8.clear(v0)
  v1: i32 = call @VecU8.len(v0)
  return v1
}
"#,
    );
}

/// Raw memory: written and read back, moved, freed; failure is `None`.
#[test]
fn memory_is_an_option() {
    check(
        r#"
; run: @round_trip(123456) == 123456
; run: @allocated(64) == 1
; run: @allocated(-1) == 0
; run: @freed_null() == 0
fn @round_trip(i32) -> i32 {
block0(v0: i32):
  v1: i64 = const 16
  v2: ref = call @rayzor.memory.allocate(v1)
  v3: ptr = enum_arg v2 @OptionPtr @Some 0
  store v3, 4, v0
  v4: i64 = const 4096
  v5: ref = call @rayzor.memory.reallocate(v3, v4)
  v6: ptr = enum_arg v5 @OptionPtr @Some 0
  v7: i32 = load v6, 4
  v8: ref = call @rayzor.memory.deallocate(v6)
  return v7
}
fn @allocated(i64) -> i32 {
block0(v0: i64):
  v1: ref = call @rayzor.memory.allocate(v0)
  v2: i32 = enum_tag v1
  return v2
}
fn @freed_null() -> i32 {
block0:
  v0: ptr = null
  v1: ref = call @rayzor.memory.deallocate(v0)
  v2: i32 = enum_tag v1
  return v2
}
"#,
    );
}
