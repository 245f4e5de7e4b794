class Main {
	static function main() {
		for (i in 0...5) {
			var r = if (i == 0) "zero" else if (i < 3) "few" else "many";
			trace(i, r, i % 2 == 0 ? "even" : "odd");
			if (i == 4) trace("last");
		}
		var x = { var y = 3; y * 2; };
		trace(x);
	}
}
