import haxe.iterators.ArrayIterator;
import haxe.iterators.ArrayKeyValueIterator;

/**
	A growable list with constant-time access by index.

	Reading outside of it gives `null` (0, 0.0 or false for elements of a basic type);
	writing behind its end makes it grow.
**/
final class Array<T> {
	/** Number of elements. **/
	@:rt("rayzor_array_length") public extern var length(default, null):Int;

	/** An empty array. **/
	@:rt("rayzor_array_new") public extern function new():Void;

	/** A new array of the elements of both. **/
	@:rt("rayzor_array_concat") public extern function concat(a:Array<T>):Array<T>;

	/** The texts of the elements with `sep` between them. **/
	@:rt("rayzor_array_join") public extern function join(sep:String):String;

	/** Takes the last element away and returns it; `null` when there is none. **/
	@:rt("rayzor_array_pop") public extern function pop():Null<T>;

	/** Adds `x` at the end and returns the new length. **/
	@:rt("rayzor_array_push") public extern function push(x:T):Int;

	/** Turns the order of the elements round, in place. **/
	@:rt("rayzor_array_reverse") public extern function reverse():Void;

	/** Takes the first element away and returns it; `null` when there is none. **/
	@:rt("rayzor_array_shift") public extern function shift():Null<T>;

	/** A new array of the elements from `pos` up to, not including, `end`; negative positions count from the end. **/
	public inline function slice(pos:Int, ?end:Int):Array<T>
		return rayzor.rt.ArrayTable.slice(this, pos, end == null ? 0x7FFFFFFF : end);

	/** Sorts in place by `f`, which answers below, equal to or above 0. Equal elements keep their order. **/
	public inline function sort(f:T->T->Int):Void
		haxe.ds.ArraySort.sort(this, f);

	/** Takes `len` elements from `pos` out and returns them. **/
	@:rt("rayzor_array_splice") public extern function splice(pos:Int, len:Int):Array<T>;

	/** `[1,2,3]` **/
	@:rt("rayzor_array_to_string") public extern function toString():String;

	/** Adds `x` at the start. **/
	@:rt("rayzor_array_unshift") public extern function unshift(x:T):Void;

	/** Adds `x` before the element at `pos`. **/
	@:rt("rayzor_array_insert") public extern function insert(pos:Int, x:T):Void;

	/** Takes the first element equal to `x` away; false when there was none. **/
	@:rt("rayzor_array_remove") public extern function remove(x:T):Bool;

	/** Whether some element equals `x`. **/
	@:rt("rayzor_array_contains") public extern function contains(x:T):Bool;

	/** Index of the first element equal to `x` at or after `fromIndex`, or -1. **/
	public inline function indexOf(x:T, ?fromIndex:Int):Int
		return rayzor.rt.ArrayTable.indexOf(this, x, fromIndex == null ? 0 : fromIndex);

	/** Index of the last element equal to `x` at or before `fromIndex`, or -1. **/
	public inline function lastIndexOf(x:T, ?fromIndex:Int):Int
		return rayzor.rt.ArrayTable.lastIndexOf(this, x, fromIndex == null ? 0x7FFFFFFF : fromIndex);

	/** A new array of the same elements. **/
	@:rt("rayzor_array_copy") public extern function copy():Array<T>;

	/** Steps through the elements. **/
	public inline function iterator():ArrayIterator<T>
		return new ArrayIterator(this);

	/** Steps through index and element. **/
	public inline function keyValueIterator():ArrayKeyValueIterator<T>
		return new ArrayKeyValueIterator(this);

	/** A new array of what `f` makes of each element. **/
	public inline function map<S>(f:T->S):Array<S>
		return [for (v in this) f(v)];

	/** A new array of the elements for which `f` answers true. **/
	public inline function filter(f:T->Bool):Array<T>
		return [for (v in this) if (f(v)) v];

	/** Cuts or fills (with `null` or zero) to the length `len`. **/
	@:rt("rayzor_array_resize") public extern function resize(len:Int):Void;
}
