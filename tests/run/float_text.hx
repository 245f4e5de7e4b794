class Main {
	static function main() {
		var fs = [0.1, 0.2, 0.1 + 0.2, 1 / 3, 1e10, 1e15, 1e16, 1e17, 1e20, 1e21, 1e22, 1.5e300, 1e-5, 1e-6, 1e-7, 123456789.123, 0.000123, -0.5, 100.0, 1e100,
			4.35, 2.675, 1.005, 3.14159265358979, 2.5e-10, 5e-324, 1.7976931348623157e308, 12345678901234567890.0, 0.1 * 3, 9007199254740993.0, 1.1, 33.333333333333336];
		for (f in fs) trace(f);
		trace(fs);
		trace('${1.0} ${-1.0} ${1e3} ${1.50}');
		trace(Math.PI); trace(Math.sqrt(2)); trace(Math.exp(1)); trace(Math.pow(2, 0.5)); trace(Math.log(10));
		trace(Math.sin(1)); trace(Math.atan2(1, -1)); trace(Math.tan(0.5));
		trace(Std.string(1.0)); trace("" + 3.0); trace(Std.string(0.1 + 0.7));
		trace(Math.NaN); trace(Math.isNaN(0 / 0)); trace(Math.NaN == Math.NaN); trace(Math.NaN != Math.NaN); trace(Math.NaN < 1); trace(Math.NaN >= 1);
		trace(Math.round(2.5)); trace(Math.round(-2.5)); trace(Math.round(-0.5)); trace(Math.round(0.49999999999999994)); trace(Math.floor(-1.5)); trace(Math.ceil(-1.5));
		trace(Math.fround(2.5)); trace(Math.ffloor(-2.5)); trace(Math.fceil(2.1)); trace(Math.abs(-3)); trace(Math.abs(-3.5));
		trace(Math.min(1, 2)); trace(Math.max(1.5, -2)); trace(Math.isNaN(Math.min(Math.NaN, 1))); trace(Math.isFinite(1 / 0)); trace(Math.isFinite(1e308));
		trace(Std.int(3.99)); trace(Std.int(-3.99)); trace(Std.parseFloat("3.14abc")); trace(Std.parseFloat("  -2.5e3 ")); trace(Math.isNaN(Std.parseFloat("abc"))); trace(Std.parseFloat(".5")); trace(Std.parseFloat("5."));
		trace(Std.parseInt("42")); trace(Std.parseInt("  42px")); trace(Std.parseInt("0x1F")); trace(Std.parseInt("-0x10")); trace(Std.parseInt("abc")); trace(Std.parseInt("")); trace(Std.parseInt("+7")); trace(Std.parseInt("- 7")); trace(Std.parseInt("1e5")); trace(Std.parseInt("3.9"));
		trace(5 % 3); trace(-5 % 3); trace(5 % -3); trace(5.5 % 2); trace(-5.5 % 2); trace(1e20 % 7);
		trace(7 / 2); trace(Std.int(7 / 2)); trace(-7 / 2); trace(1 / 0 > 1e308);
		trace(0x7FFFFFFF + 1); trace(-2147483648 - 1); trace(65536 * 65536); trace(123456789 * 987654321);
		trace(1 << 31); trace(1 << 32); trace(-1 >> 1); trace(-1 >>> 1); trace(-1 >>> 0); trace(-1 >>> 28); trace(5 & 3 | 8 ^ 2); trace(~5);
		var n:Null<Float> = null; trace(n); n = 1.5; trace(n + 1); trace(n == 1.5);
	}
}
// CHOICE: shortest text that reads back
