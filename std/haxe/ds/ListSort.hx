package haxe.ds;

/** Stable sorts for hand-made linked lists. **/
class ListSort {
	/** Sorts a doubly linked list and returns its new head. **/
	public static inline function sort<T:{prev:T, next:T}>(list:T, cmp:T->T->Int):T {
		final items = [];
		var node = list;
		while (node != null) {
			items.push(node);
			node = node.next;
		}
		ArraySort.sort(items, cmp);
		var previous:T = null;
		for (item in items) {
			item.prev = previous;
			item.next = null;
			if (previous != null)
				previous.next = item;
			previous = item;
		}
		return items.length == 0 ? null : items[0];
	}

	/** Sorts a singly linked list and returns its new head. **/
	public static inline function sortSingleLinked<T:{next:T}>(list:T, cmp:T->T->Int):T {
		final items = [];
		var node = list;
		while (node != null) {
			items.push(node);
			node = node.next;
		}
		ArraySort.sort(items, cmp);
		var previous:T = null;
		for (item in items) {
			item.next = null;
			if (previous != null)
				previous.next = item;
			previous = item;
		}
		return items.length == 0 ? null : items[0];
	}
}
