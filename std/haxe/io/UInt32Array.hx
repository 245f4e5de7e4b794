package haxe.io;

typedef UInt32ArrayData = ArrayBufferView.ArrayBufferViewData;

/** 32-bit numbers without a sign. **/
abstract UInt32Array(UInt32ArrayData) {
	public static inline final BYTES_PER_ELEMENT = 4;

	/** Number of elements. **/
	public var length(get, never):Int;

	/** The bytes seen. **/
	public var view(get, never):ArrayBufferView;

	public inline function new(elements:Int)
		this = new ArrayBufferView(elements * BYTES_PER_ELEMENT).getData();

	inline function get_length():Int
		return this.byteLength >> 2;

	public inline function get_view():ArrayBufferView
		return ArrayBufferView.fromData(this);

	@:arrayAccess public inline function get(index:Int):UInt
		return this.bytes.getInt32((index << 2) + this.byteOffset);

	@:arrayAccess public inline function set(index:Int, value:UInt):UInt {
		if (index >= 0 && index < length) {
			this.bytes.setInt32((index << 2) + this.byteOffset, value);
			return value;
		}
		return 0;
	}

	public inline function sub(begin:Int, ?length:Int):UInt32Array
		return fromData(this.sub(begin << 2, length == null ? null : length << 2));

	public inline function subarray(?begin:Int, ?end:Int):UInt32Array
		return fromData(this.subarray(begin == null ? null : begin << 2, end == null ? null : end << 2));

	public inline function getData():UInt32ArrayData
		return this;

	public static function fromData(d:UInt32ArrayData):UInt32Array
		return cast d;

	public static function fromArray(a:Array<UInt>, pos = 0, ?length:Int):UInt32Array {
		final n = length == null ? a.length - pos : length;
		if (pos < 0 || n < 0 || pos + n > a.length)
			throw Error.OutsideBounds;
		final out = new UInt32Array(n);
		for (i in 0...n)
			out[i] = a[i + pos];
		return out;
	}

	public static function fromBytes(bytes:haxe.io.Bytes, bytePos = 0, ?length:Int):UInt32Array
		return fromData(ArrayBufferView.fromBytes(bytes, bytePos, (length == null ? (bytes.length - bytePos) >> 2 : length) << 2).getData());
}
