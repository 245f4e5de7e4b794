package haxe;

/** A set of enum values without arguments, as the bits of an Int. **/
abstract EnumFlags<T:EnumValue>(Int) {
	public inline function new(i = 0)
		this = i;

	public inline function has(v:T):Bool
		return this & (1 << Type.enumIndex(v)) != 0;

	public inline function set(v:T):Void
		this |= 1 << Type.enumIndex(v);

	public inline function unset(v:T):Void
		this &= 0xFFFFFFFF - (1 << Type.enumIndex(v));

	public inline function setTo(v:T, condition:Bool):Void
		if (condition) set(v) else unset(v);

	public inline static function ofInt<T:EnumValue>(i:Int):EnumFlags<T>
		return new EnumFlags<T>(i);

	public inline function toInt():Int
		return this;
}
