package haxe.ds;

import haxe.Constraints.IMap;
import rayzor.rt.HashTable;

/** A map whose keys are enum values, compared by constructor and arguments. **/
class EnumValueMap<K:EnumValue, V> implements IMap<K, V> {
	final h:Dynamic;

	public function new()
		h = HashTable.make(3);

	/** Makes `key` lead to `value`. **/
	public inline function set(key:K, value:V):Void
		HashTable.set(h, key, value);

	/** The value of `key`, or `null`. **/
	public inline function get(key:K):Null<V>
		return HashTable.get(h, key);

	/** Whether `key` has a value, be it `null`. **/
	public inline function exists(key:K):Bool
		return HashTable.exists(h, key);

	/** Takes `key` out; false when it was not there. **/
	public inline function remove(key:K):Bool
		return HashTable.remove(h, key);

	/** Steps through the keys. **/
	public function keys():Iterator<K>
		return new TableKeys<K>(h);

	/** Steps through the values. **/
	public function iterator():Iterator<V>
		return new TableValues<V>(h);

	/** Steps through the pairs. **/
	public function keyValueIterator():KeyValueIterator<K, V>
		return new TablePairs<K, V>(h);

	/** A new map of the same pairs. **/
	public function copy():EnumValueMap<K, V> {
		final out = new EnumValueMap<K, V>();
		var at = HashTable.next(h, 0);
		while (at >= 0) {
			HashTable.set(out.h, HashTable.keyAt(h, at), HashTable.valueAt(h, at));
			at = HashTable.next(h, at + 1);
		}
		return out;
	}

	/** Takes every key out. **/
	public inline function clear():Void
		HashTable.clear(h);

	/** `[k => v, k2 => v2]` **/
	public function toString():String {
		final out = new StringBuf();
		out.add("[");
		var at = HashTable.next(h, 0);
		while (at >= 0) {
			out.add(HashTable.keyAt(h, at));
			out.add(" => ");
			out.add(HashTable.valueAt(h, at));
			at = HashTable.next(h, at + 1);
			if (at >= 0)
				out.add(", ");
		}
		out.add("]");
		return out.toString();
	}
}
