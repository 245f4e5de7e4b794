class Main {
	static var log = "";
	static function t(s:String, v:Bool) {
		log += s;
		return v;
	}
	static function main() {
		trace(1 + 2 * 3 - 4 / 2, (1 + 2) * 3, 7 % 3 * 2, -3 + 5, - -3);
		trace(1 << 2 + 1, 5 & 3 == 1 ? "a" : "b", 6 | 1 ^ 3, ~5 & 0xF);
		trace(!true || true && false, !(true || true) == false);
		var a = 5;
		var b = a++ + ++a;
		trace(a, b, a-- - --a, a);
		var x = 10;
		x += x -= 3;
		trace(x);
		var arr = [1, 2, 3];
		var i = 0;
		arr[i++] += 10;
		arr[i++] *= 5;
		trace(arr, i);
		trace(t("a", false) && t("b", true) || t("c", true), log);
		trace("a" + 1 + 2, 1 + 2 + "a", "x" + -1, "y" + (1 - 2));
		trace(5 / 2, 4 / 2, Std.int(7 / 2), -7 % 3, 7 % -3, 5.5 % 2);
		trace(0x10, 1e3, .5, 1_000);
		var u = 1 > 0 ? 2 > 1 ? "both" : "one" : "none";
		trace(u);
		trace(3 == 3.0, "1" == "1", null == null);
	}
}
