class Main {
	static function main() {
		trace("hello from main");
	}

	static function answer():Int {
		return 6 * 7;
	}

	static function broken():Int {
		var s = "😀"; var n:Int = "not an int";
		return n + s.length;
	}

	static function unset():Int {
		var x:Int;
		return x;
	}

	var n:Int;

	function new(n:Int)
		this.n = n;

	function plus(m:Int):Int
		return n + m;

	static function forever() {
		Sys.println("started");
		while (true) {}
	}

	static function fails()
		throw "no way";
}
