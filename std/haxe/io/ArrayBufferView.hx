package haxe.io;

/** The storage of an `ArrayBufferView`. **/
class ArrayBufferViewImpl {
	public var bytes:Bytes;
	public var byteOffset:Int;
	public var byteLength:Int;

	public function new(bytes, pos, length) {
		this.bytes = bytes;
		this.byteOffset = pos;
		this.byteLength = length;
	}

	/** A view of `length` bytes from `begin` of this one, over the same bytes. **/
	public function sub(begin:Int, ?length:Int) {
		final n = length == null ? byteLength - begin : length;
		if (begin < 0 || n < 0 || begin + n > byteLength)
			throw Error.OutsideBounds;
		return new ArrayBufferViewImpl(bytes, byteOffset + begin, n);
	}

	/** A view of the bytes from `begin` up to, not including, `end`; negative ones count from the end. **/
	public function subarray(?begin:Int, ?end:Int) {
		var from = begin == null ? 0 : begin;
		var n = end == null ? byteLength - from : end - from;
		if (from < 0) {
			n += byteLength + from;
			from += byteLength;
			if (n < 0)
				n = 0;
		}
		if (end != null && end < 0)
			n += byteLength;
		return sub(from, n);
	}
}

/** A part of some bytes. **/
abstract ArrayBufferView(ArrayBufferViewData) {
	/** The bytes seen. **/
	public var buffer(get, never):haxe.io.Bytes;

	public var byteOffset(get, never):Int;
	public var byteLength(get, never):Int;

	public inline function new(size:Int)
		this = new ArrayBufferViewData(Bytes.alloc(size), 0, size);

	inline function get_byteOffset():Int
		return this.byteOffset;

	inline function get_byteLength():Int
		return this.byteLength;

	inline function get_buffer():haxe.io.Bytes
		return this.bytes;

	public inline function sub(begin:Int, ?length:Int):ArrayBufferView
		return fromData(this.sub(begin, length));

	public inline function subarray(?begin:Int, ?end:Int):ArrayBufferView
		return fromData(this.subarray(begin, end));

	public inline function getData():ArrayBufferViewData
		return this;

	public static inline function fromData(a:ArrayBufferViewData):ArrayBufferView
		return cast a;

	public static function fromBytes(bytes:haxe.io.Bytes, pos = 0, ?length:Int):ArrayBufferView {
		final n = length == null ? bytes.length - pos : length;
		if (pos < 0 || n < 0 || pos + n > bytes.length)
			throw Error.OutsideBounds;
		return fromData(new ArrayBufferViewData(bytes, pos, n));
	}
}

typedef ArrayBufferViewData = ArrayBufferViewImpl;
