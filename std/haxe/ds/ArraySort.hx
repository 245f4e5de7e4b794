package haxe.ds;

/** A stable sort in place. **/
class ArraySort {
	/**
		Sorts `a` by `cmp`; elements that compare as equal keep their order.

		The array changes at the end: one whose `cmp` throws is left as it was.
	**/
	public static function sort<T>(a:Array<T>, cmp:T->T->Int):Void {
		final n = a.length;
		if (n < 2)
			return;
		// Short runs by insertion, then merged pairwise between two copies.
		final run = 12;
		var from = a.copy();
		var start = 0;
		while (start < n) {
			final end = start + run < n ? start + run : n;
			insertion(from, start, end, cmp);
			start = end;
		}
		var to = n > run ? from.copy() : null;
		var width = run;
		while (width < n) {
			var left = 0;
			while (left < n) {
				final mid = left + width < n ? left + width : n;
				final right = mid + width < n ? mid + width : n;
				merge(from, to, left, mid, right, cmp);
				left = right;
			}
			final other = from;
			from = to;
			to = other;
			width *= 2;
		}
		for (i in 0...n)
			a[i] = from[i];
	}

	static function insertion<T>(a:Array<T>, start:Int, end:Int, cmp:T->T->Int):Void {
		for (i in start + 1...end) {
			final x = a[i];
			var j = i;
			while (j > start && cmp(a[j - 1], x) > 0) {
				a[j] = a[j - 1];
				j--;
			}
			a[j] = x;
		}
	}

	static function merge<T>(from:Array<T>, to:Array<T>, left:Int, mid:Int, right:Int, cmp:T->T->Int):Void {
		var i = left;
		var j = mid;
		for (k in left...right) {
			if (i < mid && (j >= right || cmp(from[i], from[j]) <= 0))
				to[k] = from[i++];
			else
				to[k] = from[j++];
		}
	}
}
