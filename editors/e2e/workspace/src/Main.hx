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
}
