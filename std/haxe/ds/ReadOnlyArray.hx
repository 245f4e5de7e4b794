package haxe.ds;

/** An array that may be read but not changed through this type. **/
@:forward(copy, filter, indexOf, iterator, keyValueIterator, join, lastIndexOf, map, slice, contains, toString)
abstract ReadOnlyArray<T>(Array<T>) from Array<T> to Iterable<T> {
	/** Number of elements. **/
	public var length(get, never):Int;

	inline function get_length()
		return this.length;

	@:arrayAccess inline function get(i:Int)
		return this[i];

	/** A new array of the elements of both. **/
	public inline function concat(a:ReadOnlyArray<T>):Array<T>
		return this.concat(cast a);
}
