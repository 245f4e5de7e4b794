package haxe.io;

typedef Float64ArrayData = ArrayBufferView.ArrayBufferViewData;

/** Double-precision floating-point numbers. **/
abstract Float64Array(Float64ArrayData) {
	public static inline final BYTES_PER_ELEMENT = 8;

	/** Number of elements. **/
	public var length(get, never):Int;

	/** The bytes seen. **/
	public var view(get, never):ArrayBufferView;

	public inline function new(elements:Int)
		this = new ArrayBufferView(elements * BYTES_PER_ELEMENT).getData();

	inline function get_length():Int
		return this.byteLength >> 3;

	public inline function get_view():ArrayBufferView
		return ArrayBufferView.fromData(this);

	@:arrayAccess public inline function get(index:Int):Float
		return this.bytes.getDouble((index << 3) + this.byteOffset);

	@:arrayAccess public inline function set(index:Int, value:Float):Float {
		if (index >= 0 && index < length) {
			this.bytes.setDouble((index << 3) + this.byteOffset, value);
			return value;
		}
		return 0;
	}

	public inline function sub(begin:Int, ?length:Int):Float64Array
		return fromData(this.sub(begin << 3, length == null ? null : length << 3));

	public inline function subarray(?begin:Int, ?end:Int):Float64Array
		return fromData(this.subarray(begin == null ? null : begin << 3, end == null ? null : end << 3));

	public inline function getData():Float64ArrayData
		return this;

	public static function fromData(d:Float64ArrayData):Float64Array
		return cast d;

	public static function fromArray(a:Array<Float>, pos = 0, ?length:Int):Float64Array {
		final n = length == null ? a.length - pos : length;
		if (pos < 0 || n < 0 || pos + n > a.length)
			throw Error.OutsideBounds;
		final out = new Float64Array(n);
		for (i in 0...n)
			out[i] = a[i + pos];
		return out;
	}

	public static function fromBytes(bytes:haxe.io.Bytes, bytePos = 0, ?length:Int):Float64Array
		return fromData(ArrayBufferView.fromBytes(bytes, bytePos, (length == null ? (bytes.length - bytePos) >> 3 : length) << 3).getData());
}
