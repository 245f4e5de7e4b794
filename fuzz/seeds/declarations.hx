package a.b;
import c.D;
import c.D as E;
import c.D.f in g;
import c.*;
using c.D;
/** doc */
@:meta(1, "x", A.b) @other private final extern class A<T:B & C, @:const U = Int> extends P<T> implements I implements J {
    public static inline var x(get, never):Map<String, Int> = [1 => 2];
    @:isVar public var p(default, set):Int;
    final y = 1;
    static final z:Array<Array<Int>> = [];
    public function new(?a:Int, b = 2, ...c:Float) { super(); }
    override dynamic function f<X, Y:{a:Int}>(x:X):Y;
    overload extern inline static function g() {}
    macro static function h(e:haxe.macro.Expr):haxe.macro.Expr return e;
    abstract function i():Void;
}
interface I extends J { var a:Int; function b():Void; }
enum E<T> { A; B(a:T, ?b:Int); @:m C<X>(x:X); }
abstract F(Int) from Int to Float from String { @:op(A + B) static function add(a, b); @:arrayAccess function get(i); }
enum abstract G(Int) to Int { var A = 1; var B; final C = 3; }
typedef H = { > P, > Q<Int>, ?a:(b:Int, ?c:String) -> Void, var d:Int; function f():Void; final g:Int; };
typedef I2 = A & B & { x:Int };
typedef J2 = Int -> (String -> Void) -> (a:Int) -> Array<Void->Void>;
typedef K = T<"x", 1, -2.5, [1, 2], ~/a/, {a: 1}>;
var v = 1;
final w:Int = 2;
inline function top<T>(a:T):T return a;
