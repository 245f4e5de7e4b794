package haxe.crypto;

import haxe.io.Bytes;

/** The SHA-256 digest (FIPS 180). **/
class Sha256 {
	static final K:Array<Int> = [
		0x428A2F98, 0x71374491, 0xB5C0FBCF, 0xE9B5DBA5, 0x3956C25B, 0x59F111F1, 0x923F82A4, 0xAB1C5ED5,
		0xD807AA98, 0x12835B01, 0x243185BE, 0x550C7DC3, 0x72BE5D74, 0x80DEB1FE, 0x9BDC06A7, 0xC19BF174,
		0xE49B69C1, 0xEFBE4786, 0x0FC19DC6, 0x240CA1CC, 0x2DE92C6F, 0x4A7484AA, 0x5CB0A9DC, 0x76F988DA,
		0x983E5152, 0xA831C66D, 0xB00327C8, 0xBF597FC7, 0xC6E00BF3, 0xD5A79147, 0x06CA6351, 0x14292967,
		0x27B70A85, 0x2E1B2138, 0x4D2C6DFC, 0x53380D13, 0x650A7354, 0x766A0ABB, 0x81C2C92E, 0x92722C85,
		0xA2BFE8A1, 0xA81A664B, 0xC24B8B70, 0xC76C51A3, 0xD192E819, 0xD6990624, 0xF40E3585, 0x106AA070,
		0x19A4C116, 0x1E376C08, 0x2748774C, 0x34B0BCB5, 0x391C0CB3, 0x4ED8AA4A, 0x5B9CCA4F, 0x682E6FF3,
		0x748F82EE, 0x78A5636F, 0x84C87814, 0x8CC70208, 0x90BEFFFA, 0xA4506CEB, 0xBEF9A3F7, 0xC67178F2
	];

	/** The digest of `s` in lower-case hexadecimal. **/
	public static function encode(s:String):String
		return make(Bytes.ofString(s)).toHex();

	/** The 32 bytes of the digest. **/
	public static function make(b:Bytes):Bytes {
		final h = [
			0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19
		];
		rounds(pad(b), h);
		return join(h, 8);
	}

	/** Runs the rounds of SHA-224 and SHA-256 over `words`, changing `h`. **/
	@:noCompletion public static function rounds(words:Array<Int>, h:Array<Int>):Void {
		final w = [for (_ in 0...64) 0];
		var block = 0;
		while (block < words.length) {
			for (i in 0...16)
				w[i] = words[block + i];
			for (i in 16...64) {
				final s0 = rotr(w[i - 15], 7) ^ rotr(w[i - 15], 18) ^ (w[i - 15] >>> 3);
				final s1 = rotr(w[i - 2], 17) ^ rotr(w[i - 2], 19) ^ (w[i - 2] >>> 10);
				w[i] = w[i - 16] + s0 + w[i - 7] + s1;
			}
			var a = h[0];
			var b = h[1];
			var c = h[2];
			var d = h[3];
			var e = h[4];
			var f = h[5];
			var g = h[6];
			var last = h[7];
			for (i in 0...64) {
				final t1 = last + (rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i];
				final t2 = (rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
				last = g;
				g = f;
				f = e;
				e = d + t1;
				d = c;
				c = b;
				b = a;
				a = t1 + t2;
			}
			h[0] += a;
			h[1] += b;
			h[2] += c;
			h[3] += d;
			h[4] += e;
			h[5] += f;
			h[6] += g;
			h[7] += last;
			block += 16;
		}
	}

	static inline function rotr(x:Int, n:Int):Int
		return (x >>> n) | (x << (32 - n));

	/** The bytes as big-endian words, padded to whole blocks of 16 with the length at the end. **/
	@:noCompletion public static function pad(b:Bytes):Array<Int> {
		final n = ((b.length + 8 >> 6) + 1) << 4;
		final words = [for (_ in 0...n) 0];
		for (i in 0...b.length)
			words[i >> 2] |= b.get(i) << (24 - (i & 3) * 8);
		words[b.length >> 2] |= 0x80 << (24 - (b.length & 3) * 8);
		words[n - 2] = b.length >>> 29;
		words[n - 1] = b.length << 3;
		return words;
	}

	/** The first `n` words as big-endian bytes. **/
	@:noCompletion public static function join(h:Array<Int>, n:Int):Bytes {
		final out = Bytes.alloc(n * 4);
		for (i in 0...n)
			for (j in 0...4)
				out.set(i * 4 + j, h[i] >>> (24 - j * 8));
		return out;
	}
}
