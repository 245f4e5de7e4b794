package haxe.iterators;

import haxe.DynamicAccess;

/** Steps through the names and values of a `DynamicAccess`. **/
class DynamicAccessKeyValueIterator<T> {
	final access:DynamicAccess<T>;
	final keys:Array<String>;
	var index:Int = 0;

	public inline function new(access:DynamicAccess<T>) {
		this.access = access;
		this.keys = access.keys();
	}

	public inline function hasNext():Bool
		return index < keys.length;

	public inline function next():{key:String, value:T} {
		final key = keys[index++];
		return {key: key, value: (access[key] : T)};
	}
}
