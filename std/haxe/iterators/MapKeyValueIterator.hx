package haxe.iterators;

/** Steps through the pairs of any map by its keys. **/
class MapKeyValueIterator<K, V> {
	final map:haxe.Constraints.IMap<K, V>;
	final keys:Iterator<K>;

	public inline function new(map:haxe.Constraints.IMap<K, V>) {
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
