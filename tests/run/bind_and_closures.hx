// A closure made by `bind` and the closures written around it are different functions.
class Main {
	static function opt(a:Int, b:String, c:Float) {
		return '$a $b $c';
	}

	static function main() {
		var f = opt.bind(1, _, 2.5);
		var g = (s:String) -> "<" + s + ">";
		var h = opt.bind(_, "x", 0.5);
		var k = (n:Int) -> n * 2;
		Sys.println(f("hi") + g("a") + h(7) + k(21));
	}
}
