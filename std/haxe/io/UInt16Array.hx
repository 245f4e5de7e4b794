package haxe.io;

typedef UInt16ArrayData = ArrayBufferView.ArrayBufferViewData;

/** 16-bit numbers from 0 to 65535. **/
abstract UInt16Array(UInt16ArrayData) {
	public static inline final BYTES_PER_ELEMENT = 2;

	/** Number of elements. **/
	public var length(get, never):Int;

	/** The bytes seen. **/
	public var view(get, never):ArrayBufferView;

	public inline function new(elements:Int)
		this = new ArrayBufferView(elements * BYTES_PER_ELEMENT).getData();

	inline function get_length():Int
		return this.byteLength >> 1;

	public inline function get_view():ArrayBufferView
		return ArrayBufferView.fromData(this);

	@:arrayAccess public inline function get(index:Int):Int
		return this.bytes.getUInt16((index << 1) + this.byteOffset);

	@:arrayAccess public inline function set(index:Int, value:Int):Int {
		if (index >= 0 && index < length) {
			this.bytes.setUInt16((index << 1) + this.byteOffset, value);
			return value;
		}
		return 0;
	}

	public inline function sub(begin:Int, ?length:Int):UInt16Array
		return fromData(this.sub(begin << 1, length == null ? null : length << 1));

	public inline function subarray(?begin:Int, ?end:Int):UInt16Array
		return fromData(this.subarray(begin == null ? null : begin << 1, end == null ? null : end << 1));

	public inline function getData():UInt16ArrayData
		return this;

	public static function fromData(d:UInt16ArrayData):UInt16Array
		return cast d;

	public static function fromArray(a:Array<Int>, pos = 0, ?length:Int):UInt16Array {
		final n = length == null ? a.length - pos : length;
		if (pos < 0 || n < 0 || pos + n > a.length)
			throw Error.OutsideBounds;
		final out = new UInt16Array(n);
		for (i in 0...n)
			out[i] = a[i + pos];
		return out;
	}

	public static function fromBytes(bytes:haxe.io.Bytes, bytePos = 0, ?length:Int):UInt16Array
		return fromData(ArrayBufferView.fromBytes(bytes, bytePos, (length == null ? (bytes.length - bytePos) >> 1 : length) << 1).getData());
}
