// A field, a method, an element and a call of null; the position is the access's.
class Point {
	public var x:Int = 0;

	public function new() {}

	public function get():Int
		return x;
}

interface Named {
	function name():String;
}

class Main {
	static function attempt(what:String, f:() -> Void) {
		try {
			f();
			Sys.println(what + ": nothing thrown");
		} catch (e:haxe.Exception) {
			Sys.println(what + ": " + e.message);
		}
	}

	static function main() {
		var p:Point = null;
		var a:Array<Int> = null;
		var n:Named = null;
		var f:Int->Int = null;
		var d:Dynamic = null;
		var s:{y:Int} = null;
		attempt("field", () -> Sys.println(p.x));
		attempt("store", () -> p.x = 3);
		attempt("method", () -> Sys.println(p.get()));
		attempt("element", () -> Sys.println(a[0]));
		attempt("push", () -> a.push(1));
		attempt("interface", () -> Sys.println(n.name()));
		attempt("call", () -> Sys.println(f(1)));
		attempt("dynamic", () -> Sys.println(d.z));
		attempt("structure", () -> Sys.println(s.y));
		Sys.println(last(null));
	}

	static function last(p:Point):Int {
		var one = 1;
		return one + p.x;
	}
}
