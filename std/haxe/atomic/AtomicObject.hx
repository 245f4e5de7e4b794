package haxe.atomic;

/** A value that several threads change. One thread runs at a time and none is stopped in between, so that every
	operation is whole. **/
abstract AtomicObject<T:{}>(Array<T>) {
	public inline function new(value:T)
		this = [value];

	/** Becomes `replacement` where it is `expected`; the value before. **/
	public inline function compareExchange(expected:T, replacement:T):T
		return exchange(this[0] == expected ? replacement : this[0]);

	/** Becomes `value`; the value before. **/
	public inline function exchange(value:T):T {
		final old = this[0];
		this[0] = value;
		return old;
	}

	/** The value. **/
	public inline function load():T
		return this[0];

	/** Becomes `value`, which is the result. **/
	public inline function store(value:T):T
		return this[0] = value;
}
