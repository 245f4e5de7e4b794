package haxe.crypto;

import haxe.io.Bytes;

/** The MD5 digest (RFC 1321). **/
class Md5 {
	static final shifts = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

	/** The integer parts of 2^32 times the sines of 1 to 64. **/
	static final sines:Array<Int> = [for (i in 0...64) word(Math.abs(Math.sin(i + 1)) * 4294967296.0)];

	static function word(f:Float):Int {
		final x = Math.ffloor(f);
		return x >= 2147483648.0 ? Std.int(x - 4294967296.0) : Std.int(x);
	}

	/** The digest of `s` in lower-case hexadecimal. **/
	public static function encode(s:String):String
		return make(Bytes.ofString(s)).toHex();

	/** The 16 bytes of the digest. **/
	public static function make(b:Bytes):Bytes {
		final padded = Bytes.alloc(((b.length + 8) >> 6) + 1 << 6);
		padded.blit(0, b, 0, b.length);
		padded.set(b.length, 0x80);
		padded.setInt32(padded.length - 8, b.length << 3);
		padded.setInt32(padded.length - 4, b.length >>> 29);
		var a0 = 0x67452301;
		var b0 = 0xEFCDAB89;
		var c0 = 0x98BADCFE;
		var d0 = 0x10325476;
		var block = 0;
		while (block < padded.length) {
			var a = a0;
			var b = b0;
			var c = c0;
			var d = d0;
			for (i in 0...64) {
				var f = 0;
				var g = 0;
				if (i < 16) {
					f = (b & c) | (~b & d);
					g = i;
				} else if (i < 32) {
					f = (d & b) | (~d & c);
					g = (5 * i + 1) & 15;
				} else if (i < 48) {
					f = b ^ c ^ d;
					g = (3 * i + 5) & 15;
				} else {
					f = c ^ (b | ~d);
					g = (7 * i) & 15;
				}
				final sum = f + a + sines[i] + padded.getInt32(block + g * 4);
				final n = shifts[(i >> 4) * 4 + (i & 3)];
				a = d;
				d = c;
				c = b;
				b += (sum << n) | (sum >>> (32 - n));
			}
			a0 += a;
			b0 += b;
			c0 += c;
			d0 += d;
			block += 64;
		}
		final out = Bytes.alloc(16);
		out.setInt32(0, a0);
		out.setInt32(4, b0);
		out.setInt32(8, c0);
		out.setInt32(12, d0);
		return out;
	}
}
