class Main {
	static function main() {
		var a = 7.5;
		var b = -2.0;
		trace(a + b, a - b, a * b, a / b, a % b);
		trace(1 / 3, 10 / 2, 1e21, 1e-7, 123456.789);
		trace(0.1 + 0.2);
		var z = 0.0;
		trace(z / z == z / z, Math.isNaN(z / z), 1 / z > 1e300);
		trace(1 + 0.5, 3 * 0.5);
		trace(Math.floor(-1.5), Math.ceil(-1.5), Math.round(-1.5), Math.round(1.5));
		trace(Math.sqrt(2), Math.abs(-3.5), Math.max(1, 2.5), Math.min(1, 2.5));
		trace(Math.pow(2, 10), Std.int(3.99), Std.int(-3.99));
		trace(Math.PI);
	}
}
// CHOICE: floats print with the shortest digits that read back (haxe-language 13.18).
