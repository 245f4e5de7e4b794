class Main {
	static function divmod(a:Int, b:Int) return {q: Std.int(a / b), r: a % b};
	static function gcd(a:Int, b:Int):Int return b == 0 ? a : gcd(b, a % b);
	static function pow(base:Int, exp:Int) {
		var r = 1;
		while (exp > 0) {
			if (exp & 1 == 1) r *= base;
			base *= base;
			exp >>= 1;
		}
		return r;
	}
	static function hanoi(n:Int, from:String, to:String, via:String, out:Array<String>) {
		if (n == 0) return;
		hanoi(n - 1, from, via, to, out);
		out.push(from + to);
		hanoi(n - 1, via, to, from, out);
	}
	static function permutations(a:Array<Int>):Array<Array<Int>> {
		if (a.length == 0) return [[]];
		var res = [];
		for (i in 0...a.length) {
			var rest = a.slice(0, i).concat(a.slice(i + 1));
			for (p in permutations(rest)) res.push([a[i]].concat(p));
		}
		return res;
	}
	static function main() {
		var d = divmod(17, 5);
		trace(d.q, d.r, gcd(84, 36), pow(3, 13));
		var moves = [];
		hanoi(3, "A", "C", "B", moves);
		trace(moves.join(" "));
		trace(permutations([1, 2, 3]));
		var a = 1, b = 2;
		var t = a;
		a = b;
		b = t;
		trace(a, b);
		var fibs = [0, 1];
		while (fibs.length < 15) fibs.push(fibs[fibs.length - 1] + fibs[fibs.length - 2]);
		trace(fibs);
	}
}
