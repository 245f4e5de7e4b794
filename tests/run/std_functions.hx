class Main {
	static function main() {
		trace(Std.string(1.0), Std.string(null), Std.string([1, 2]), Std.string("s"), Std.string(true));
		trace(Std.parseInt("42"), Std.parseInt("0x1F"), Std.parseInt("12abc"), Std.parseInt("x"));
		trace(Std.parseFloat("1.5e3"), Std.parseFloat("7"), Math.isNaN(Std.parseFloat("x")));
		trace(Std.int(1e9), Std.isOfType(1, Int), Std.isOfType(1.5, Int), Std.isOfType("s", String));
	}
}
