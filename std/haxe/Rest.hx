package haxe;

import haxe.iterators.RestIterator;
import haxe.iterators.RestKeyValueIterator;

/** The arguments given for `...args:T`. Handled specially by the compiler where it is the type of the last argument. **/
abstract Rest<T>(Array<T>) {
	/** Number of arguments. **/
	public var length(get, never):Int;

	inline function get_length():Int
		return this.length;

	/** `array` as rest arguments; no copy is made until it is changed. **/
	@:from public static inline function of<T>(array:Array<T>):Rest<T>
		return new Rest(array);

	inline function new(array:Array<T>)
		this = array;

	@:arrayAccess inline function get(index:Int):T
		return this[index];

	/** The arguments as a new array. **/
	@:to public inline function toArray():Array<T>
		return this.copy();

	public inline function iterator():RestIterator<T>
		return new RestIterator<T>(this);

	public inline function keyValueIterator():RestKeyValueIterator<T>
		return new RestKeyValueIterator<T>(this);

	/** New rest arguments with `item` at the end. **/
	public function append(item:T):Rest<T> {
		final result = this.copy();
		result.push(item);
		return new Rest(result);
	}

	/** New rest arguments with `item` at the start. **/
	public function prepend(item:T):Rest<T> {
		final result = this.copy();
		result.unshift(item);
		return new Rest(result);
	}

	public inline function toString():String
		return this.toString();
}
