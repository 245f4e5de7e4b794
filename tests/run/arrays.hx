class Main {
	static function main() {
		var a = [1, 2, 3];
		trace(a, a.length, a[0], a[2]);
		a.push(4);
		a[5] = 9;
		trace(a.length, a.pop(), a.shift(), a.length);
		a.unshift(0); a.insert(1, 7);
		trace(a.join("-"));
		trace(a.indexOf(7), a.indexOf(100), a.contains(7), a.remove(7), a.remove(100));
		trace(a.slice(1, 3), a.slice(-2), a.splice(0, 2), a);
		trace([3, 1, 2].concat([5]), a.copy());
		var b = [3, 1, 2];
		b.sort((x, y) -> x - y);
		trace(b);
		b.reverse();
		trace(b);
		var f = [1.5, 2.5];
		f.push(3);
		trace(f);
		var s = ["x", "y"];
		s.push("z");
		for (v in s) Sys.print(v);
		Sys.println("");
		trace([[1, 2], [3]], [true, false], []);
		trace(b.map(x -> x * 2), b.filter(x -> x > 1));
		var e = new Array<Int>();
		trace(e.length, e.pop());
		e[2] = 5;
		trace(e.length);
		for (i => v in ["a", "b"]) trace(i, v);
		trace([for (i in 0...5) if (i % 2 == 0) i * i]);
		b.resize(1);
		trace(b);
	}
}
// CHOICE: a gap in an Array<Int> holds 0, as on static targets (13.9).
