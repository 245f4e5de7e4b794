class Main {
	static function quick<T>(a:Array<T>, cmp:(T, T) -> Int):Array<T> {
		if (a.length <= 1) return a;
		var pivot = a[0];
		var lo = [];
		var hi = [];
		for (i in 1...a.length) (cmp(a[i], pivot) < 0 ? lo : hi).push(a[i]);
		return quick(lo, cmp).concat([pivot]).concat(quick(hi, cmp));
	}
	static function bubble(a:Array<Int>) {
		var n = a.length;
		do {
			var swapped = false;
			for (i in 1...n) if (a[i - 1] > a[i]) {
				var t = a[i];
				a[i] = a[i - 1];
				a[i - 1] = t;
				swapped = true;
			}
			n--;
			if (!swapped) break;
		} while (n > 1);
		return a;
	}
	static function binary(a:Array<Int>, x:Int) {
		var lo = 0, hi = a.length - 1;
		while (lo <= hi) {
			var mid = (lo + hi) >> 1;
			if (a[mid] == x) return mid;
			if (a[mid] < x) lo = mid + 1 else hi = mid - 1;
		}
		return -1;
	}
	static function main() {
		var seed = 42;
		function rnd() return seed = (seed * 1103515245 + 12345) & 0x7fffffff;
		var a = [for (_ in 0...20) rnd() % 100];
		var sorted = quick(a, (x, y) -> x - y);
		trace(sorted.join(" "));
		trace(bubble(a.copy()).join(" ") == sorted.join(" "));
		trace(binary(sorted, sorted[7]) >= 0, binary(sorted, 1000));
		trace(quick(["pear", "fig", "apple"], (x, y) -> x.length - y.length));
		trace(quick([2.5, -1, 0.25], Reflect.compare));
		var people = [{n: "Bo", a: 3}, {n: "Al", a: 3}, {n: "Cy", a: 1}];
		people.sort((x, y) -> x.a != y.a ? x.a - y.a : Reflect.compare(x.n, y.n));
		trace([for (p in people) p.n].join(","));
	}
}
