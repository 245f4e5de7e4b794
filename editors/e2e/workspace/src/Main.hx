class Main {
	static function main() {
		trace("hello from main");
	}

	static function answer():Int {
		return 6 * 7;
	}

	static function broken():Int {
		var s = "😀"; var n:Int = "not an int";
		var unset:Int;
		return unset + n;
	}
}
