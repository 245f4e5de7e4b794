class Cell<T> {
	public var value:T;
	public var next:Cell<T>;
	public function new(value, next) {
		this.value = value;
		this.next = next;
	}
}

class LinkedList<T> {
	var head:Cell<T>;
	public var length(default, null) = 0;
	public function new() {}
	public function add(v:T) {
		head = new Cell(v, head);
		length++;
		return this;
	}
	public function iterator():Iterator<T> {
		var c = head;
		return {
			hasNext: () -> c != null,
			next: () -> {
				var v = c.value;
				c = c.next;
				v;
			}
		};
	}
	public function fold<R>(f:(T, R) -> R, init:R):R {
		for (v in this) init = f(v, init);
		return init;
	}
	public function reversed() {
		var r = new LinkedList<T>();
		for (v in this) r.add(v);
		return r;
	}
}

class Main {
	static function main() {
		var l = new LinkedList<Int>();
		l.add(1).add(2).add(3);
		trace(l.length, [for (x in l) x], [for (x in l.reversed()) x]);
		trace(l.fold((x, acc) -> acc + x, 0), l.fold((x, acc) -> acc + "" + x, ""));
		var s = new LinkedList<String>();
		s.add("b").add("a");
		trace([for (x in s) x.toUpperCase()].join(""));
	}
}
