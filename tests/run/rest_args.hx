class Main {
	static function sum(...xs:Int) {
		var t = 0;
		for (x in xs) t += x;
		return t;
	}
	static function fmt(s:String, ...rest:String) return s + rest.length + rest.toArray().join("/");
	static function main() {
		trace(sum(), sum(1), sum(1, 2, 3), sum(...[4, 5]));
		trace(fmt("a"), fmt("b", "c", "d"));
		var add3 = ((a, b, c) -> a + b + c).bind(1, _, 3);
		trace(add3(2));
	}
}
