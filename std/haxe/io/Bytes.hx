package haxe.io;

import rayzor.rt.ByteTable;

/** A block of bytes of fixed length. Numbers in it are little-endian. **/
class Bytes {
	/** Number of bytes. **/
	public var length(default, null):Int;

	final b:BytesData;

	function new(length:Int, b:BytesData) {
		this.length = length;
		this.b = b;
	}

	inline function check(pos:Int, len:Int):Void
		if (pos < 0 || len < 0 || pos + len > length)
			throw Error.OutsideBounds;

	/** The byte at `pos`; 0 outside. **/
	public inline function get(pos:Int):Int
		return ByteTable.get(b, pos);

	/** Stores the low 8 bits of `v` at `pos`; nothing outside. **/
	public inline function set(pos:Int, v:Int):Void
		ByteTable.set(b, pos, v);

	/** Copies `len` bytes of `src` from `srcpos` to `pos`; the ranges may overlap. **/
	public function blit(pos:Int, src:Bytes, srcpos:Int, len:Int):Void {
		if (pos < 0 || srcpos < 0 || len < 0 || pos + len > length || srcpos + len > src.length)
			throw Error.OutsideBounds;
		ByteTable.blit(b, pos, src.b, srcpos, len);
	}

	/** Makes `len` bytes from `pos` equal to `value`. **/
	public function fill(pos:Int, len:Int, value:Int):Void {
		check(pos, len);
		ByteTable.fill(b, pos, len, value);
	}

	/** A copy of `len` bytes from `pos`. **/
	public function sub(pos:Int, len:Int):Bytes {
		check(pos, len);
		return new Bytes(len, cast ByteTable.sub(b, pos, len));
	}

	/** Below, equal to or above 0 as the bytes are to those of `other`. **/
	public function compare(other:Bytes):Int
		return ByteTable.compare(b, other.b);

	public function getDouble(pos:Int):Float {
		check(pos, 8);
		return ByteTable.getF64(b, pos);
	}

	public function getFloat(pos:Int):Float {
		check(pos, 4);
		return ByteTable.getF32(b, pos);
	}

	public function setDouble(pos:Int, v:Float):Void {
		check(pos, 8);
		ByteTable.setF64(b, pos, v);
	}

	public function setFloat(pos:Int, v:Float):Void {
		check(pos, 4);
		ByteTable.setF32(b, pos, v);
	}

	public function getUInt16(pos:Int):Int {
		check(pos, 2);
		return ByteTable.getU16(b, pos);
	}

	public function setUInt16(pos:Int, v:Int):Void {
		check(pos, 2);
		ByteTable.setU16(b, pos, v);
	}

	public function getInt32(pos:Int):Int {
		check(pos, 4);
		return ByteTable.getI32(b, pos);
	}

	public function getInt64(pos:Int):haxe.Int64 {
		check(pos, 8);
		return haxe.Int64.make(ByteTable.getI32(b, pos + 4), ByteTable.getI32(b, pos));
	}

	public function setInt32(pos:Int, v:Int):Void {
		check(pos, 4);
		ByteTable.setI32(b, pos, v);
	}

	public function setInt64(pos:Int, v:haxe.Int64):Void {
		check(pos, 8);
		ByteTable.setI32(b, pos, v.low);
		ByteTable.setI32(b, pos + 4, v.high);
	}

	/** The text of `len` bytes from `pos`. **/
	public function getString(pos:Int, len:Int, ?encoding:Encoding):String {
		check(pos, len);
		return ByteTable.getString(b, pos, len);
	}

	@:deprecated("readString is deprecated, use getString instead")
	@:noCompletion public inline function readString(pos:Int, len:Int):String
		return getString(pos, len);

	/** All bytes as UTF-8 text. **/
	public function toString():String
		return ByteTable.getString(b, 0, length);

	/** Two lower-case digits per byte. **/
	public function toHex():String {
		final out = new StringBuf();
		for (i in 0...length) {
			final c = get(i);
			out.addChar(StringTools.fastCodeAt("0123456789abcdef", c >> 4));
			out.addChar(StringTools.fastCodeAt("0123456789abcdef", c & 15));
		}
		return out.toString();
	}

	/** The storage. **/
	public inline function getData():BytesData
		return b;

	/** `length` bytes, all 0. **/
	public static function alloc(length:Int):Bytes
		return new Bytes(length, cast ByteTable.alloc(length));

	/** The bytes of `s`. **/
	public static function ofString(s:String, ?encoding:Encoding):Bytes
		return ofData(cast ByteTable.ofString(s));

	/** Bytes over the storage `b`; no copy is made. **/
	public static function ofData(b:BytesData):Bytes
		return new Bytes(b.length, b);

	/** The bytes of pairs of hexadecimal digits. **/
	public static function ofHex(s:String):Bytes {
		if (s.length & 1 != 0)
			throw "Not a hex string (odd number of digits)";
		final out = alloc(s.length >> 1);
		for (i in 0...out.length)
			out.set(i, hexDigit(StringTools.fastCodeAt(s, i * 2)) << 4 | hexDigit(StringTools.fastCodeAt(s, i * 2 + 1)));
		return out;
	}

	static inline function hexDigit(c:Int):Int
		return (c & 0xF) + ((c & 0x40) >> 6) * 9;

	/** The byte of `b` at `pos`, which must be inside. **/
	public inline static function fastGet(b:BytesData, pos:Int):Int
		return ByteTable.get(b, pos);
}
