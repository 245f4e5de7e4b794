/** Closures over arrays: map, filter, fold, captured variables. **/
using Lambda;

class Closures {
	static function compose(f:Int->Int, g:Int->Int):Int->Int
		return x -> f(g(x));

	static function main() {
		var xs = [for (i in 0...10000) i];
		var total = 0.0;
		for (round in 0...1000) {
			var k = round;
			var ys = xs.map(x -> x * 2 + k).filter(x -> x % 3 != 0);
			total += ys.fold((x, acc) -> acc + x, 0);
			var count = 0;
			xs.iter(x -> if (x & 1 == 0) count++);
			total += count;
			var f = compose(x -> x + k, x -> x * 3);
			for (x in xs)
				total += f(x);
		}
		trace(total);
	}
}
