package haxe.ds;

/** A cell of a `GenericStack`. **/
class GenericCell<T> {
	public var elt:T;
	public var next:GenericCell<T>;

	public function new(elt, next) {
		this.elt = elt;
		this.next = next;
	}
}

/** A stack as a linked list; `{3,2,1}` as text, the top first. **/
class GenericStack<T> {
	public var head:GenericCell<T>;

	public function new() {}

	/** Puts `item` on top. **/
	public inline function add(item:T)
		head = new GenericCell<T>(item, head);

	/** The top element, or `null`. **/
	public inline function first():Null<T>
		return head == null ? null : head.elt;

	/** Takes the top element away and returns it; `null` when there is none. **/
	public inline function pop():Null<T> {
		final k = head;
		if (k == null)
			return null;
		head = k.next;
		return k.elt;
	}

	public inline function isEmpty():Bool
		return head == null;

	/** Takes the topmost element equal to `v` away; false when there was none. **/
	public function remove(v:T):Bool {
		var previous:GenericCell<T> = null;
		var cell = head;
		while (cell != null) {
			if (cell.elt == v) {
				if (previous == null)
					head = cell.next;
				else
					previous.next = cell.next;
				return true;
			}
			previous = cell;
			cell = cell.next;
		}
		return false;
	}

	public function iterator():Iterator<T> {
		var cell = head;
		return {
			hasNext: () -> cell != null,
			next: () -> {
				final k = cell;
				cell = k.next;
				k.elt;
			}
		};
	}

	public function toString() {
		final out = [];
		var cell = head;
		while (cell != null) {
			out.push(Std.string(cell.elt));
			cell = cell.next;
		}
		return "{" + out.join(",") + "}";
	}
}
