package haxe.iterators;

/** Steps through the elements of an array; sees elements added on the way. **/
class ArrayIterator<T> {
	final array:Array<T>;
	var current:Int = 0;

	public inline function new(array:Array<T>)
		this.array = array;

	public inline function hasNext():Bool
		return current < array.length;

	public inline function next():T
		return array[current++];
}
