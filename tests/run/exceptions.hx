import haxe.Exception;

class MyError extends Exception {
	public var code:Int;
	public function new(message:String, code:Int) {
		super(message);
		this.code = code;
	}
}

class Main {
	static function thrower(i:Int):Int {
		switch (i) {
			case 0: throw "string";
			case 1: throw 42;
			case 2: throw new MyError("mine", 7);
			case 3: throw new Exception("plain");
			case 4: throw [1, 2];
			default: return i;
		}
	}
	static function test(i:Int):String {
		try {
			return "value " + thrower(i);
		} catch (s:String) {
			return "String " + s;
		} catch (n:Int) {
			return "Int " + n;
		} catch (e:MyError) {
			return "MyError " + e.message + e.code;
		} catch (e:Exception) {
			return "Exception " + e.message;
		}
	}
	static function main() {
		for (i in 0...6) trace(test(i));
		var x = 0;
		try {
			x = 1;
			thrower(0);
			x = 2;
		} catch (e:Dynamic) {
			x += 10;
		}
		trace(x);
		try {
			try {
				throw "inner";
			} catch (e:String) {
				throw e + " again";
			}
		} catch (e:Dynamic) {
			trace(e);
		}
		try throw 5 catch (e) trace(e.message);
		var r = try thrower(9) catch (e:Dynamic) -1;
		trace(r);
		for (i in 0...3) {
			try {
				if (i == 1) continue;
				trace("loop", i);
			} catch (e:Dynamic) {}
		}
		trace(try { throw "v"; 1; } catch (e:String) { e.length; });
	}
}
