/** Lambda over arrays, composed functions, functions in an array. **/

using Lambda;

class Lambdas {
	static function compose<A, B, C>(f:A->B, g:B->C):A->C
		return x -> g(f(x));

	static function main() {
		var total = 0;
		var base = [for (i in 0...1000) i];
		for (round in 0...500) {
			var r = base.map(x -> x * 3 + round).filter(x -> x % 2 == 0);
			total += r.fold((x, acc) -> (acc + x) & 0xffffff, 0);
			if (r.exists(x -> x > 2990 + round))
				total++;
			total += base.count(x -> x % 7 == round % 7);
			var f = compose((x:Int) -> x + 1, (x:Int) -> x * 2);
			for (i in 0...1000)
				total = (total + f(i)) & 0xffffff;
			var fs:Array<Int->Int> = [x -> x + 1, x -> x ^ round, x -> x * 5];
			for (i in 0...300)
				for (g in fs)
					total = (total + g(i)) & 0xffffff;
			base.iter(x -> total ^= x);
		}
		trace(total);
	}
}
