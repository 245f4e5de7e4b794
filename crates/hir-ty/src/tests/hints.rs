//! Written hints: checklist 3.6, 6.7, 6.8, 7.13, 16.

use expect_test::expect;

use super::check_signatures;

#[test]
fn notations() {
    check_signatures(
        r#"
        typedef Pair<A, B = Int> = { a:A, b:B }
        class Main<T> {
            var a:Array<Map<String, Int>>;
            var b:Int -> String -> Void;
            var c:(x:Int, ?y:String, ...r:Int) -> Void;
            var d:Void -> Void;
            var e:{ var x:Int; var ?y:String; function f(z:T):Void; };
            var f:{ > Pair<T>, c:Int };
            var g:Null<Null<Int>>;
            var h:Dynamic<Int>;
            var i:Pair<T>;
            var j:{ x:Int } & { y:Int };
            function k(a:Int, b = 3, ?c:Int, ...d:String):T;
            function new() {}
        }
        "#,
        expect![[r#"
            a: Array<Map<String, Int>>
            b: (Int, String) -> Void
            c: (x : Int, ?y : Null<String>, r : haxe.Rest<Int>) -> Void
            d: () -> Void
            e: { ?y : Null<String>, x : Int, f : (z : Main.T) -> Void }
            f: { c : Int, b : Int, a : Main.T }
            g: Null<Int>
            h: Dynamic<Int>
            i: Pair<Main.T, Int>
            j: { y : Int, x : Int }
            k: (a : Int, ?b : Int, ?c : Null<Int>, d : haxe.Rest<String>) -> Main.T
            new: () -> Void
        "#]],
    );
}

#[test]
fn errors() {
    check_signatures(
        r#"
        class Box<T> {}
        class Main<T> {
            var a:Strin;
            var b:Box;
            var c:Box<Int, Int>;
            var d:T<Int>;
            var e:{ x:Int, x:String };
            var f:{ > Box<Int>, y:Int };
            static var g:T;
            var h:Dynamic<Int, Int>;
        }
        "#,
        expect![[r#"
            a: Unknown
            error: [unresolved-type] Type not found : Strin (Suggestion: String)
            b: Box<Unknown>
            error: [type-parameter-count] Not enough type parameters for Box
            c: Box<Int>
            error: [type-parameter-count] Too many type parameters for Box
            d: Main.T
            error: [type-parameter-count] Class type parameter T can't have parameters
            e: { x : String }
            error: [duplicate-field] Duplicate field declaration : x
            f: Unknown
            error: [invalid-extension] Can only extend structures
            g: Unknown
            error: [unresolved-type] Type not found : T
            h: Dynamic<Int>
            error: [type-parameter-count] Too many parameters for Dynamic
        "#]],
    );
}

#[test]
fn recursive_declarations_end() {
    check_signatures(
        r#"
        typedef A = B;
        typedef B = A;
        typedef C = { > C, x:Int }
        typedef D = { > E, x:Int }
        typedef E = { > D, y:Int }
        class F extends G {}
        class G extends F {}
        class Main<T = Main> {
            var a:A;
            var b:B;
            var c:C;
            var d:D;
            var e:E;
            var f:F;
            var g:Main;
        }
        "#,
        expect![[r#"
            error: [type-parameter-count] Not enough type parameters for Main
            a: A
            b: B
            c: C
            d: D
            e: E
            f: F
            g: Main<Unknown>
            error: [type-parameter-count] Not enough type parameters for Main
        "#]],
    );
}
