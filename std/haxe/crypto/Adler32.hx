package haxe.crypto;

import haxe.io.Bytes;
import haxe.io.Input;

/** The Adler-32 check sum. **/
class Adler32 {
	var a1:Int = 1;
	var a2:Int = 0;

	public function new() {}

	public function get():Int
		return a2 << 16 | a1;

	public function update(b:Bytes, pos:Int, len:Int):Void
		for (p in pos...pos + len) {
			a1 = (a1 + b.get(p)) % 65521;
			a2 = (a2 + a1) % 65521;
		}

	public function equals(a:Adler32):Bool
		return a.a1 == a1 && a.a2 == a2;

	public function toString():String
		return StringTools.hex(a2, 8) + StringTools.hex(a1, 8);

	/** Reads a check sum, its highest byte first. **/
	public static function read(i:Input):Adler32 {
		final a = new Adler32();
		final a2a = i.readByte();
		final a2b = i.readByte();
		final a1a = i.readByte();
		final a1b = i.readByte();
		a.a1 = a1a << 8 | a1b;
		a.a2 = a2a << 8 | a2b;
		return a;
	}

	public static function make(b:Bytes):Int {
		final a = new Adler32();
		a.update(b, 0, b.length);
		return a.get();
	}
}
