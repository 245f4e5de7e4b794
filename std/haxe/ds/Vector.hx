package haxe.ds;

/** The storage of a `Vector`. **/
typedef VectorData<T> = Array<T>;

/** A list of fixed length. **/
abstract Vector<T>(VectorData<T>) {
	/** Number of elements. **/
	public var length(get, never):Int;

	/** `length` elements, each `defaultValue` when it is given, else `null` or zero. **/
	extern overload public inline function new(length:Int) {
		final data = new Array<T>();
		data.resize(length);
		this = data;
	}

	extern overload public inline function new(length:Int, defaultValue:T) {
		this = [for (_ in 0...length) defaultValue];
	}

	@:op([]) public inline function get(index:Int):T
		return this[index];

	@:op([]) public inline function set(index:Int, val:T):T
		return this[index] = val;

	inline function get_length():Int
		return this.length;

	/** Makes every element `value`. **/
	public inline function fill(value:T):Void
		for (i in 0...this.length)
			this[i] = value;

	/** Copies `len` elements of `src` from `srcPos` to `dest` from `destPos`; the ranges may overlap. **/
	public static inline function blit<T>(src:Vector<T>, srcPos:Int, dest:Vector<T>, destPos:Int, len:Int):Void
		rayzor.rt.ArrayTable.blit(cast src, srcPos, cast dest, destPos, len);

	/** The elements as a new array. **/
	public inline function toArray():Array<T>
		return this.copy();

	/** The array behind this vector. **/
	public inline function toData():VectorData<T>
		return this;

	/** A vector over `data`. **/
	public static inline function fromData<T>(data:VectorData<T>):Vector<T>
		return cast data;

	/** A vector of the elements of `array`. **/
	public static inline function fromArrayCopy<T>(array:Array<T>):Vector<T>
		return cast array.copy();

	/** A new vector of the same elements. **/
	public inline function copy<T>():Vector<T>
		return cast this.copy();

	/** The texts of the elements with `sep` between them. **/
	public inline function join<T>(sep:String):String
		return this.join(sep);

	/** What `f` makes of each element. **/
	public inline function map<S>(f:T->S):Vector<S>
		return cast this.map(f);

	/** Sorts in place; equal elements keep their order. **/
	public inline function sort(f:T->T->Int):Void
		haxe.ds.ArraySort.sort(this, f);
}
