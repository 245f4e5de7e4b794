package haxe.io;

/** Puts bytes together piece by piece. **/
class BytesBuffer {
	var b:Bytes = Bytes.alloc(16);
	var size:Int = 0;

	/** Number of bytes so far. **/
	public var length(get, never):Int;

	public function new() {}

	inline function get_length():Int
		return size;

	/** Room for `n` more bytes; returns where they go. **/
	function reserve(n:Int):Int {
		final at = size;
		final wanted = at + n;
		if (wanted > b.length) {
			var cap = b.length * 2;
			if (cap < wanted)
				cap = wanted;
			final larger = Bytes.alloc(cap);
			larger.blit(0, b, 0, at);
			b = larger;
		}
		size = wanted;
		return at;
	}

	public function addByte(byte:Int):Void {
		final at = reserve(1);
		b.set(at, byte);
	}

	public function add(src:Bytes):Void
		addBytes(src, 0, src.length);

	public function addString(v:String, ?encoding:Encoding):Void
		add(Bytes.ofString(v, encoding));

	public function addInt32(v:Int):Void {
		final at = reserve(4);
		b.setInt32(at, v);
	}

	public function addInt64(v:haxe.Int64):Void {
		final at = reserve(8);
		b.setInt64(at, v);
	}

	public function addFloat(v:Float):Void {
		final at = reserve(4);
		b.setFloat(at, v);
	}

	public function addDouble(v:Float):Void {
		final at = reserve(8);
		b.setDouble(at, v);
	}

	/** `len` bytes of `src` from `pos`. **/
	public function addBytes(src:Bytes, pos:Int, len:Int):Void {
		if (pos < 0 || len < 0 || pos + len > src.length)
			throw Error.OutsideBounds;
		final at = reserve(len);
		b.blit(at, src, pos, len);
	}

	/** The bytes put together. The buffer is empty afterwards. **/
	public function getBytes():Bytes {
		final out = b.sub(0, size);
		b = Bytes.alloc(16);
		size = 0;
		return out;
	}
}
