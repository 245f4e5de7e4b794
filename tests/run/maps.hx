class Main {
	static function main() {
		var m = ["one" => 1, "two" => 2];
		m["three"] = 3;
		m.set("four", 4);
		trace(m["one"], m.get("two"), m.exists("x"), m["nope"]);
		m.remove("two");
		var keys = [for (k in m.keys()) k];
		keys.sort((a, b) -> a < b ? -1 : a > b ? 1 : 0);
		trace(keys);
		var total = 0;
		for (v in m) total += v;
		trace(total);
		var i = new Map<Int, String>();
		i[3] = "c";
		i[1] = "a";
		var n = 0;
		for (k => v in i) {
			n += k;
			trace(v != null);
		}
		trace(n);
		m["one"] += 100;
		trace(m["one"]);
		var c = [for (x in 0...3) x => x * x];
		trace(c[2], c.exists(3));
		var o = new haxe.ds.ObjectMap<{}, Int>();
		var key = {};
		o.set(key, 9);
		trace(o.get(key), o.exists({}));
	}
}
