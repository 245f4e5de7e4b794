package haxe;

import haxe.iterators.DynamicAccessIterator;
import haxe.iterators.DynamicAccessKeyValueIterator;

/** A structure used as a map from field names to values of one type. **/
abstract DynamicAccess<T>(Dynamic<T>) from Dynamic<T> to Dynamic<T> {
	public inline function new()
		this = {};

	/** The value of `key`, or `null`. **/
	@:arrayAccess public inline function get(key:String):Null<T>
		return Reflect.field(this, key);

	/** Makes `key` lead to `value` and returns it. **/
	@:arrayAccess public inline function set(key:String, value:T):T {
		Reflect.setField(this, key, value);
		return value;
	}

	public inline function exists(key:String):Bool
		return Reflect.hasField(this, key);

	/** Takes `key` out; false when it was not there. **/
	public inline function remove(key:String):Bool
		return Reflect.deleteField(this, key);

	/** The names that have a value. **/
	public inline function keys():Array<String>
		return Reflect.fields(this);

	/** A new structure with the same values. **/
	public inline function copy():DynamicAccess<T>
		return Reflect.copy(this);

	public inline function iterator():DynamicAccessIterator<T>
		return new DynamicAccessIterator(this);

	public inline function keyValueIterator():DynamicAccessKeyValueIterator<T>
		return new DynamicAccessKeyValueIterator(this);
}
