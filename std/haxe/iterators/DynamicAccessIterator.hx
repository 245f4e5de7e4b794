package haxe.iterators;

import haxe.DynamicAccess;

/** Steps through the values of a `DynamicAccess`. **/
class DynamicAccessIterator<T> {
	final access:DynamicAccess<T>;
	final keys:Array<String>;
	var index:Int = 0;

	public inline function new(access:DynamicAccess<T>) {
		this.access = access;
		this.keys = access.keys();
	}

	public inline function hasNext():Bool
		return index < keys.length;

	public inline function next():T
		return access[keys[index++]];
}
