use base_db::testing::TestDb;
use expect_test::{Expect, expect};

use super::{item_tree, pretty::print_item_tree};
use crate::ids::ModuleId;

#[track_caller]
fn check(text: &str, expect: Expect) {
    let db = TestDb::new([("/Main.hx", text)]);
    let module = ModuleId::new(&db.db, db.config, db.file("/Main.hx"));
    expect.assert_eq(&print_item_tree(item_tree(&db.db, module)));
}

#[test]
fn header_lines() {
    check(
        "package a.b;
import a.B;
import a.B.C as D;
import a.B in E;
import a.*;
using Lambda;",
        expect![[r#"
            package a.b;
            import a.B;
            import a.B.C as D;
            import a.B as E;
            import a.*;
            using Lambda;
        "#]],
    );
}

#[test]
fn classes_and_interfaces() {
    check(
        "@:keep private final class A<T:B & C, U = Int> extends P<T> implements I implements J {
    public static inline var X = 1;
    var y(get, never):Int;
    final z:String;
    public function new(?a:Int, b = 2, ...rest:String) {}
    override public function f<T>(x:T):Void {}
    extern overload static function g():Int;
    abstract function h():Void;
}
interface I extends J extends K { var p(default, set):Int; function m():Void; }
abstract class Q {}",
        expect![[r#"
            @:keep private final class A<T:B & C, U = Int> extends P<T> implements I implements J {
              public static inline var X = …;
              var y(get, never):Int;
              final var z:String;
              public function new(?a:Int, b = …, ...rest:String) …
              public override function f<T>(x:T):Void …
              static extern overload function g():Int;
              abstract function h():Void;
            }
            interface I extends J extends K {
              var p(default, set):Int;
              function m():Void;
            }
            abstract class Q {
            }
        "#]],
    );
}

#[test]
fn enums_typedefs_abstracts() {
    check(
        "enum E<T> { A; B(x:Int, ?y:T); @:x C<U>(v:U):E<U>; }
typedef T = { a:Int, ?b:String };
typedef T2 = { > T, var c(default, null):Int; final d:Int; @:optional var e:Int; function f<X>(x:X):Void; }
typedef F = Int -> ?String -> (A -> B) -> Void;
typedef G = (a:Int, ?b:String, ...c:Float) -> Void;
typedef H = Void -> Int;
typedef I = A & B & { c:Int };
abstract A<T>(Array<T>) from Array<T> to Iterable<T> { @:op(A + B) static function add(a:A, b:A):A; @:op([]) function get(i:Int):T; @:op(-A) function neg():A; }
enum abstract Color(Int) to Int { var Red = 0; final Green; static var other = 1; }
@:enum abstract Old(String) {}",
        expect![[r#"
            enum E<T> {
              A;
              B(x:Int, ?y:T);
              @:x C<U>(v:U):E<U>;
            }
            typedef T = { a:Int, ?b:String };
            typedef T2 = { > T, c(default, null):Int, final d:Int, ?e:Int, function f<X>(x:X):Void };
            typedef F = (Int, ?String, (A) -> B) -> Void;
            typedef G = (a:Int, ?b:String, ...c:Float) -> Void;
            typedef H = () -> Int;
            typedef I = A & B & { c:Int };
            abstract A<T>(Array<T>) from Array<T> to Iterable<T> {
              @:op(A + B) static function add(a:A, b:A):A;
              @:op([]) function get(i:Int):T;
              @:op(-A) function neg():A;
            }
            enum abstract Color(Int) to Int {
              var Red = …;
              final var Green;
              static var other = …;
            }
            @:enum enum abstract Old(String) {
            }
        "#]],
    );
}

#[test]
fn module_fields() {
    check(
        "var a:Int = 1;
final b = 2;
private function f():Void {}
inline function g() return 1;",
        expect![[r#"
            static var a:Int = …;
            static final var b = …;
            private static function f():Void …
            static inline function g() …
        "#]],
    );
}

#[test]
fn half_typed() {
    check(
        "class A {
    var x
    function f(
    public
}
class B { function g():Int }
enum { }
typedef X =",
        expect![[r#"
            class A {
              var x;
              function f();
            }
            class B {
              function g():Int;
            }
            enum  {
            }
            typedef X = ?;
        "#]],
    );
}
