class A { public static var x = log("A.x", B.y + 1); public static var z = log("A.z", 3); static function log<T>(n:String, v:T):T { Main.out.push(n); return v; } public static function touch() return x; }
class B { public static var y = { Main.out.push("B.y"); 10; }; static function __init__() { trace("B init"); } }
class Single { static var count = 0; public static final inst = new Single(); public var n = 0; function new() { count++; n = count; } public static function get() return inst; }
class Lazy { static var cache:Map<Int, Int> = []; public static function fib(n:Int):Int return n < 2 ? n : cache.exists(n) ? cache[n] : cache[n] = fib(n - 1) + fib(n - 2); }
abstract Deg(Float) { public static var FULL = new Deg(360); public inline function new(v) this = v; public static inline var HALF:Int = 180; public function v() return this; public static function of(x:Float) return new Deg(x + FULL.v()); }
enum abstract K(String) to String { var A1 = "a1"; static var all = [A1, B1]; var B1 = "b1"; public static function list() return all; }
interface Plug { function id():String; }
class P1 implements Plug { public function new() {} public function id() return "p1"; }
class Main {
	public static var out:Array<String> = [];
	static var a = 1; static var b = a + 1; static var c = { var s = 0; for (i in 0...b) s += i; s; }; static final f = (x:Int) -> x + b; static var arr = [for (i in 0...3) i * b]; static var m = ["k" => b]; static var lateN:Int; static var obj = {v: b, w: () -> c}; static inline var INL = 5 * 2 + 1; static var re = ~/x+/g; static var self:Main; static var n:Null<Int>; static var fl:Float; static var bo:Bool; static var st:String;
	static function cnt() { static var n = 0; static var l = [1]; l.push(n); return ++n + l.length; } function inst() { static var k = 100; return k++; } function new() {}
	static function main() {
		trace(A.touch(), A.z, B.y); trace(out.indexOf("B.y") < out.indexOf("A.x")); trace(b, c, f(1), arr, m, lateN, obj.v, obj.w(), INL, re.match("axx"), self, n, fl, bo, st); trace(Single.get().n, Single.inst == Single.get()); trace(Lazy.fib(30)); trace(Deg.of(1).v(), Deg.HALF); trace(K.list()); trace(cnt(), cnt(), new Main().inst(), new Main().inst()); b = 50; trace(f(1), c); A.x += 5; trace(A.touch()); trace(new P1().id());
	}
}
// CHOICE: a static that was never set is 0 or false
