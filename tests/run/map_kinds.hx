enum Key {
	A;
	B(i:Int);
}

class Obj {
	public final id:Int;
	public function new(id) this.id = id;
}

class Main {
	static function main() {
		var e = new haxe.ds.EnumValueMap<Key, String>();
		e.set(A, "a");
		e.set(B(1), "b1");
		e.set(B(2), "b2");
		trace(e.get(B(1)), e.get(A), e.get(B(3)), e.exists(B(2)));
		var o = new Map<Obj, Int>();
		var k = new Obj(1);
		o[k] = 5;
		o[new Obj(1)] = 6;
		trace(o[k], Lambda.count(o));
		var nested = new Map<String, Map<Int, Array<String>>>();
		nested["x"] = [1 => ["one"], 2 => []];
		nested["x"][2].push("two");
		trace(nested["x"][1][0], nested["x"][2]);
		var m:Map<String, Int> = [];
		trace(m.get("q"), m["q"] == null);
		m["a"] = 1;
		m["a"]++;
		m["a"] *= 10;
		trace(m["a"], m.remove("a"), m.remove("a"));
		var i = [3 => "c", 1 => "a"];
		var copy = i.copy();
		copy[9] = "z";
		trace([for (k in i.keys()) k].length, [for (k => v in copy) k + v].length);
		i.clear();
		trace(i.exists(3));
		var inv = [for (k => v in ["a" => 1, "b" => 2]) v => k];
		trace(inv[1], inv[2]);
	}
}
