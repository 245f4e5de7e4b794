//! Which functions are compiled again when a program changes.

use mir::Program;
use runtime::instance::{Config, Runtime};

use super::show;
use crate::{CodeCache, JitOptions, compile_jit};

/// Two classes, a closure, a static variable, literals, a call that is caught.
const PROGRAM: &str = r#"class @Point {
  field @x: i32 "Int"
  field @y: f64 "Float"
}
global @count: i32 "Int"
fn @add(i32, i32) -> i32 noinline {
block0(v0: i32, v1: i32):
  v2: i32 = iadd v0, v1
  return v2
}
fn @make(i32) -> ref noinline {
block0(v0: i32):
  v1: ref = new @Point
  field_set v1 @Point @x, v0
  return v1
}
fn @text() -> ref noinline {
block0:
  v0: ref = str "first"
  return v0
}
fn @$start(ref, ptr, i64) -> word {
block0(v0: ref, v1: ptr, v2: i64):
  v3: i32 = const 40
  v4: ref = call @make(v3)
  v5: i32 = field_get v4 @Point @x
  v6: i32 = const 2
  v7: i32 = call @add(v5, v6)
  global_set @count, v7
  v8: i32 = global_get @count
  v9: word = box i32 v8
  return v9
}
"#;

/// Compiles with what the cache has; the value of `@$start` and the names of what was compiled.
fn run(cache: &mut CodeCache, text: &str) -> (String, Vec<String>) {
    let program: Program = mir::parse::parse_program(text).expect("parses");
    mir::verify::verify_program(&program).expect("verifies");
    let _runtime = Runtime::start(Config::new(Vec::new(), "test".to_owned()));
    cache.compiled.clear();
    let options = JitOptions {
        cache: Some(cache),
        ..JitOptions::default()
    };
    let jit = compile_jit(&program, options).expect("compiles");
    let (value, _) = show(jit.call("$start").expect("the entry"));
    let mut compiled = cache.compiled.clone();
    compiled.retain(|name| !name.starts_with("trampoline"));
    (value, compiled)
}

#[test]
fn an_equal_program_compiles_nothing() {
    let mut cache = CodeCache::default();
    let (value, compiled) = run(&mut cache, PROGRAM);
    assert_eq!(value, "42");
    assert!(compiled.contains(&"add".to_owned()), "{compiled:?}");
    assert_eq!(run(&mut cache, PROGRAM), ("42".to_owned(), Vec::new()));
}

#[test]
fn an_edited_function_alone_is_compiled() {
    let mut cache = CodeCache::default();
    run(&mut cache, PROGRAM);
    let edited = PROGRAM.replace("const 40", "const 50");
    let expected = ("52".to_owned(), vec!["$start".to_owned()]);
    assert_eq!(run(&mut cache, &edited), expected);
    // The way back is known already.
    assert_eq!(run(&mut cache, PROGRAM), ("42".to_owned(), Vec::new()));
}

/// New literals, static variables and functions before the others move all addresses and numbers, and no code.
#[test]
fn what_only_moves_is_not_compiled() {
    let mut cache = CodeCache::default();
    run(&mut cache, PROGRAM);
    let more = "global @before: f64 \"Float\"\n";
    let other = r#"fn @other() -> ref noinline {
block0:
  v0: ref = str "another"
  return v0
}
"#;
    let moved = PROGRAM
        .replace("global @count:", &format!("{more}global @count:"))
        .replace("fn @add", &format!("{other}fn @add"));
    let (value, compiled) = run(&mut cache, &moved);
    assert_eq!(value, "42");
    // It has the form of `@text`; only what a literal is called differs.
    assert_eq!(compiled, Vec::<String>::new());
}

/// Only functions that go to what moved in an object.
#[test]
fn a_changed_layout_compiles_its_users() {
    let mut cache = CodeCache::default();
    run(&mut cache, PROGRAM);
    let field = "  field @x: i32 \"Int\"\n";
    let edited = PROGRAM.replace(field, &format!("  field @w: f64 \"Float\"\n{field}"));
    let (value, compiled) = run(&mut cache, &edited);
    assert_eq!(value, "42");
    assert_eq!(compiled, ["make", "$start"]);
}
