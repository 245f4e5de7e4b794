use base_db::testing::TestDb;
use expect_test::{Expect, expect};

use super::{body, pretty::print_body};
use crate::{
    Name,
    data::{field_named, module_type_named},
    ids::ModuleId,
};

/// Prints the body of `f`, whose statements are given.
#[track_caller]
fn check(statements: &str, expect: Expect) {
    check_field(&format!("function f() {{ {statements} }}"), expect);
}

/// Prints the body of the field `f`.
#[track_caller]
fn check_field(field: &str, expect: Expect) {
    let text = format!("class Main {{ {field} }}");
    let db = TestDb::new([("/Main.hx", text.as_str())]);
    let module = ModuleId::new(&db.db, db.config, db.file("/Main.hx"));
    let class = module_type_named(&db.db, module, &Name::new("Main")).unwrap();
    let field = field_named(&db.db, class, &Name::new("f")).unwrap();
    expect.assert_eq(&print_body(body(&db.db, field)));
}

#[test]
fn operators() {
    check(
        "a + b * c == d && !e; x = y += -1; a ?? b; i++; --j; a in b; ~c; 1...n; a => b; x is String;",
        expect![[r#"
            {
              (((a + (b * c)) == d) && (!e));
              (x = (y += -1));
              (a ?? b);
              (i++);
              (--j);
              (a in b);
              (~c);
              (1 ... n);
              (a => b);
              (x is String);
            }
        "#]],
    );
}

#[test]
fn literals() {
    check(
        r#"1; 0xFF; 0xFFFFFFFF; -2147483648; 3000000000; 1.5; -1e3; .5; 5i64; 7u32; "a\n\u{41}"; 'x $y ${z + 1} $$'; ~/a\/b/gi; null; true; [1, 2]; { a: 1, "b c": 2 }; [k => v];"#,
        expect![[r#"
            {
              1;
              255;
              -1;
              -2147483648;
              3000000000.0;
              1.5;
              -1000.0;
              0.5;
              5i64;
              7u32;
              "a\nA";
              'x ${y} ${(z + 1)} $';
              ~/a\/b/gi;
              null;
              true;
              [1, 2];
              { a: 1, "b c": 2 };
              [(k => v)];
            }
        "#]],
    );
}

#[test]
fn chains() {
    check(
        "a.b.c(1)[2]?.d.e++; f()(x)(y); new A<Int>(1).b;",
        expect![[r#"
        {
          (a.b.c(1)[2]?.d.e++);
          f()(x)(y);
          new A<Int>(1).b;
        }
    "#]],
    );
}

#[test]
fn control() {
    check(
        "if (a) b else if (c) d; while (x) { break; continue; } do y while (z); for (i in 0...3) t(i); for (k => v in m) {}
        try a catch (e:String) b catch (e) { c; } throw x; return 1; return;",
        expect![[r#"
            {
              if (a) b else if (c) d;
              while (x) {
                break;
                continue;
              };
              do y while (z);
              for (i in (0 ... 3)) t(i);
              for (k => v in m) {};
              try a catch (e:String) b catch (e) {
                c;
              };
              throw x;
              return 1;
              return;
            }
        "#]],
    );
}

#[test]
fn functions_and_variables() {
    check(
        "var a, b:Int = 1; final c = 2; static var s = 3; function g<T>(x:T, ?y = 1):Void {} var h = x -> x + 1; (a, ?b:Int) -> {}; inline function i() return 1;",
        expect![[r#"
            {
              var a, var b:Int = 1;
              final c = 2;
              static var s = 3;
              function g<T>(x:T, ?y = 1):Void {};
              var h = (x) -> (x + 1);
              (a, ?b:Int) -> {};
              inline function i() return 1;
            }
        "#]],
    );
}

#[test]
fn patterns() {
    check(
        "switch (x) { case A, B(var y) if (y > 1): f(); g(); case [a, _] | { b: c }: case (s:String): case ~/x/.match(_) => true: case var z: h; default: }",
        expect![[r#"
            {
              switch (x) {
                case A, B(var y) if ((y > 1)): {
                  f();
                  g();
                }
                case ([a, _] | { b: c }): {}
                case (s : String): {}
                case (~/x/.match(_) => true): {}
                case var z: {
                  h;
                }
                default: {}
              };
            }
        "#]],
    );
}

#[test]
fn casts_and_prefixes() {
    check(
        "cast a; cast(a, B); (a : Int); untyped b; inline f(); @:meta(1) c; macro d; $type(x); super.f(); this; abstract;",
        expect![[r#"
            {
              cast a;
              cast(a, B);
              (a : Int);
              untyped b;
              inline f();
              @:meta(1) c;
              <macro>;
              $type(x);
              super.f();
              this;
              abstract;
            }
        "#]],
    );
}

#[test]
fn half_typed() {
    check(
        "a.; f(1, ; var x = ; if (a) ; b + ; new ;",
        expect![[r#"
        {
          a.;
          f(1);
          var x = ?;
          if (a) ?;
          (b + ?);
          new ?();
        }
    "#]],
    );
}

#[test]
fn initialisers_and_defaults() {
    check_field(
        "static var f:Int = 1 + 2;",
        expect![[r#"
        (1 + 2)
    "#]],
    );
    check_field(
        "function f(a = 1, ?b:String) return a;",
        expect![[r#"
        (a = 1, ?b:String) return a
    "#]],
    );
    check_field(
        "function f():Void;",
        expect![[r#"
        no body
    "#]],
    );
}
