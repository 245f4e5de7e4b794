/** Functions over everything that can be iterated; meant for `using Lambda`. **/
class Lambda {
	/** The elements as an array. **/
	public static function array<A>(it:Iterable<A>):Array<A> {
		final out = [];
		for (x in it)
			out.push(x);
		return out;
	}

	/** The elements as a `List`. **/
	public static function list<A>(it:Iterable<A>):haxe.ds.List<A> {
		final out = new haxe.ds.List();
		for (x in it)
			out.add(x);
		return out;
	}

	/** What `f` makes of each element. **/
	public static inline function map<A, B>(it:Iterable<A>, f:(item:A) -> B):Array<B>
		return [for (x in it) f(x)];

	/** What `f` makes of each index and element. **/
	public static inline function mapi<A, B>(it:Iterable<A>, f:(index:Int, item:A) -> B):Array<B> {
		var i = 0;
		return [for (x in it) f(i++, x)];
	}

	/** The elements of the elements. **/
	public static inline function flatten<A>(it:Iterable<Iterable<A>>):Array<A>
		return [for (e in it) for (x in e) x];

	/** The elements of what `f` makes of each element. **/
	public static inline function flatMap<A, B>(it:Iterable<A>, f:(item:A) -> Iterable<B>):Array<B>
		return Lambda.flatten(Lambda.map(it, f));

	/** Whether some element equals `elt`. **/
	public static function has<A>(it:Iterable<A>, elt:A):Bool {
		for (x in it)
			if (x == elt)
				return true;
		return false;
	}

	/** Whether `f` answers true for some element. **/
	public static function exists<A>(it:Iterable<A>, f:(item:A) -> Bool):Bool {
		for (x in it)
			if (f(x))
				return true;
		return false;
	}

	/** Whether `f` answers true for every element. **/
	public static function foreach<A>(it:Iterable<A>, f:(item:A) -> Bool):Bool {
		for (x in it)
			if (!f(x))
				return false;
		return true;
	}

	/** Calls `f` with each element. **/
	public static function iter<A>(it:Iterable<A>, f:(item:A) -> Void):Void {
		for (x in it)
			f(x);
	}

	/** The elements for which `f` answers true. **/
	public static function filter<A>(it:Iterable<A>, f:(item:A) -> Bool):Array<A>
		return [for (x in it) if (f(x)) x];

	/** Combines the elements from the first to the last, starting with `first`. **/
	public static function fold<A, B>(it:Iterable<A>, f:(item:A, result:B) -> B, first:B):B {
		for (x in it)
			first = f(x, first);
		return first;
	}

	/** `fold` that also passes the index. **/
	public static function foldi<A, B>(it:Iterable<A>, f:(item:A, result:B, index:Int) -> B, first:B):B {
		var i = 0;
		for (x in it) {
			first = f(x, first, i);
			i++;
		}
		return first;
	}

	/** Number of elements, of those for which `pred` answers true when it is given. **/
	public static function count<A>(it:Iterable<A>, ?pred:(item:A) -> Bool):Int {
		var n = 0;
		if (pred == null)
			for (_ in it)
				n++;
		else
			for (x in it)
				if (pred(x))
					n++;
		return n;
	}

	/** Whether there is no element. **/
	public static function empty<T>(it:Iterable<T>):Bool
		return !it.iterator().hasNext();

	/** Index of the first element equal to `v`, or -1. **/
	public static function indexOf<T>(it:Iterable<T>, v:T):Int {
		var i = 0;
		for (x in it) {
			if (v == x)
				return i;
			i++;
		}
		return -1;
	}

	/** The first element for which `f` answers true, or `null`. **/
	public static function find<T>(it:Iterable<T>, f:(item:T) -> Bool):Null<T> {
		for (x in it)
			if (f(x))
				return x;
		return null;
	}

	/** Index of the first element for which `f` answers true, or -1. **/
	public static function findIndex<T>(it:Iterable<T>, f:(item:T) -> Bool):Int {
		var i = 0;
		for (x in it) {
			if (f(x))
				return i;
			i++;
		}
		return -1;
	}

	/** The elements of `a`, then those of `b`. **/
	public static function concat<T>(a:Iterable<T>, b:Iterable<T>):Array<T> {
		final out = array(a);
		for (x in b)
			out.push(x);
		return out;
	}
}
