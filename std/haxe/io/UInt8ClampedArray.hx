package haxe.io;

/** Bytes; numbers outside of 0 to 255 are stored as the nearer end. **/
@:forward(length, view, getData)
abstract UInt8ClampedArray(UInt8Array) {
	public static inline final BYTES_PER_ELEMENT = 1;

	public inline function new(elements:Int)
		this = new UInt8Array(elements);

	@:arrayAccess public inline function get(index:Int):Int
		return this.get(index);

	@:arrayAccess public inline function set(index:Int, value:Int):Int {
		final clamped = value < 0 ? 0 : value > 255 ? 255 : value;
		this.set(index, clamped);
		return clamped;
	}
}
