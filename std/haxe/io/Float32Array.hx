package haxe.io;

typedef Float32ArrayData = ArrayBufferView.ArrayBufferViewData;

/** Single-precision floating-point numbers. **/
abstract Float32Array(Float32ArrayData) {
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

	@:arrayAccess public inline function get(index:Int):Float
		return this.bytes.getFloat((index << 2) + this.byteOffset);

	@:arrayAccess public inline function set(index:Int, value:Float):Float {
		if (index >= 0 && index < length) {
			this.bytes.setFloat((index << 2) + this.byteOffset, value);
			return value;
		}
		return 0;
	}

	public inline function sub(begin:Int, ?length:Int):Float32Array
		return fromData(this.sub(begin << 2, length == null ? null : length << 2));

	public inline function subarray(?begin:Int, ?end:Int):Float32Array
		return fromData(this.subarray(begin == null ? null : begin << 2, end == null ? null : end << 2));

	public inline function getData():Float32ArrayData
		return this;

	public static function fromData(d:Float32ArrayData):Float32Array
		return cast d;

	public static function fromArray(a:Array<Float>, pos = 0, ?length:Int):Float32Array {
		final n = length == null ? a.length - pos : length;
		if (pos < 0 || n < 0 || pos + n > a.length)
			throw Error.OutsideBounds;
		final out = new Float32Array(n);
		for (i in 0...n)
			out[i] = a[i + pos];
		return out;
	}

	public static function fromBytes(bytes:haxe.io.Bytes, bytePos = 0, ?length:Int):Float32Array
		return fromData(ArrayBufferView.fromBytes(bytes, bytePos, (length == null ? (bytes.length - bytePos) >> 2 : length) << 2).getData());
}
