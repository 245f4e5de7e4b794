// An exception out of a loop over a map, and out of a closure that a map's values went to.
class Main {
	static function main() {
		var m = ["a" => 1, "b" => 2, "c" => 3];
		var seen = 0;
		try {
			for (k => v in m) {
				seen++;
				if (seen == 2)
					throw "stop";
			}
		} catch (e:String) {
			Sys.println(e + " " + seen);
		}
		m["d"] = 4;
		var sum = 0;
		for (v in m)
			sum += v;
		Sys.println(sum);
		try {
			[for (v in m) v].map(v -> v > 2 ? throw "big" : v);
		} catch (e:String) {
			Sys.println(e);
		}
		for (k in m.keys())
			check(k);
	}

	static function check(key:String) {
		if (key.length == 1)
			throw 'bad key';
	}
}
