class Range {
	var i:Int;
	var n:Int;
	public function new(n:Int) {
		i = 0;
		this.n = n;
	}
	public function hasNext() return i < n;
	public function next() return i++;
}

class Bag {
	var a = ["p", "q"];
	public function new() {}
	public function iterator() return a.iterator();
}

class Main {
	static function sum(it:Iterable<Int>) {
		var t = 0;
		for (x in it) t += x;
		return t;
	}
	static function main() {
		for (x in new Range(3)) trace(x);
		for (s in new Bag()) trace(s);
		trace(sum([1, 2, 3]));
		var it = [1, 2].iterator();
		while (it.hasNext()) trace(it.next());
		for (i in 0...2) trace(i);
		var r = 0...3;
		for (i in r) trace(i);
		trace([for (x in new Range(4)) x * 2]);
		trace(Lambda.count([1, 2, 3], x -> x > 1), Lambda.fold([1, 2, 3], (x, acc) -> x + acc, 0));
	}
}
