package haxe.crypto;

import haxe.io.Bytes;

/** The CRC-32 check sum. **/
class Crc32 {
	static final table:Array<Int> = [for (i in 0...256) entry(i)];

	static function entry(n:Int):Int {
		for (_ in 0...8)
			n = n & 1 == 1 ? (n >>> 1) ^ 0xEDB88320 : n >>> 1;
		return n;
	}

	var crc:Int = 0xFFFFFFFF;

	public inline function new() {}

	public inline function byte(b:Int):Void
		crc = (crc >>> 8) ^ table[(crc ^ b) & 0xFF];

	public inline function update(b:Bytes, pos:Int, len:Int):Void
		for (i in pos...pos + len)
			byte(b.get(i));

	public inline function get():Int
		return crc ^ 0xFFFFFFFF;

	public static function make(data:Bytes):Int {
		final c = new Crc32();
		c.update(data, 0, data.length);
		return c.get();
	}
}
