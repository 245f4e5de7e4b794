package haxe.atomic;

/** A number that several threads change. One thread runs at a time and none is stopped in between, so that every
	operation is whole. **/
abstract AtomicInt(Array<Int>) {
	public inline function new(value:Int)
		this = [value];

	/** Adds `b`; the value before. **/
	public inline function add(b:Int):Int
		return exchange(this[0] + b);

	/** Subtracts `b`; the value before. **/
	public inline function sub(b:Int):Int
		return exchange(this[0] - b);

	/** Ands with `b`; the value before. **/
	public inline function and(b:Int):Int
		return exchange(this[0] & b);

	/** Ors with `b`; the value before. **/
	public inline function or(b:Int):Int
		return exchange(this[0] | b);

	/** Xors with `b`; the value before. **/
	public inline function xor(b:Int):Int
		return exchange(this[0] ^ b);

	/** Becomes `replacement` where it is `expected`; the value before. **/
	public inline function compareExchange(expected:Int, replacement:Int):Int
		return exchange(this[0] == expected ? replacement : this[0]);

	/** Becomes `value`; the value before. **/
	public inline function exchange(value:Int):Int {
		final old = this[0];
		this[0] = value;
		return old;
	}

	/** The value. **/
	public inline function load():Int
		return this[0];

	/** Becomes `value`, which is the result. **/
	public inline function store(value:Int):Int
		return this[0] = value;
}
