/** Enums: making and matching nested ones. **/
enum Tree {
	Leaf;
	Node(color:Bool, left:Tree, key:Int, right:Tree);
}

class EnumMatch {
	static function balance(c:Bool, l:Tree, k:Int, r:Tree):Tree {
		return switch [c, l, k, r] {
			case [false, Node(true, Node(true, a, x, b), y, c), z, d] | [false, Node(true, a, x, Node(true, b, y, c)), z, d] |
				[false, a, x, Node(true, Node(true, b, y, c), z, d)] | [false, a, x, Node(true, b, y, Node(true, c, z, d))]:
				Node(true, Node(false, a, x, b), y, Node(false, c, z, d));
			case _: Node(c, l, k, r);
		}
	}

	static function insert(t:Tree, k:Int):Tree {
		return switch t {
			case Leaf: Node(true, Leaf, k, Leaf);
			case Node(c, l, x, r):
				if (k < x) balance(c, insert(l, k), x, r) else if (k > x) balance(c, l, x, insert(r, k)) else t;
		}
	}

	static function add(t:Tree, k:Int):Tree {
		return switch insert(t, k) {
			case Node(_, l, x, r): Node(false, l, x, r);
			case Leaf: Leaf;
		}
	}

	static function sum(t:Tree):Int {
		return switch t {
			case Leaf: 0;
			case Node(_, l, k, r): sum(l) + k + sum(r);
		}
	}

	static function main() {
		var total = 0;
		for (round in 0...20) {
			var t = Leaf;
			var x = 12345;
			for (i in 0...20000) {
				x = (x * 69069 + 12345) & 0xffffff;
				t = add(t, x % 100000);
			}
			total = (total + sum(t)) | 0;
		}
		trace(total);
	}
}
