class Main {
	static function main() {
		var a = 7;
		var b = -3;
		trace(a + b, a - b, a * b, a % b, b % a);
		trace(a / b);
		trace(Std.int(a / b));
		trace(2147483647 + 1, -2147483648 - 1);
		trace(65536 * 65536, 123456789 * 987654321);
		trace(a & 3, a | 8, a ^ 5, ~a);
		trace(1 << 33, -1 >> 3, -1 >>> 28, -1 >>> 0);
		var x = 5;
		x += 3; x -= 1; x *= 4; x %= 10; x <<= 3; x >>= 1; x |= 1; x &= 0xff; x ^= 2;
		trace(x);
		trace(x++, x, ++x, x--, --x);
	}
}
// CHOICE: floats print with the shortest digits that read back (haxe-language 13.18).
