import haxe.Exception;

class Resource {
	static var open = 0;
	public static function use<T>(f:Void->T):T {
		open++;
		try {
			var r = f();
			open--;
			return r;
		} catch (e:Exception) {
			open--;
			throw e;
		}
	}
	public static function count() return open;
}

class AppError extends Exception {
	public final code:Int;
	public function new(code, msg, ?previous) {
		super(msg, previous);
		this.code = code;
	}
}

class Main {
	static function parse(s:String):Int {
		var n = Std.parseInt(s);
		if (n == null) throw new AppError(7, 'not a number: $s');
		return n;
	}
	static function main() {
		trace(Resource.use(() -> parse("12")));
		try {
			Resource.use(() -> parse("zz"));
		} catch (e:AppError) {
			trace(e.code, e.message, Resource.count());
		}
		var results = [for (s in ["1", "x", "3"]) try parse(s) catch (e:AppError) -e.code];
		trace(results);
		try {
			try parse("q") catch (e:Exception) throw new AppError(1, "outer", e);
		} catch (e:AppError) {
			trace(e.message, e.previous.message);
		}
		for (i in 0...4) {
			var where = "none";
			try {
				where = "start";
				if (i == 1) continue;
				if (i == 2) throw "two";
				where = "end";
				if (i == 3) break;
			} catch (e:String) {
				where += "+" + e;
			}
			trace(i, where);
		}
		var a:Array<Int> = null;
		try trace(a.length) catch (e:Dynamic) trace("null access");
		try throw {code: 5} catch (e:Dynamic) trace(e.code);
		function f():String {
			try return "try" catch (e:Dynamic) return "catch";
		}
		trace(f());
		try {
			[3, 1, 2].sort((a, b) -> throw "cmp");
		} catch (e:String) trace(e);
		try throw new haxe.exceptions.NotImplementedException() catch (e:Exception) trace(e.message);
	}
}
