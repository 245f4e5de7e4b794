package haxe.ds;

/** A map ordered by its keys, as an AVL tree of immutable nodes. **/
class BalancedTree<K, V> implements haxe.Constraints.IMap<K, V> {
	var root:TreeNode<K, V>;

	public function new() {}

	/** Makes `key` lead to `value`. **/
	public function set(key:K, value:V)
		root = inserted(key, value, root);

	/** The value of `key`, or `null`. **/
	public function get(key:K):Null<V> {
		final node = find(key);
		return node == null ? null : node.value;
	}

	/** Takes `key` out; false when it was not there. **/
	public function remove(key:K):Bool {
		if (find(key) == null)
			return false;
		root = without(key, root);
		return true;
	}

	public function exists(key:K):Bool
		return find(key) != null;

	function find(key:K):Null<TreeNode<K, V>> {
		var node = root;
		while (node != null) {
			final c = compare(key, node.key);
			if (c == 0)
				return node;
			node = c < 0 ? node.left : node.right;
		}
		return null;
	}

	/** Steps through the values in the order of their keys. **/
	public function iterator():Iterator<V> {
		final out = [];
		walk(root, node -> out.push(node.value));
		return out.iterator();
	}

	public function keyValueIterator():KeyValueIterator<K, V>
		return new haxe.iterators.MapKeyValueIterator(this);

	/** Steps through the keys in order. **/
	public function keys():Iterator<K> {
		final out = [];
		walk(root, node -> out.push(node.key));
		return out.iterator();
	}

	public function copy():BalancedTree<K, V> {
		final copied = new BalancedTree<K, V>();
		copied.root = root;
		return copied;
	}

	static function walk<K, V>(node:TreeNode<K, V>, f:TreeNode<K, V>->Void) {
		if (node == null)
			return;
		walk(node.left, f);
		f(node);
		walk(node.right, f);
	}

	function inserted(k:K, v:V, node:TreeNode<K, V>):TreeNode<K, V> {
		if (node == null)
			return new TreeNode<K, V>(null, k, v, null);
		final c = compare(k, node.key);
		return if (c == 0) new TreeNode<K, V>(node.left, k, v, node.right, node.get_height()); else if (c < 0)
			balance(inserted(k, v, node.left), node.key, node.value, node.right);
		else
			balance(node.left, node.key, node.value, inserted(k, v, node.right));
	}

	function without(k:K, node:TreeNode<K, V>):TreeNode<K, V> {
		final c = compare(k, node.key);
		return if (c == 0) merge(node.left, node.right); else if (c < 0)
			balance(without(k, node.left), node.key, node.value, node.right);
		else
			balance(node.left, node.key, node.value, without(k, node.right));
	}

	function merge(a:TreeNode<K, V>, b:TreeNode<K, V>):TreeNode<K, V> {
		if (a == null)
			return b;
		if (b == null)
			return a;
		var least = b;
		while (least.left != null)
			least = least.left;
		return balance(a, least.key, least.value, withoutLeast(b));
	}

	function withoutLeast(node:TreeNode<K, V>):TreeNode<K, V>
		return node.left == null ? node.right : balance(withoutLeast(node.left), node.key, node.value, node.right);

	static inline function height<K, V>(node:TreeNode<K, V>):Int
		return node == null ? 0 : node.get_height();

	function balance(l:TreeNode<K, V>, k:K, v:V, r:TreeNode<K, V>):TreeNode<K, V> {
		final hl = height(l);
		final hr = height(r);
		return if (hl > hr + 2) {
			if (height(l.left) >= height(l.right))
				new TreeNode<K, V>(l.left, l.key, l.value, new TreeNode<K, V>(l.right, k, v, r));
			else
				new TreeNode<K, V>(new TreeNode<K, V>(l.left, l.key, l.value, l.right.left), l.right.key, l.right.value,
					new TreeNode<K, V>(l.right.right, k, v, r));
		} else if (hr > hl + 2) {
			if (height(r.right) > height(r.left))
				new TreeNode<K, V>(new TreeNode<K, V>(l, k, v, r.left), r.key, r.value, r.right);
			else
				new TreeNode<K, V>(new TreeNode<K, V>(l, k, v, r.left.left), r.left.key, r.left.value,
					new TreeNode<K, V>(r.left.right, r.key, r.value, r.right));
		} else
			new TreeNode<K, V>(l, k, v, r, (hl > hr ? hl : hr) + 1);
	}

	function compare(k1:K, k2:K):Int
		return Reflect.compare(k1, k2);

	public function toString():String {
		final out = [];
		walk(root, node -> out.push('${node.key} => ${node.value}'));
		return "[" + out.join(", ") + "]";
	}

	public function clear():Void
		root = null;
}

/** A node of a `BalancedTree`. **/
class TreeNode<K, V> {
	public var left:TreeNode<K, V>;
	public var right:TreeNode<K, V>;
	public var key:K;
	public var value:V;

	var _height:Int;

	public function new(l, k, v, r, h = -1) {
		left = l;
		key = k;
		value = v;
		right = r;
		if (h == -1) {
			final hl = left == null ? 0 : left._height;
			final hr = right == null ? 0 : right._height;
			_height = (hl > hr ? hl : hr) + 1;
		} else
			_height = h;
	}

	public inline function get_height():Int
		return _height;

	public function toString():String
		return (left == null ? "" : left.toString() + ", ") + '$key => $value' + (right == null ? "" : ", " + right.toString());
}
