/** Shortest paths with a heap that is ordered by a function; structures. **/
class Heap<T> {
	var items:Array<T> = [];
	var less:(T, T) -> Bool;

	public var length(get, never):Int;

	function get_length()
		return items.length;

	public function new(less)
		this.less = less;

	public function push(x:T) {
		var i = items.length;
		items.push(x);
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

	public function pop():T {
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

typedef Edge = {to:Int, cost:Int};

class PrioQueue {
	static function main() {
		var n = 20000, seed = 7;
		function rnd(k:Int) {
			seed = (seed * 3877 + 29573) % 139968;
			return seed % k;
		}
		var graph:Array<Array<Edge>> = [for (i in 0...n) [for (j in 0...6) {to: rnd(n), cost: 1 + rnd(100)}]];
		var sum = 0;
		for (start in 0...6) {
			var dist = [for (i in 0...n) 1 << 29];
			var heap = new Heap<{node:Int, d:Int}>((a, b) -> a.d < b.d);
			dist[start] = 0;
			heap.push({node: start, d: 0});
			while (heap.length > 0) {
				var top = heap.pop();
				if (top.d > dist[top.node])
					continue;
				for (e in graph[top.node]) {
					var nd = top.d + e.cost;
					if (nd < dist[e.to]) {
						dist[e.to] = nd;
						heap.push({node: e.to, d: nd});
					}
				}
			}
			for (d in dist)
				if (d < 1 << 29)
					sum = (sum + d) & 0xfffffff;
		}
		trace(sum);
	}
}
