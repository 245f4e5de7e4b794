class Node {
	public var next:Node;
	public var v = 1;
	public function new(?next:Node) this.next = next;
	public function get() return v;
}

class Main {
	static function f():Node {
		Sys.print("f ");
		return null;
	}
	static function main() {
		var n:Node = null;
		trace(n?.v, n?.next?.v, n?.get());
		n = new Node(new Node());
		trace(n?.v, n?.next?.v, n.next?.next?.v);
		trace(f() ?? n == n);
		var a:Null<Int> = null;
		trace(a ?? 7);
		a ??= 3;
		a ??= 4;
		trace(a);
		var s:String = null;
		trace((s ?? "def").length);
	}
}
