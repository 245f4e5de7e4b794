package haxe.iterators;

/** Steps through index and element of an array. **/
class ArrayKeyValueIterator<T> {
	final array:Array<T>;
	var current:Int = 0;

	public inline function new(array:Array<T>)
		this.array = array;

	public inline function hasNext():Bool
		return current < array.length;

	public inline function next():{key:Int, value:T}
		return {key: current, value: array[current++]};
}
