package haxe.atomic;

/** A value that several threads change. One thread runs at a time and none is stopped in between, so that every
	operation is whole. **/
abstract AtomicBool(Array<Bool>) {
	public inline function new(value:Bool)
		this = [value];

	/** Becomes `replacement` where it is `expected`; the value before. **/
	public inline function compareExchange(expected:Bool, replacement:Bool):Bool
		return exchange(this[0] == expected ? replacement : this[0]);

	/** Becomes `value`; the value before. **/
	public inline function exchange(value:Bool):Bool {
		final old = this[0];
		this[0] = value;
		return old;
	}

	/** The value. **/
	public inline function load():Bool
		return this[0];

	/** Becomes `value`, which is the result. **/
	public inline function store(value:Bool):Bool
		return this[0] = value;
}
