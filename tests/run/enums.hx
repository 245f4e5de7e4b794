enum Color {
	Red;
	Green;
	Rgb(r:Int, g:Int, b:Int);
}

enum Tree<T> {
	Leaf;
	Node(left:Tree<T>, value:T, right:Tree<T>);
}

class Main {
	static function show(c:Color) return switch (c) {
		case Red: "red";
		case Green: "green";
		case Rgb(255, 255, 255): "white";
		case Rgb(r, _, 0) if (r > 100): "warm " + r;
		case Rgb(r, g, b): "rgb " + (r + g + b);
	}
	static function insert(t:Tree<Int>, v:Int):Tree<Int> return switch (t) {
		case Leaf: Node(Leaf, v, Leaf);
		case Node(l, x, r) if (v < x): Node(insert(l, v), x, r);
		case Node(l, x, r): Node(l, x, insert(r, v));
	}
	static function sum(t:Tree<Int>):Int return switch t {
		case Leaf: 0;
		case Node(l, x, r): sum(l) + x + sum(r);
	}
	static function main() {
		for (c in [Red, Green, Rgb(255, 255, 255), Rgb(200, 1, 0), Rgb(1, 2, 3)]) trace(show(c));
		trace(Red, Rgb(1, 2, 3));
		var t = Leaf;
		for (v in [5, 2, 8, 1]) t = insert(t, v);
		trace(sum(t));
		trace(t);
		trace(Red == Red, Red == Green);
		var make = Rgb;
		trace(make(9, 9, 9));
		trace(Type.enumIndex(Green), Type.enumConstructor(Rgb(1, 1, 1)), Type.enumParameters(Rgb(1, 2, 3)));
		trace(Type.enumEq(Rgb(1, 2, 3), Rgb(1, 2, 3)));
	}
}
