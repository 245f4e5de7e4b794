/** Loops over Iterable and Iterator, of classes and of structures. **/
class Range {
	var i:Int;
	var n:Int;

	public function new(n) {
		i = 0;
		this.n = n;
	}

	public function hasNext()
		return i < n;

	public function next()
		return i++;
}

class Chain<T> {
	public var head:T;
	public var tail:Chain<T>;

	public function new(h, t) {
		head = h;
		tail = t;
	}

	public function iterator():Iterator<T> {
		var c = this;
		return {
			hasNext: () -> c != null,
			next: () -> {
				var h = c.head;
				c = c.tail;
				return h;
			}
		};
	}
}

class Iterables {
	static function sumAll(it:Iterator<Int>) {
		var s = 0;
		while (it.hasNext())
			s = (s + it.next()) & 0xffffff;
		return s;
	}

	static function sumIterable(it:Iterable<Int>) {
		var s = 0;
		for (x in it)
			s = (s + x) & 0xffffff;
		return s;
	}

	static function main() {
		var total = 0;
		var arr = [for (i in 0...500) i];
		var list = new haxe.ds.List<Int>();
		for (x in arr)
			list.add(x);
		var chain:Chain<Int> = null;
		for (x in arr)
			chain = new Chain(x, chain);
		var map = [for (x in arr) x => x * 2];
		for (round in 0...1500) {
			for (x in new Range(500))
				total = (total + x) & 0xffffff;
			total += sumAll(new Range(200));
			total += sumIterable(arr) + sumIterable(list) + sumIterable(chain);
			for (x in list)
				total ^= x;
			for (x in chain)
				total ^= x;
			if (round % 8 == 0)
				for (k => v in map)
					total = (total + k * v) & 0xffffff;
			for (i => x in arr)
				total = (total + i * x) & 0xffffff;
		}
		trace(total);
	}
}
