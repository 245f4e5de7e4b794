class Main {
	static function risky(i:Int) {
		if (i % 2 == 1) throw "odd " + i;
		return i;
	}
	static function main() {
		var ok = 0;
		var bad = 0;
		var last = "";
		var i = 0;
		while (i < 6) {
			try {
				ok += risky(i);
				last = "ok";
			} catch (e:String) {
				bad++;
				last = e;
			}
			i++;
		}
		trace(ok, bad, last);
		function nested(n:Int):Int {
			try {
				if (n == 0) throw "bottom";
				return nested(n - 1) + 1;
			} catch (e:String) {
				if (n < 3) throw e;
				return n * 100;
			}
		}
		trace(nested(5));
		var f = () -> { try { throw ok; } catch (e:Int) { ok = e + 1; } return ok; };
		trace(f(), ok);
	}
}
