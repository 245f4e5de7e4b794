// What happens to an array while a loop looks at it: it grows, changes what it holds, is null, is there twice.
class Main {
	static function sum(a:Array<Int>, n:Int):Int {
		var s = 0;
		for (i in 0...n)
			s += a[i];
		return s;
	}

	// The same array by two names: a store through one that grows it is seen through the other.
	static function grow(a:Array<Int>, b:Array<Int>, n:Int):Int {
		var seen = 0;
		for (i in 0...n) {
			a[i] = i;
			seen += b[i];
		}
		return seen;
	}

	static function copy<T>(from:Array<T>, to:Array<T>, n:Int) {
		for (i in 0...n)
			to[i] = from[i];
	}

	static function firsts(rows:Array<Array<Int>>, n:Int):Int {
		var s = 0;
		for (i in 0...rows.length)
			for (j in 0...n)
				s += rows[i][j];
		return s;
	}

	// Null, but the loop may not run.
	static function maybe(a:Array<Float>, n:Int):Float {
		var s = 0.0;
		for (i in 0...n)
			s += a[i];
		return s;
	}

	static function halves(a:Array<Float>, n:Int):Float {
		var s = 0.0;
		var i = 0;
		while (i < n) {
			a[i] = i / 2;
			s += a[i] + a[n - 1 - i];
			i++;
		}
		return s;
	}

	static function attempt(f:() -> Void) {
		try {
			f();
		} catch (e:haxe.Exception) {
			Sys.println("thrown");
		}
	}

	// A value that does not fit turns the array into one of anything; the loop goes on with it.
	static function fill(a:Array<Dynamic>, from:Array<Dynamic>) {
		for (i in 0...from.length)
			a[i] = from[i];
	}

	static function any(a:Any):Int {
		var n = 0;
		for (i in 0...3)
			if (Std.isOfType(a, Array))
				n += (cast a : Array<Int>)[i];
		return n;
	}

	static function main() {
		var a = [1, 2, 3];
		Sys.println(sum(a, 3));
		var e:Array<Int> = [];
		Sys.println(grow(e, e, 100) + " " + e.length);
		e = [];
		var other = [7, 7];
		grow(e, other, 2);
		Sys.println(e.join(",") + " " + other.join(","));
		var words:Array<Dynamic> = [];
		fill(words, [1, 2, "three", 4.5, null, true]);
		Sys.println(words.join(","));
		var numbers = [1, 2];
		fill(cast numbers, [5, "six"]);
		Sys.println((cast numbers : Array<Dynamic>).join(","));
		var strings = ["x"];
		copy(["a", "b", "c"], strings, 3);
		Sys.println(strings.join(","));
		var floats = [0.5];
		copy([1.5, 2.5], floats, 2);
		Sys.println(floats.join(","));
		Sys.println(firsts([[1, 2], [3, 4], [5, 6]], 2));
		Sys.println(maybe(null, 0));
		attempt(() -> Sys.println(maybe(null, 1)));
		attempt(() -> Sys.println(firsts([[1], null], 1)));
		Sys.println(halves([0.0, 0, 0, 0, 0], 5));
		Sys.println(any([1, 2, 3]) + any("text") + any(null) + any({x: 1}));
		var grid = [for (i in 0...4) [for (j in 0...4) i * j]];
		for (k in 0...4)
			for (i in 0...4)
				for (j in 0...4)
					if (grid[i][k] + grid[k][j] > grid[i][j])
						grid[i][j] = grid[i][k] + grid[k][j];
		Sys.println(grid.map(row -> row.join(" ")).join("/"));
		// An element just behind the last one.
		var behind = [];
		for (i in 0...40)
			behind[i] = i == 0 ? 0 : behind[i - 1] + i;
		Sys.println(behind.join(","));
		var texts = ["a"];
		for (i in 1...10)
			texts[i] = texts[i - 1] + i;
		Sys.println(texts.join(","));
		// Values that live across calls of the runtime made beside the usual way.
		var x = 1.5, y = 2.5, n = 3;
		var kept = [];
		for (i in 0...50) {
			kept.push({i: i, s: "s" + i});
			x = x + y * 0.25;
			y = y - x * 0.125;
			n = n * 3 + i;
		}
		Sys.println(n + " " + Math.round(x * 1000) + " " + Math.round(y * 1000) + " " + kept[49].s + kept.length);
	}
}
