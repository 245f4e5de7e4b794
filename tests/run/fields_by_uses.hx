// Fields and parameters without a type have that of their first use.
class Main {
	static var names = [];
	static var ages = new Map();
	static var last = null;
	static var unused = [];
	static var any = null;
	static var handlers = [];
	static final queue = new List();
	var items = [];
	var cur = null;
	function new() {}
	function add(x) { items.push(x); cur = this; return items.length; }
	static function main() {
		names.push("a");
		ages["a"] = 1;
		ages["b"] = 2;
		last = [1.5];
		trace(names[0] + ages["a"]);
		trace(ages.exists("b"));
		trace(last[0] + 1);
		trace(unused.length);
		any = (1:Dynamic);
		trace(any);
		handlers.push(i -> i + 1);
		for (h in handlers) trace(h(1));
		queue.add("q");
		trace(queue.first());
		var m = new Main();
		trace(m.add(5));
		trace(m.items);
		trace(m.cur == m);
		trace(m.items[0] + 1);
		unused = [1];
		trace(Other.cache);
		Other.put("k", 3);
		trace(Other.cache);
		Open.show("a");
		trace(Open.first([1, 2], 1) + 1);
		trace(Open.id(1.5) * 2);
		trace(Open.apply(x -> x + 1, 2));
		trace(Open.len("abc"));
	}
}
class Other {
	public static var cache = null;
	public static function put(k:String, v:Int) {
		if (cache == null) cache = new Map();
		cache[k] = v;
	}
}
class Open {
	public static function show(x) trace(x);
	public static function first(a, i) return a[i];
	public static function id(x) return x;
	public static function apply(f, x) return f(x);
	public static function len(s) return s.length;
}
