package haxe.io;

typedef UInt8ArrayData = ArrayBufferView.ArrayBufferViewData;

/** Bytes as numbers from 0 to 255. **/
abstract UInt8Array(UInt8ArrayData) {
	public static inline final BYTES_PER_ELEMENT = 1;

	/** Number of elements. **/
	public var length(get, never):Int;

	/** The bytes seen. **/
	public var view(get, never):ArrayBufferView;

	public inline function new(elements:Int)
		this = new ArrayBufferView(elements * BYTES_PER_ELEMENT).getData();

	inline function get_length():Int
		return this.byteLength >> 0;

	public inline function get_view():ArrayBufferView
		return ArrayBufferView.fromData(this);

	@:arrayAccess public inline function get(index:Int):Int
		return this.bytes.get(index + this.byteOffset);

	@:arrayAccess public inline function set(index:Int, value:Int):Int {
		if (index >= 0 && index < length) {
			this.bytes.set(index + this.byteOffset, value);
			return value;
		}
		return 0;
	}

	public inline function sub(begin:Int, ?length:Int):UInt8Array
		return fromData(this.sub(begin << 0, length == null ? null : length << 0));

	public inline function subarray(?begin:Int, ?end:Int):UInt8Array
		return fromData(this.subarray(begin == null ? null : begin << 0, end == null ? null : end << 0));

	public inline function getData():UInt8ArrayData
		return this;

	public static function fromData(d:UInt8ArrayData):UInt8Array
		return cast d;

	public static function fromArray(a:Array<Int>, pos = 0, ?length:Int):UInt8Array {
		final n = length == null ? a.length - pos : length;
		if (pos < 0 || n < 0 || pos + n > a.length)
			throw Error.OutsideBounds;
		final out = new UInt8Array(n);
		for (i in 0...n)
			out[i] = a[i + pos];
		return out;
	}

	public static function fromBytes(bytes:haxe.io.Bytes, bytePos = 0, ?length:Int):UInt8Array
		return fromData(ArrayBufferView.fromBytes(bytes, bytePos, (length == null ? (bytes.length - bytePos) >> 0 : length) << 0).getData());
}
