/** A linked list of generic nodes and a map of numbers. **/
class LruNode<K, V> {
	public var key:K;
	public var value:V;
	public var prev:LruNode<K, V>;
	public var next:LruNode<K, V>;

	public function new(k, v) {
		key = k;
		value = v;
	}
}

class Lru<V> {
	var map = new Map<Int, LruNode<Int, V>>();
	var head:LruNode<Int, V>;
	var tail:LruNode<Int, V>;
	var size = 0;
	var cap:Int;

	public function new(cap)
		this.cap = cap;

	function unlink(n:LruNode<Int, V>) {
		if (n.prev != null)
			n.prev.next = n.next
		else
			head = n.next;
		if (n.next != null)
			n.next.prev = n.prev
		else
			tail = n.prev;
		n.prev = n.next = null;
	}

	function front(n:LruNode<Int, V>) {
		n.next = head;
		if (head != null)
			head.prev = n;
		head = n;
		if (tail == null)
			tail = n;
	}

	public function get(k:Int):Null<V> {
		var n = map.get(k);
		if (n == null)
			return null;
		unlink(n);
		front(n);
		return n.value;
	}

	public function put(k:Int, v:V) {
		var n = map.get(k);
		if (n != null) {
			n.value = v;
			unlink(n);
			front(n);
			return;
		}
		n = new LruNode(k, v);
		map.set(k, n);
		front(n);
		size++;
		if (size > cap) {
			var t = tail;
			unlink(t);
			map.remove(t.key);
			size--;
		}
	}
}

class LruCache {
	static function main() {
		var lru = new Lru<Int>(1000), seed = 9, hits = 0;
		for (i in 0...1500000) {
			seed = (seed * 3877 + 29573) % 139968;
			var k = (seed % 1500) * ((seed >> 3) % 3 + 1);
			var v = lru.get(k);
			if (v != null)
				hits += v & 1
			else
				lru.put(k, i);
		}
		trace(hits);
	}
}
