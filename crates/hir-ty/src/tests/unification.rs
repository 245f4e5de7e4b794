//! Checklist 7.1-7.6, 11.3.

use expect_test::expect;

use super::check_unify;

#[test]
fn basic_types() {
    check_unify(
        r#"
        class Main {
            static function a(x:Int):Float;
            static function b(x:Float):Int;
            static function c(x:Int):Null<Int>;
            static function d(x:Null<Int>):Int;
            static function e(x:String):Dynamic;
            static function f(x:Dynamic):Int;
            static function g(x:Int):String;
            static function h(x:Int):Any;
            static function i(x:Any):Int;
            static function j(x:Int):{};
        }
        "#,
        expect![[r#"
            a: fits
            b: Float should be Int
            c: fits
            d: fits
            e: fits
            f: fits
            g: Int should be String
            h: fits
            i: fits
            j: Int should be { }
        "#]],
    );
}

#[test]
fn type_arguments_are_invariant() {
    check_unify(
        r#"
        class Base {}
        class Child extends Base {}
        abstract MyInt(Int) from Int to Int {}
        class Main {
            static function child(x:Child):Base;
            static function parent(x:Base):Child;
            static function arrays(x:Array<Child>):Array<Base>;
            static function dynamics(x:Array<Int>):Array<Dynamic>;
            static function fromDynamic(x:Array<Dynamic>):Array<Int>;
            static function nulls(x:Array<Null<Int>>):Array<Int>;
            static function abstracts(x:Array<Int>):Array<MyInt>;
            static function structures(x:Array<{a:Int, b:Int}>):Array<{a:Int}>;
            static function floats(x:Array<Int>):Array<Float>;
        }
        "#,
        expect![[r#"
            child: fits
            parent: Base should be Child
            arrays: error: Child should be Base
            have: Array<Child>
            want: Array<Base>
            dynamics: fits
            fromDynamic: error: Dynamic should be Int
            have: Array<Dynamic>
            want: Array<Int>
            nulls: fits
            abstracts: fits
            structures: fits
            floats: error: Int should be Float
            have: Array<Int>
            want: Array<Float>
        "#]],
    );
}

#[test]
fn functions() {
    check_unify(
        r#"
        class Base {}
        class Child extends Base {}
        class Main {
            static function contravariant(f:Base -> Void):Child -> Void;
            static function notCovariant(f:Child -> Void):Base -> Void;
            static function result(f:Void -> Child):Void -> Base;
            static function anyToVoid(f:Void -> Int):Void -> Void;
            static function voidToAny(f:Void -> Void):Void -> Int;
            static function arity(f:Int -> Void):(Int, Int) -> Void;
            static function optional(f:(?x:Int) -> Void):Int -> Void;
            static function force(f:Int -> Void):(?x:Int) -> Void;
            static function deep(f:(x:Int, y:String) -> Void):(x:Int, y:Int) -> Void;
        }
        "#,
        expect![[r#"
            contravariant: fits
            notCovariant: error: Base should be Child
            have: (Child) -> ...
            want: (Base) -> ...
            result: fits
            anyToVoid: fits
            voidToAny: error: Void should be Int
            have: (...) -> Void
            want: (...) -> Int
            arity: Int -> Void should be (Int, Int) -> Void
            optional: fits
            force: error: Optional parameters can't be forced
            have: (Dynamic) -> ...
            want: (Dynamic) -> ...
            deep: error: Int should be String
            have: (..., String) -> ...
            want: (..., Int) -> ...
        "#]],
    );
}

#[test]
fn structures() {
    check_unify(
        r#"
        class Point {
            public var x:Int;
            public final id:Int;
            public var area(get, never):Int;
            public function move(dx:Int):Void {}
            var secret:Int;
            function get_area():Int { return 0; }
        }
        typedef Node = { next:Node, value:Int }
        typedef Node2 = { next:Node2, value:Int }
        class Main {
            static function field(p:Point):{ x:Int };
            static function wider(p:Point):{ x:Float };
            static function readOnly(p:Point):{ var x(default, null):Float; };
            static function missing(p:Point):{ y:Int };
            static function hidden(p:Point):{ secret:Int };
            static function method(p:Point):{ function move(dx:Int):Void; };
            static function finals(p:Point):{ final id:Int; };
            static function notFinal(p:Point):{ id:Int };
            static function property(p:Point):{ var area(get, never):Int; };
            static function accessor(p:Point):{ area:Int };
            static function empty(p:Point):{};
            static function recursive(n:Node):Node2;
            static function extra(p:{ x:Int, y:Int }):{ x:Int };
            static function optional(p:{ x:Int }):{ x:Int, ?y:Int };
            static function iterable(a:Array<Int>):Iterable<Int>;
            static function notIterable(a:Array<Int>):Iterable<String>;
            static function hiddenMatch(p:Point):{ private var secret:Int; };
            static function statics(p:Int):{ function field(p:Point):{ x:Int }; };
        }
        "#,
        expect![[r#"
            field: fits
            wider: error: Int should be Float
            have: { x: Int }
            want: { x: Float }
            readOnly: fits
            missing: Point should be { y : Int }
            Point has no field y
            hidden: Point should be { secret : Int }
            The field secret is not public
            method: fits
            finals: fits
            notFinal: Point should be { id : Int }
            Inconsistent setter for field id : ctor should be default
            property: fits
            accessor: Point should be { area : Int }
            Inconsistent access for field area : (get,never) should be (default,default)
            empty: fits
            recursive: fits
            extra: fits
            optional: { x : Int } should be { ?y : Null<Int>, x : Int }
            { x : Int } has no field y
            iterable: fits
            notIterable: error: Int should be String
            have: { iterator: (...) -> { next: (...) -> Int } }
            want: { iterator: (...) -> { next: (...) -> String } }
            hiddenMatch: fits
            statics: Int should be { field : (p : Point) -> { x : Int } }
        "#]],
    );
}

#[test]
fn casts_of_abstracts() {
    check_unify(
        r#"
        abstract Meters(Float) from Float {
            @:from static function ofString(s:String):Meters;
            @:to function toInt():Int;
        }
        abstract Wrap<T>(T) {
            @:from static function of<T>(x:T):Wrap<T>;
            @:to function get():T;
        }
        abstract A(Int) to B {}
        abstract B(Int) to C {}
        abstract C(Int) {}
        class Main {
            static function direct(x:Float):Meters;
            static function throughFloat(x:Int):Meters;
            static function byFrom(x:String):Meters;
            static function byTo(x:Meters):Int;
            static function intoNull(x:String):Null<Meters>;
            static function notFloat(x:Meters):Float;
            static function wrap(x:Int):Wrap<Int>;
            static function unwrap(x:Wrap<String>):String;
            static function wrongWrap(x:Int):Wrap<String>;
            static function oneStep(x:A):B;
            static function notTwo(x:A):C;
            static function either(x:String):haxe.extern.EitherType<Int, String>;
            static function notEither(x:Bool):haxe.extern.EitherType<Int, String>;
            static function fromMap(x:haxe.ds.StringMap<Int>):Map<String, Int>;
        }
        "#,
        expect![[r#"
            direct: fits
            throughFloat: fits
            byFrom: by ofString, giving Meters
            byTo: by toInt, giving Int
            intoNull: by ofString, giving Meters
            notFloat: by toInt, giving Int
            wrap: by of, giving Wrap<Int>
            unwrap: by get, giving String
            wrongWrap: Int should be Wrap<String>
            oneStep: fits
            notTwo: A should be C
            either: fits
            notEither: Bool should be haxe.extern.EitherType<Int, String>
            fromMap: by fromStringMap, giving haxe.ds.Map<String, Int>
        "#]],
    );
}

#[test]
fn special_constraints() {
    check_unify(
        r#"
        enum Flat { One; Two; }
        enum Deep { Leaf(x:Int); }
        class Made { public function new(x:Int):Void {} }
        class Hidden { function new(x:Int):Void {} }
        interface Shape {}
        class Square implements Shape {}
        class Main {
            static function enumValue(x:Flat):EnumValue;
            static function flat(x:Flat):haxe.Constraints.FlatEnum;
            static function deep(x:Deep):haxe.Constraints.FlatEnum;
            static function function_(x:Int -> Void):haxe.Constraints.Function;
            static function notFunction(x:Int):haxe.Constraints.Function;
            static function made(x:Made):haxe.Constraints.Constructible<Int -> Void>;
            static function hidden(x:Hidden):haxe.Constraints.Constructible<Int -> Void>;
            static function wrongMade(x:Made):haxe.Constraints.Constructible<String -> Void>;
            static function interface_(x:Square):Shape;
            static function notInterface(x:Made):Shape;
            static function bounded<T:Shape>(x:Made):T;
            static function boundedFits<T:Shape>(x:Square):T;
        }
        "#,
        expect![[r#"
            enumValue: fits
            flat: fits
            deep: Deep should be haxe.FlatEnum
            function_: fits
            notFunction: Int should be haxe.Function
            made: fits
            hidden: The field new is not public
            wrongMade: error: String should be Int
            have: (Int) -> ...
            want: (String) -> ...
            interface_: fits
            notInterface: Made should be Shape
            bounded: Made should be Made
            Constraint check failure for bounded.T
            Made should be Shape
            boundedFits: fits
        "#]],
    );
}

#[test]
fn what_is_never_written_may_be_final() {
    check_unify(
        r#"
        typedef Public = { var x:Int; }
        typedef Final = { final x:Int; }
        typedef Never = { var x(default, never):Int; }
        typedef Null_ = { var x(default, null):Int; }
        class Main {
            static function publicFinal(x:Public):Final;
            static function neverFinal(x:Never):Final;
            static function nullFinal(x:Null_):Final;
            static function finalNever(x:Final):Never;
            static function finalNull(x:Final):Null_;
            static function finalPublic(x:Final):Public;
        }
        "#,
        expect![[r#"
            publicFinal: error: Cannot unify final and non-final fields
            have: { x: Dynamic }
            want: { x: Dynamic }
            neverFinal: fits
            nullFinal: error: Cannot unify final and non-final fields
            have: { x: Dynamic }
            want: { x: Dynamic }
            finalNever: fits
            finalNull: error: Cannot unify final and non-final fields
            have: { x: Dynamic }
            want: { x: Dynamic }
            finalPublic: Final should be Public
            Inconsistent setter for field x : never should be default
        "#]],
    );
}

#[test]
fn constant_type_arguments_have_the_type_of_their_value() {
    check_unify(
        r#"
        class C<@:const T:Int> {}
        class Main {
            static function same(x:C<1>):C<1>;
            static function other(x:C<1>):C<2>;
        }
        "#,
        expect![[r#"
            same: fits
            other: fits
        "#]],
    );
}
