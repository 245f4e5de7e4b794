package haxe.crypto;

import haxe.io.Bytes;

/** The SHA-1 digest (FIPS 180). **/
class Sha1 {
	/** The digest of `s` in lower-case hexadecimal. **/
	public static function encode(s:String):String
		return make(Bytes.ofString(s)).toHex();

	/** The 20 bytes of the digest. **/
	public static function make(b:Bytes):Bytes {
		final words = Sha256.pad(b);
		final h = [0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0];
		final w = [for (_ in 0...80) 0];
		var block = 0;
		while (block < words.length) {
			for (i in 0...16)
				w[i] = words[block + i];
			for (i in 16...80)
				w[i] = rotl(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
			var a = h[0];
			var b = h[1];
			var c = h[2];
			var d = h[3];
			var e = h[4];
			for (i in 0...80) {
				var f = 0;
				var k = 0;
				if (i < 20) {
					f = (b & c) | (~b & d);
					k = 0x5A827999;
				} else if (i < 40) {
					f = b ^ c ^ d;
					k = 0x6ED9EBA1;
				} else if (i < 60) {
					f = (b & c) | (b & d) | (c & d);
					k = 0x8F1BBCDC;
				} else {
					f = b ^ c ^ d;
					k = 0xCA62C1D6;
				}
				final t = rotl(a, 5) + f + e + k + w[i];
				e = d;
				d = c;
				c = rotl(b, 30);
				b = a;
				a = t;
			}
			h[0] += a;
			h[1] += b;
			h[2] += c;
			h[3] += d;
			h[4] += e;
			block += 16;
		}
		return Sha256.join(h, 5);
	}

	static inline function rotl(x:Int, n:Int):Int
		return (x << n) | (x >>> (32 - n));
}
