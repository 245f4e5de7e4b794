typedef Handler<T> = (T) -> Bool;

class Main {
	static function compose<A, B, C>(f:A->B, g:B->C):A->C return x -> g(f(x));
	static function curry<A, B, C>(f:(A, B) -> C):A->(B->C) return a -> b -> f(a, b);
	static function memo(f:Int->Int) {
		var cache = new Map<Int, Int>();
		return n -> {
			if (!cache.exists(n)) cache[n] = f(n);
			return cache[n];
		}
	}
	static function defaults(a:Int, b = 2, ?c:String) return '$a $b $c';
	static function each<T>(a:Array<T>, h:Handler<T>) {
		var n = 0;
		for (x in a) if (h(x)) n++;
		return n;
	}
	static function main() {
		trace(compose((x:Int) -> x + 1, x -> "v" + x)(4));
		trace(curry((a:Int, b:Float) -> a * b)(3)(1.5));
		var calls = 0;
		var slow = memo(n -> {
			calls++;
			n * n;
		});
		trace(slow(4) + slow(4) + slow(5), calls);
		trace(defaults(1), defaults(1, 3), defaults(1, "c"));
		trace(each([1, 2, 3], x -> x > 1), each(["a", ""], s -> s.length > 0));
		var fs:Array<Void->Int> = [];
		var i = 0;
		while (i < 3) {
			var j = i;
			fs.push(() -> j * j + i);
			i++;
		}
		trace([for (f in fs) f()]);
		var fact:Int->Int = null;
		fact = n -> n <= 1 ? 1 : n * fact(n - 1);
		trace(fact(6));
		var f:Dynamic = (a:Dynamic, b:Dynamic) -> a + b;
		trace(f("x", "y"), Reflect.callMethod(null, f, [1, 2]));
		var opt:(?x:Int) -> Int = (?x) -> x == null ? -1 : x;
		trace(opt(), opt(8));
		var v:Int->Void = n -> calls += n;
		v(10);
		trace(calls);
	}
}
