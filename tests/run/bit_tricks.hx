class Main {
	static function popcount(x:Int) {
		var n = 0;
		while (x != 0) {
			x &= x - 1;
			n++;
		}
		return n;
	}
	static function crc(s:String) {
		var c = 0xFFFFFFFF;
		for (i in 0...s.length) {
			c ^= s.charCodeAt(i);
			for (_ in 0...8) c = (c & 1) != 0 ? (c >>> 1) ^ 0xEDB88320 : c >>> 1;
		}
		return ~c;
	}
	static function fnv(s:String) {
		var h = 0x811C9DC5;
		for (i in 0...s.length) h = (h ^ s.charCodeAt(i)) * 16777619;
		return h;
	}
	static function main() {
		trace(popcount(255), popcount(-1), popcount(0));
		trace(crc("123456789"), StringTools.hex(crc("123456789")), fnv("hello"));
		trace(1 << 31, 1 << 32, 1 >> 40, -8 >> 1, -8 >>> 28, 0x80000000);
		var flags = 0;
		flags |= 1 << 3;
		flags |= 1 << 5;
		flags &= ~(1 << 3);
		trace(flags, flags & (1 << 5) != 0);
		var x = 0x12345678;
		trace(StringTools.hex((x >>> 24) | ((x >> 8) & 0xFF00) | ((x << 8) & 0xFF0000) | (x << 24)));
	}
}
