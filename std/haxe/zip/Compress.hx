package haxe.zip;

import haxe.io.Bytes;
import haxe.io.BytesBuffer;

/** Compresses to the zlib format: matches within 32 KB, written with the fixed Huffman codes. **/
class Compress {
	final level:Int;

	public function new(level:Int)
		this.level = level;

	/** Compresses `src` from `srcPos` into `dst` at `dstPos`. **/
	public function execute(src:Bytes, srcPos:Int, dst:Bytes, dstPos:Int):{done:Bool, read:Int, write:Int} {
		final data = run(src.sub(srcPos, src.length - srcPos), level);
		dst.blit(dstPos, data, 0, data.length);
		return {done: true, read: src.length - srcPos, write: data.length};
	}

	public function setFlushMode(f:FlushMode):Void {}

	public function close():Void {}

	/** `s` compressed; level 0 only stores. **/
	public static function run(s:Bytes, level:Int):Bytes {
		final out = new BytesBuffer();
		out.addByte(0x78);
		out.addByte(0x9C);
		if (level == 0)
			store(s, out);
		else
			new Deflate(s, out).run();
		final sum = haxe.crypto.Adler32.make(s);
		for (shift in [24, 16, 8, 0])
			out.addByte((sum >>> shift) & 0xFF);
		return out.getBytes();
	}

	static function store(s:Bytes, out:BytesBuffer):Void {
		var pos = 0;
		do {
			final len = s.length - pos < 0xFFFF ? s.length - pos : 0xFFFF;
			out.addByte(pos + len == s.length ? 1 : 0);
			out.addByte(len & 0xFF);
			out.addByte(len >> 8);
			out.addByte(~len & 0xFF);
			out.addByte((~len >> 8) & 0xFF);
			out.addBytes(s, pos, len);
			pos += len;
		} while (pos < s.length);
	}
}

@:access(haxe.zip.InflateImpl)
private class Deflate {
	final s:Bytes;
	final out:BytesBuffer;
	final last:haxe.ds.IntMap<Int> = new haxe.ds.IntMap();
	var bits:Int = 0;
	var bitCount:Int = 0;

	public function new(s:Bytes, out:BytesBuffer) {
		this.s = s;
		this.out = out;
	}

	public function run():Void {
		// One last block with fixed codes.
		putBits(1, 1);
		putBits(1, 2);
		var pos = 0;
		while (pos < s.length) {
			var length = 0;
			var distance = 0;
			if (pos + 3 <= s.length) {
				final key = s.get(pos) | s.get(pos + 1) << 8 | s.get(pos + 2) << 16;
				final seen = last.get(key);
				if (seen != null && pos - seen <= 32768) {
					distance = pos - seen;
					while (length < 258 && pos + length < s.length && s.get(seen + length) == s.get(pos + length))
						length++;
				}
				last.set(key, pos);
			}
			if (length >= 3) {
				match(length, distance);
				pos += length;
			} else
				literal(s.get(pos++));
		}
		literal(256);
		if (bitCount > 0)
			out.addByte(bits);
	}

	function putBits(value:Int, n:Int):Void
		for (i in 0...n) {
			bits |= ((value >> i) & 1) << bitCount;
			if (++bitCount == 8) {
				out.addByte(bits);
				bits = 0;
				bitCount = 0;
			}
		}

	/** Huffman codes are written from their highest bit. **/
	function putCode(code:Int, n:Int):Void {
		var i = n;
		while (i-- > 0)
			putBits((code >> i) & 1, 1);
	}

	function literal(symbol:Int):Void {
		if (symbol < 144)
			putCode(0x30 + symbol, 8);
		else if (symbol < 256)
			putCode(0x190 + symbol - 144, 9);
		else if (symbol < 280)
			putCode(symbol - 256, 7);
		else
			putCode(0xC0 + symbol - 280, 8);
	}

	function match(length:Int, distance:Int):Void {
		final bases = InflateImpl.LENGTH_BASE;
		var l = bases.length - 1;
		while (bases[l] > length)
			l--;
		literal(257 + l);
		putBits(length - bases[l], InflateImpl.LENGTH_EXTRA[l]);
		final distances = InflateImpl.DISTANCE_BASE;
		var d = distances.length - 1;
		while (distances[d] > distance)
			d--;
		putCode(d, 5);
		putBits(distance - distances[d], InflateImpl.DISTANCE_EXTRA[d]);
	}
}
