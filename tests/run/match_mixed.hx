// Patterns of different kinds for one value: an extractor or a structure beside constructors, arrays and constants.
enum E {
	A;
	B(n:Int);
	C(s:String, e:E);
}

class Main {
	static final ten = 10;
	static inline var INL = 20;

	static function lengths(a:Array<Int>)
		return switch a {
			case []: "empty";
			case [x]: 'one $x';
			case [x, _] if (x > 5): "big";
			case [a, b, c] if (a + b == c): "sum";
			case _.length => n: 'n=$n';
		}

	static function ctors(e:E)
		return switch e {
			case A: "A";
			case B(n) if (n > 100): "large";
			case Std.string(_) => "B(7)": "seven";
			case B(n) if (n > 50): "medium";
			case depth(_) => d if (d > 1): 'deep $d';
			case C(s, B(_)) | C(s, A): s;
			case other: "other " + other;
		}

	static function depth(e:E):Int
		return switch e {
			case C(_, inner): 1 + depth(inner);
			case _: 0;
		}

	static function numbers(i:Int)
		return switch i {
			case 0: "zero";
			case _ % 10 => 0 if (i > 50): "round";
			case Main.ten: "ten";
			case INL: "twenty";
			case 30 | 40: "thirty or forty";
			case _ > 5 => true: "more than five";
			case _: "little";
		}

	static function nullable(s:Null<String>)
		return switch s {
			case null: "null";
			case "a": "A";
			case _.length => 3: "three";
			case "abcd": "four";
			case _: "?";
		}

	static function structures(o:{?k:E, n:Int})
		return switch o {
			case {k: null, n: 1}: "none 1";
			case {k: B(x), n: y} if (x == y): "same";
			case {n: _ * 2 => 8}: "four";
			case {k: C(_.length => l, _)}: 'C$l';
			case {n: n}: 'n$n';
		}

	static function main() {
		for (a in [[], [1], [6, 2], [3, 2], [1, 2, 3], [1, 2, 4], [1, 2, 3, 4]])
			trace(lengths(a));
		for (e in [A, B(101), B(7), B(51), B(1), C("x", A), C("y", B(2)), C("z", C("w", A))])
			trace(ctors(e));
		for (i in [0, 60, 10, 20, 30, 40, 7, 3])
			trace(numbers(i));
		for (s in [null, "a", "xyz", "abcd", "q"])
			trace(nullable(s));
		for (o in ([{n: 1}, {k: B(3), n: 3}, {k: A, n: 4}, {k: C("len", A), n: 5}, {k: B(1), n: 6}]:Array<{?k:E, n:Int}>))
			trace(structures(o));
	}
}
