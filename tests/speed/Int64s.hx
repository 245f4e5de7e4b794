/** 64-bit arithmetic: a hash and a generator. **/
import haxe.Int64;

class Int64s {
	static function main() {
		var x = Int64.make(0x12345678, 0x9abcdef0);
		var h = Int64.make(0xcbf29ce4, 0x84222325);
		var prime = Int64.make(0x100, 0x1b3);
		for (i in 0...20000000) {
			x = x ^ (x << 13);
			x = x ^ (x >>> 7);
			x = x ^ (x << 17);
			h = (h ^ (x & 255)) * prime;
		}
		trace(Int64.toStr(x), Int64.toStr(h));
	}
}
