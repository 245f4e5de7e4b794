class Box<T> {
	public var value:T;
	public function new(value:T) this.value = value;
	public function map<R>(f:T->R):Box<R> return new Box(f(value));
	public function get():T return value;
}

class Pair<A, B> {
	public final a:A;
	public final b:B;
	public function new(a, b) {
		this.a = a;
		this.b = b;
	}
	public function swap() return new Pair(b, a);
}

class Stack<T> {
	var items:Array<T> = [];
	public function new() {}
	public function push(v:T) items.push(v);
	public function pop():Null<T> return items.pop();
	public var length(get, never):Int;
	function get_length() return items.length;
}

class Main {
	static function id<T>(x:T):T return x;
	static function first<T>(a:Array<T>):T return a[0];
	static function main() {
		var b = new Box(5);
		trace(b.value + 1, b.get() * 2);
		trace(b.map(x -> x + 0.5).value);
		trace(b.map(x -> "s" + x).get().length);
		var p = new Pair("k", 3);
		var q = p.swap();
		trace(q.a + 1, q.b + "!");
		trace(id(3) + 1, id("x"), first([1.5, 2]));
		var s = new Stack<Int>();
		s.push(1);
		s.push(2);
		trace(s.pop() + 10, s.length, s.pop(), s.pop());
		var boxes = [new Box(1), new Box(2)];
		var t = 0;
		for (x in boxes) t += x.value;
		trace(t);
		b.value += 7;
		trace(b.value);
	}
}
