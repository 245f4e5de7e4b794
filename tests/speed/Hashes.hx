/** Digests and Base64 of the standard library. **/

import haxe.crypto.*;
import haxe.io.Bytes;

class Hashes {
	static function main() {
		var text = StringTools.rpad("", "The quick brown fox jumps over the lazy dog. ", 100000);
		var bytes = Bytes.ofString(text);
		var s = "";
		for (i in 0...6) {
			s = Md5.encode(text + s);
			s = Sha1.encode(text + s);
			s = Sha256.encode(text + s);
			s += Crc32.make(bytes);
			s += Adler32.make(bytes);
			var enc = Base64.encode(bytes);
			s += enc.length + Base64.decode(enc).length;
		}
		trace(s);
	}
}
