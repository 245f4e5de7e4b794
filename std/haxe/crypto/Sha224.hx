package haxe.crypto;

import haxe.io.Bytes;

/** The SHA-224 digest (FIPS 180). **/
class Sha224 {
	public function new() {}

	/** The digest of `s` in lower-case hexadecimal. **/
	public static function encode(s:String):String
		return make(Bytes.ofString(s)).toHex();

	/** The 28 bytes of the digest. **/
	public static function make(b:Bytes):Bytes {
		final h = [
			0xC1059ED8, 0x367CD507, 0x3070DD17, 0xF70E5939, 0xFFC00B31, 0x68581511, 0x64F98FA7, 0xBEFA4FA4
		];
		Sha256.rounds(Sha256.pad(b), h);
		return Sha256.join(h, 7);
	}
}
