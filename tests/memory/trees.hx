// live: 19 MiB of small objects, replaced many times over.
class Node {
	public var left:Node;
	public var right:Node;
	public var key:Int;
	public var weight:Float;

	public function new(depth:Int) {
		key = depth;
		if (depth > 0) {
			left = new Node(depth - 1);
			right = new Node(depth - 1);
		}
	}

	public function count():Int
		return 1 + (left == null ? 0 : left.count() + right.count());
}

class Main {
	static function main() {
		// 24 trees of 2^14 nodes of 48 bytes, of which one is made anew at a time.
		var trees = [for (i in 0...24) new Node(13)];
		for (round in 0...200)
			trees[(round * 7) % trees.length] = new Node(13);
		var sum = 0;
		for (tree in trees)
			sum += tree.count();
		Sys.println(sum);
	}
}
