package haxe.ds;

import haxe.Constraints.IMap;

/**
	Keys with their values, in the order the keys were first set. `new Map()` takes the implementation
	that fits the key type: String, Int, enum values or objects.
**/
@:transitive
@:multiType(@:followWithAbstracts K)
abstract Map<K, V>(IMap<K, V>) {
	public function new();

	/** Makes `key` lead to `value`. **/
	public inline function set(key:K, value:V)
		this.set(key, value);

	/** The value of `key`, or `null`. **/
	@:arrayAccess public inline function get(key:K):Null<V>
		return this.get(key);

	/** Whether `key` has a value, be it `null`. **/
	public inline function exists(key:K):Bool
		return this.exists(key);

	/** Takes `key` out; false when it was not there. **/
	public inline function remove(key:K):Bool
		return this.remove(key);

	/** Steps through the keys. **/
	public inline function keys():Iterator<K>
		return this.keys();

	/** Steps through the values. **/
	public inline function iterator():Iterator<V>
		return this.iterator();

	/** Steps through the pairs. **/
	public inline function keyValueIterator():KeyValueIterator<K, V>
		return this.keyValueIterator();

	/** A new map of the same pairs. **/
	public inline function copy():Map<K, V>
		return cast this.copy();

	/** `[k => v, k2 => v2]` **/
	public inline function toString():String
		return this.toString();

	/** Takes every key out. **/
	public inline function clear():Void
		this.clear();

	@:arrayAccess @:noCompletion public inline function arrayWrite(k:K, v:V):V {
		this.set(k, v);
		return v;
	}

	@:to static inline function toStringMap<K:String, V>(t:IMap<K, V>):StringMap<V>
		return new StringMap<V>();

	@:to static inline function toIntMap<K:Int, V>(t:IMap<K, V>):IntMap<V>
		return new IntMap<V>();

	@:to static inline function toEnumValueMapMap<K:EnumValue, V>(t:IMap<K, V>):EnumValueMap<K, V>
		return new EnumValueMap<K, V>();

	@:to static inline function toObjectMap<K:{}, V>(t:IMap<K, V>):ObjectMap<K, V>
		return new ObjectMap<K, V>();

	@:from static inline function fromStringMap<V>(map:StringMap<V>):Map<String, V>
		return cast map;

	@:from static inline function fromIntMap<V>(map:IntMap<V>):Map<Int, V>
		return cast map;

	@:from static inline function fromObjectMap<K:{}, V>(map:ObjectMap<K, V>):Map<K, V>
		return cast map;
}
