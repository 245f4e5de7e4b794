package haxe.iterators;

import haxe.ds.HashMap;

/** Steps through the pairs of a `HashMap`. **/
class HashMapKeyValueIterator<K:{function hashCode():Int;}, V> {
	final map:HashMap<K, V>;
	final keys:Iterator<K>;

	public inline function new(map:HashMap<K, V>) {
		this.map = map;
		this.keys = map.keys();
	}

	public inline function hasNext():Bool
		return keys.hasNext();

	public inline function next():{key:K, value:V} {
		final key = keys.next();
		return {key: key, value: (map.get(key) : V)};
	}
}
