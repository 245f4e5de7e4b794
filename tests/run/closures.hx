class Main {
	static function makeCounter() { var c = 0; return () -> ++c; }
	static function apply(f:Int->Int, x:Int) return f(x);
	static function double(x:Int) return x * 2;
	static function main() {
		var n = 0;
		var inc = function() { n++; return n; };
		inc(); inc();
		trace(n, inc());
		var fs = [];
		for (i in 0...3) fs.push(() -> i * 10);
		for (f in fs) trace(f());
		function rec(k:Int):Int return k == 0 ? 0 : k + rec(k - 1);
		trace(rec(4));
		var add = (a:Int) -> (b:Int) -> a + b;
		trace(add(1)(2));
		var counter = makeCounter();
		counter();
		trace(counter(), counter());
		trace(apply(x -> x + 1, 5), apply(double, 5));
		var g:Int->Int = double;
		trace(g(21));
		var k = 1;
		var f = () -> k;
		k = 2;
		trace(f());
	}
}
