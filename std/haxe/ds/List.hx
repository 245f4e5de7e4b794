package haxe.ds;

/** A linked list: quick to add to at either end, `{1, 2}` as text. **/
class List<T> {
	var h:ListNode<T>;
	var q:ListNode<T>;

	/** Number of elements. **/
	public var length(default, null):Int;

	public function new()
		length = 0;

	/** Adds at the end. **/
	public function add(item:T) {
		final node = new ListNode(item, null);
		if (h == null)
			h = node;
		else
			q.next = node;
		q = node;
		length++;
	}

	/** Adds at the start. **/
	public function push(item:T) {
		final node = new ListNode(item, h);
		h = node;
		if (q == null)
			q = node;
		length++;
	}

	/** The first element, or `null`. **/
	public function first():Null<T>
		return h == null ? null : h.item;

	/** The last element, or `null`. **/
	public function last():Null<T>
		return q == null ? null : q.item;

	/** Takes the first element away and returns it; `null` when there is none. **/
	public function pop():Null<T> {
		if (h == null)
			return null;
		final item = h.item;
		h = h.next;
		if (h == null)
			q = null;
		length--;
		return item;
	}

	public function isEmpty():Bool
		return h == null;

	public function clear():Void {
		h = null;
		q = null;
		length = 0;
	}

	/** Takes the first element equal to `v` away; false when there was none. **/
	public function remove(v:T):Bool {
		var previous:ListNode<T> = null;
		var node = h;
		while (node != null) {
			if (node.item == v) {
				if (previous == null)
					h = node.next;
				else
					previous.next = node.next;
				if (q == node)
					q = previous;
				length--;
				return true;
			}
			previous = node;
			node = node.next;
		}
		return false;
	}

	public inline function iterator():ListIterator<T>
		return new ListIterator<T>(h);

	public inline function keyValueIterator():ListKeyValueIterator<T>
		return new ListKeyValueIterator(h);

	public function toString():String {
		final out = new StringBuf();
		var node = h;
		out.add("{");
		while (node != null) {
			out.add(Std.string(node.item));
			node = node.next;
			if (node != null)
				out.add(", ");
		}
		out.add("}");
		return out.toString();
	}

	/** The texts of the elements with `sep` between them. **/
	public function join(sep:String):String {
		final out = new StringBuf();
		var node = h;
		while (node != null) {
			out.add(Std.string(node.item));
			node = node.next;
			if (node != null)
				out.add(sep);
		}
		return out.toString();
	}

	/** The elements for which `f` answers true. **/
	public function filter(f:T->Bool):List<T> {
		final out = new List();
		for (x in this)
			if (f(x))
				out.add(x);
		return out;
	}

	/** What `f` makes of each element. **/
	public function map<X>(f:T->X):List<X> {
		final out = new List();
		for (x in this)
			out.add(f(x));
		return out;
	}
}

private class ListNode<T> {
	public var item:T;
	public var next:ListNode<T>;

	public function new(item:T, next:ListNode<T>) {
		this.item = item;
		this.next = next;
	}
}

private class ListIterator<T> {
	var head:ListNode<T>;

	public inline function new(head:ListNode<T>)
		this.head = head;

	public inline function hasNext():Bool
		return head != null;

	public inline function next():T {
		final item = head.item;
		head = head.next;
		return item;
	}
}

private class ListKeyValueIterator<T> {
	var index:Int = 0;
	var head:ListNode<T>;

	public inline function new(head:ListNode<T>)
		this.head = head;

	public inline function hasNext():Bool
		return head != null;

	public inline function next():{key:Int, value:T} {
		final item = head.item;
		head = head.next;
		return {key: index++, value: item};
	}
}
