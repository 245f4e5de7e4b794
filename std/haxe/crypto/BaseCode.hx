package haxe.crypto;

import haxe.io.Bytes;

/** Bytes as digits of a base that is a power of two. **/
class BaseCode {
	final base:Bytes;
	final nbits:Int;
	var digits:Array<Int>;

	/** `base` holds the digits; its length is a power of two. **/
	public function new(base:Bytes) {
		var bits = 1;
		while (base.length > 1 << bits)
			bits++;
		if (bits > 8 || base.length != 1 << bits)
			throw "BaseCode : base length must be a power of two.";
		this.base = base;
		this.nbits = bits;
	}

	public function encodeBytes(b:Bytes):Bytes {
		final size = Std.int(b.length * 8 / nbits);
		final out = Bytes.alloc(size + ((b.length * 8) % nbits == 0 ? 0 : 1));
		final mask = (1 << nbits) - 1;
		var buf = 0;
		var bits = 0;
		var from = 0;
		var to = 0;
		while (to < size) {
			while (bits < nbits) {
				bits += 8;
				buf = buf << 8 | b.get(from++);
			}
			bits -= nbits;
			out.set(to++, base.get((buf >> bits) & mask));
		}
		if (bits > 0)
			out.set(to, base.get((buf << (nbits - bits)) & mask));
		return out;
	}

	public function decodeBytes(b:Bytes):Bytes {
		if (digits == null) {
			digits = [for (_ in 0...256) -1];
			for (i in 0...base.length)
				digits[base.get(i)] = i;
		}
		final out = Bytes.alloc((b.length * nbits) >> 3);
		var buf = 0;
		var bits = 0;
		var from = 0;
		for (to in 0...out.length) {
			while (bits < 8) {
				final digit = digits[b.get(from++)];
				if (digit == -1)
					throw "BaseCode : invalid encoded char";
				bits += nbits;
				buf = buf << nbits | digit;
			}
			bits -= 8;
			out.set(to, (buf >> bits) & 0xFF);
		}
		return out;
	}

	public function encodeString(s:String):String
		return encodeBytes(Bytes.ofString(s)).toString();

	public function decodeString(s:String):String
		return decodeBytes(Bytes.ofString(s)).toString();

	public static function encode(s:String, base:String):String
		return new BaseCode(Bytes.ofString(base)).encodeString(s);

	public static function decode(s:String, base:String):String
		return new BaseCode(Bytes.ofString(base)).decodeString(s);
}
