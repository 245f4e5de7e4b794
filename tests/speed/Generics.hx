/** Generic containers: a stack, a linked list, a heap. **/
class Heap<T> {
	var items:Array<T> = [];
	var less:(T, T) -> Bool;

	public function new(less)
		this.less = less;

	public function push(x:T) {
		items.push(x);
		var i = items.length - 1;
		while (i > 0) {
			var p = (i - 1) >> 1;
			if (!less(items[i], items[p]))
				break;
			var t = items[i];
			items[i] = items[p];
			items[p] = t;
			i = p;
		}
	}

	public function pop():Null<T> {
		if (items.length == 0)
			return null;
		var top = items[0];
		var last = items.pop();
		if (items.length > 0) {
			items[0] = last;
			var i = 0;
			while (true) {
				var l = 2 * i + 1, r = l + 1, m = i;
				if (l < items.length && less(items[l], items[m]))
					m = l;
				if (r < items.length && less(items[r], items[m]))
					m = r;
				if (m == i)
					break;
				var t = items[i];
				items[i] = items[m];
				items[m] = t;
				i = m;
			}
		}
		return top;
	}
}

class Pair<A, B> {
	public var a:A;
	public var b:B;

	public function new(a, b) {
		this.a = a;
		this.b = b;
	}
}

class Generics {
	static function main() {
		var sum = 0.0;
		for (round in 0...10) {
			var h = new Heap<Int>((a, b) -> a < b);
			var x = round;
			for (i in 0...50000) {
				x = (x * 69069 + 12345) & 0xffffff;
				h.push(x);
			}
			for (i in 0...50000)
				sum += h.pop();
			var l = new haxe.ds.List<Pair<Int, Float>>();
			for (i in 0...50000)
				l.add(new Pair(i, i * 0.5));
			for (p in l)
				sum += p.a + p.b;
			var st = new haxe.ds.GenericStack<Int>();
			for (i in 0...100000)
				st.add(i);
			while (!st.isEmpty())
				sum += st.pop();
		}
		trace(sum);
	}
}
