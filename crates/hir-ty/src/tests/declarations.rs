//! Checklist 9 and "Declarations" of 20.

use expect_test::expect;

use super::check_declarations;

#[test]
fn heritage() {
    check_declarations(
        r#"
        interface I {}
        class A extends A {}
        class B extends I {}
        class C implements A {}
        interface D extends B {}
        class E extends String {}
        final class F {}
        class G extends F {}
        class H extends Int {}
        class I1 extends I2 {}
        class I2 extends I1 {}
        class J implements Dynamic<Int> {}
        typedef R = R2;
        typedef R2 = R;
        "#,
        expect![[r#"
            A: [recursive-type] Recursive class
            B: [invalid-extends] Cannot extend by using an interface
            C: [invalid-implements] You can only implement an interface
            D: [invalid-extends] Cannot extend by using a class
            E: [invalid-extends] Cannot extend basic class
            G: [final-type] Cannot extend a final class
            H: [invalid-extends] Should extend by using a class
            I1: [recursive-type] Recursive class
            J: [invalid-implements] In haxe 4, implements Dynamic is only supported on externs
            R: [recursive-type] Recursive typedef is not allowed
            R2: [recursive-type] Recursive typedef is not allowed
        "#]],
    );
}

#[test]
fn overrides() {
    check_declarations(
        r#"
        class Base<T> {
            public function new(x:Int) {}
            public function a(x:T):T { return x; }
            public function b():Void {}
            public inline function c():Void {}
            public final function d():Void {}
            public var e:Int;
            function f(?x:Int):Void {}
            public function g():Int { return 0; }
            public function h<A>(x:A):A { return x; }
        }
        class Child extends Base<String> {
            public function new() {}
            override public function a(x:Int):String { return null; }
            public function b():Void {}
            override public function c():Void {}
            override public function d():Void {}
            public var e:Int;
            override function f(x:Int):Void {}
            override private function g():Int { return 0; }
            override public function h<B>(x:B):B { return x; }
            override public function aa():Void {}
        }
        class Fine extends Base<Int> {
            public function new() { super(1); }
            override function a(x) return x;
            override function g():Int { return 1; }
        }
        "#,
        expect![[r#"
            Child.new: [missing-super] Missing super constructor call
            Child.a: [incompatible-override] Field a overrides parent class with different or incomplete type
            error: Int should be String
            have: (String) -> ...
            want: (Int) -> ...
            Child.b: [missing-override] Field b should be declared with 'override' since it is inherited from superclass Base
            Child.c: [inline-override] Field c is inlined and cannot be overridden
            Child.d: [final-method] Cannot override final method d
            Child.e: [redefined-variable] Redefinition of variable e in subclass is not allowed. Previously declared at Base
            Child.f: [incompatible-override] Field f overrides parent class with different or incomplete type
            error: Optional attribute of parameter x differs
            have: (Dynamic) -> ...
            want: (Dynamic) -> ...
            Child.g: [visibility] Field g has less visibility (public/private) than superclass one
            Child.aa: [superfluous-override] Field aa is declared 'override' but doesn't override any field
        "#]],
    );
}

#[test]
fn interfaces_and_abstract_classes() {
    check_declarations(
        r#"
        interface Shape { function area():Float; var name:String; var size(default, null):Int; }
        class Missing implements Shape {}
        class Wrong implements Shape {
            public function area():String { return null; }
            public var name(default, null):String;
            var size:Int;
        }
        class Right implements Shape {
            public function area():Float { return 0; }
            public var name:String;
            public var size:Int;
        }
        abstract class Animal implements Shape {
            public var name:String;
            public var size:Int;
            abstract function sound(loud:Bool):String;
        }
        class Cat extends Animal {}
        class Dog extends Animal {
            function sound(loud:Bool):String { return null; }
            public function area():Float { return 0; }
        }
        class NotAbstract { abstract function f():Void; }
        "#,
        expect![[r#"
            Missing: [missing-member] Field area needed by Shape is missing
            Missing: [missing-member] Field name needed by Shape is missing
            Missing: [missing-member] Field size needed by Shape is missing
            Wrong.area: [incompatible-override] Field area has different type than in Shape
            error: String should be Float
            have: (...) -> String
            want: (...) -> Float
            Wrong.name: [field-kind] Field name has different property access than in Shape ((default,null) should be var)
            Wrong.size: [visibility] Field size should be public as requested by Shape
            Cat: [missing-member] This class extends abstract class Animal but doesn't implement the following methods
            Implement them or make Cat abstract as well
            NotAbstract: [abstract-member] This class should be declared abstract because it has at least one abstract field
        "#]],
    );
}

#[test]
fn fields() {
    check_declarations(
        r#"
        class Main {
            var a:Int;
            var a:String;
            static function b() {}
            function b() {}
            var c;
            var d(get, set):Int;
            function get_d():String { return null; }
            var e(get, never):Int;
            static function get_e():Int { return 0; }
            var f(never, never):Int;
            final g:Int;
            static final h:Int;
            function i():Void;
            var j:Void;
            inline var k = 1;
            static var l(get, never):Int;
            static function get_l() return 1;
        }
        interface I { function new():Void; static function f():Void; function g(x); }
        enum E { A; A; B(x:Int, x:Int); C(x:Void); }
        "#,
        expect![[r#"
            Main.h: [uninitialized-final] Static final variable must be initialized
            Main: [uninitialized-final] This class has uninitialized final vars, which requires a constructor
            Main.a: [duplicate-field] Duplicate class field declaration : Main.a
            Main.b: [duplicate-field] Same field name can't be used for both static and instance : b
            Main.c: [missing-type] Variable requires type-hint or initialization
            Main.get_d: [invalid-accessor] In method get_d required by property d
            error: String should be Int
            have: (...) -> String
            want: (...) -> Int
            Main.d: [missing-accessor] Method set_d required by property d is missing
            Main.get_e: [invalid-accessor] Method get_e is no valid accessor for e because it is static
            Main.f: [invalid-property] f: Unsupported property combination
            Main.i: [missing-body] Function body required : i
            Main.j: [void-value] Fields of type Void are not allowed
            Main.k: [invalid-modifier] Invalid modifier: inline on non-static variable
            I.new: [invalid-constructor] An interface cannot have a constructor
            I.f: [invalid-modifier] You can only declare static fields in extern interfaces
            I.g: [missing-type] Type required for extern classes and interfaces
            E.A: [duplicate-field] Duplicate constructor A
            E.B: [duplicate-argument] Duplicate argument `x` in enum constructor B
            E.C: [void-value] Arguments of type Void are not allowed in enum constructors
        "#]],
    );
}

#[test]
fn abstracts() {
    check_declarations(
        r#"
        abstract A {}
        abstract B(C) {}
        abstract C(B) {}
        abstract D(Int) from String to Float {
            var x:Int;
            var y(default, never):Int;
            @:from function f(x:Int):D;
            @:to static function g(x:D, y:D):Int { return 0; }
            @:op(A + B) static function h(a:Int, b:Int):Int { return 0; }
            @:op(A - B) function i():D { return this; }
            function j():Int;
        }
        enum abstract E(Float) { var A; var B = 1.5; }
        enum abstract F(Int) { var A; var B = 5; var C; }
        "#,
        expect![[r#"
            A: [invalid-abstract] Abstract is missing underlying type declaration
            B: [recursive-type] Abstract underlying type cannot be recursive
            C: [recursive-type] Abstract underlying type cannot be recursive
            D: [invalid-cast] You can only declare from/to with compatible types
            D.x: [invalid-abstract] Cannot declare member variable in abstract
            D.y: [invalid-property] Member property accessors must be get/set or never
            D.f: [invalid-cast] @:from cast functions must be static
            D.f: [missing-body] Function body required : f
            D.g: [invalid-cast] static @:to method should have one argument
            D.h: [invalid-operator] The left or right argument type must be D
            D.i: [invalid-operator] Member @:op functions must accept exactly one argument
            D.j: [missing-body] Function body required : j
            E.A: [missing-initializer] Value required
        "#]],
    );
}

#[test]
fn parameters_and_constraints() {
    check_declarations(
        r#"
        interface Named { var name(default, null):String; }
        class Box<T:Named> {}
        class Person implements Named { public var name(default, null):String; }
        class Main<A, A, B = Int> {
            var fine:Box<Person>;
            var wrong:Box<String>;
            var inside:Array<Box<Int>>;
            var open:Box<A>;
            function rest(...a:Int, b:Int) {}
            function both(?...a:Int) {}
            function defaults<T = Int>() {}
            overload function over() {}
        }
        class Child<T> extends Box<T> {}
        typedef Twice = Int;
        typedef Twice = String;
        abstract class Open { final a:Int; }
        class Closed extends Open { final b:Int; final c:Int; function new() { this.b = 1; } }
        class Assigned extends Open { function new() { a = 1; } }
        interface One { function f():Int; }
        interface Two extends One { function f():String; }
        "#,
        expect![[r#"
            Main: [duplicate-type-parameter] Duplicate type parameter name: A
            Main.wrong: [constraint-failure] Constraint check failure for Box.T
            String should be Named
            Main.inside: [constraint-failure] Constraint check failure for Box.T
            Int should be Named
            Main.open: [constraint-failure] Constraint check failure for Box.T
            Main.A should be Named
            Main.rest: [invalid-rest] Rest should only be used for the last function argument
            Main.defaults: [invalid-default] Default type parameters are only supported on types
            Main.over: [invalid-modifier] Invalid modifier: overload is only supported on extern functions
            Child: [constraint-failure] Constraint check failure for Box.T
            Child.T should be Named
            Twice: [duplicate-type] Name Twice is already defined in this module
            Closed: [uninitialized-final] Some final fields are uninitialized in this class
            Two.f: [incompatible-override] Field f has different type than in One
            error: String should be Int
            have: (...) -> String
            want: (...) -> Int
        "#]],
    );
}
