package haxe.zip;

import haxe.io.Bytes;
import haxe.io.BytesBuffer;
import haxe.io.Input;

/** Decodes the DEFLATE format (RFC 1951), with the zlib header and check sum (RFC 1950) when asked. **/
class InflateImpl {
	static final LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
	static final LENGTH_BASE = [
		3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258
	];
	static final DISTANCE_EXTRA = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];
	static final DISTANCE_BASE = [
		1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289,
		16385, 24577
	];
	static final CODE_LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

	final input:Input;
	final hasChecksum:Bool;
	var bits:Int = 0;
	var bitCount:Int = 0;
	var out:Bytes = Bytes.alloc(1024);
	var size:Int = 0;

	public function new(i:Input, header = true, crc = true) {
		input = i;
		hasChecksum = header && crc;
		if (header)
			readHeader();
	}

	function readHeader():Void {
		final cmf = input.readByte();
		final flags = input.readByte();
		if (cmf & 15 != 8)
			throw "Invalid compression method";
		if (((cmf << 8) + flags) % 31 != 0)
			throw "Invalid zlib header";
		if (flags & 32 != 0)
			throw "Unsupported dictionary";
	}

	/** What is decoded, and how much of it `readBytes` gave out. **/
	var decoded:Null<Bytes>;

	var given:Int = 0;

	/** Puts up to `len` of the decoded bytes into `b` at `pos`; how many, 0 at the end. **/
	public function readBytes(b:Bytes, pos:Int, len:Int):Int {
		final all = decoded ?? inflate();
		decoded = all;
		final n = len < all.length - given ? len : all.length - given;
		b.blit(pos, all, given, n);
		given += n;
		return n;
	}

	/** Everything that `i` holds. **/
	public static function run(i:Input, ?bufsize:Int):Bytes
		return new InflateImpl(i).inflate();

	/** Decodes up to the last block. **/
	public function inflate():Bytes {
		while (true) {
			final last = getBit();
			switch getBits(2) {
				case 0:
					stored();
				case 1:
					codes(fixedLiterals(), fixedDistances());
				case 2:
					dynamicCodes();
				case _:
					throw "Invalid data";
			}
			if (last == 1)
				break;
		}
		final result = out.sub(0, size);
		if (hasChecksum) {
			var stored = 0;
			for (_ in 0...4)
				stored = stored << 8 | input.readByte();
			if (stored != haxe.crypto.Adler32.make(result))
				throw "Invalid CRC";
		}
		return result;
	}

	function getBit():Int {
		if (bitCount == 0) {
			bits = input.readByte();
			bitCount = 8;
		}
		final bit = bits & 1;
		bits >>>= 1;
		bitCount--;
		return bit;
	}

	function getBits(n:Int):Int {
		var value = 0;
		for (i in 0...n)
			value |= getBit() << i;
		return value;
	}

	function put(byte:Int):Void {
		if (size == out.length) {
			final larger = Bytes.alloc(size * 2);
			larger.blit(0, out, 0, size);
			out = larger;
		}
		out.set(size++, byte);
	}

	function stored():Void {
		bitCount = 0;
		final len = input.readUInt16();
		final complement = input.readUInt16();
		if (complement != 0xFFFF - len)
			throw "Invalid data";
		for (_ in 0...len)
			put(input.readByte());
	}

	static function fixedLiterals():Codes
		return new Codes([for (i in 0...288) i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8]);

	static function fixedDistances():Codes
		return new Codes([for (_ in 0...30) 5]);

	function dynamicCodes():Void {
		final nLiterals = getBits(5) + 257;
		final nDistances = getBits(5) + 1;
		final nLengths = getBits(4) + 4;
		final lengths = [for (_ in 0...19) 0];
		for (i in 0...nLengths)
			lengths[CODE_LENGTH_ORDER[i]] = getBits(3);
		final lengthCodes = new Codes(lengths);
		final all:Array<Int> = [];
		while (all.length < nLiterals + nDistances) {
			final symbol = decode(lengthCodes);
			var value = 0;
			var times = 1;
			switch symbol {
				case 16:
					if (all.length == 0)
						throw "Invalid data";
					value = all[all.length - 1];
					times = 3 + getBits(2);
				case 17:
					times = 3 + getBits(3);
				case 18:
					times = 11 + getBits(7);
				case _:
					value = symbol;
			}
			for (_ in 0...times)
				all.push(value);
		}
		codes(new Codes(all.slice(0, nLiterals)), new Codes(all.slice(nLiterals, nLiterals + nDistances)));
	}

	function decode(codes:Codes):Int {
		var code = 0;
		var first = 0;
		var index = 0;
		for (length in 1...16) {
			code |= getBit();
			final count = codes.counts[length];
			if (code - count < first)
				return codes.symbols[index + (code - first)];
			index += count;
			first = (first + count) << 1;
			code <<= 1;
		}
		throw "Invalid data";
	}

	function codes(literals:Codes, distances:Codes):Void {
		while (true) {
			final symbol = decode(literals);
			if (symbol < 256) {
				put(symbol);
				continue;
			}
			if (symbol == 256)
				return;
			final l = symbol - 257;
			if (l >= 29)
				throw "Invalid data";
			final length = LENGTH_BASE[l] + getBits(LENGTH_EXTRA[l]);
			final d = decode(distances);
			if (d >= 30)
				throw "Invalid data";
			final distance = DISTANCE_BASE[d] + getBits(DISTANCE_EXTRA[d]);
			if (distance > size)
				throw "Invalid data";
			for (_ in 0...length)
				put(out.get(size - distance));
		}
	}
}

/** Canonical Huffman codes: how many of each length, and the symbols in order of their codes. **/
private class Codes {
	public final counts:Array<Int>;
	public final symbols:Array<Int>;

	public function new(lengths:Array<Int>) {
		counts = [for (_ in 0...16) 0];
		for (n in lengths)
			counts[n]++;
		counts[0] = 0;
		final offsets = [0, 0];
		for (n in 1...15)
			offsets.push(offsets[n] + counts[n]);
		symbols = [for (_ in lengths) 0];
		for (i in 0...lengths.length)
			if (lengths[i] != 0)
				symbols[offsets[lengths[i]]++] = i;
	}
}
