class Main {
	static function y(i:Int) { Sys.print("y" + i + " "); return i; }
	static function main() {
		var a = { 1; 2; 3; };
		var b = switch (a) { case 3: "three"; default: "other"; };
		var c = try { "ok"; } catch (e:Dynamic) { "bad"; };
		var d = if (a > 2) { trace("side"); 10; } else 20;
		trace(a, b, c, d);
		var x;
		x = y(1) + y(2) * y(3);
		trace(x);
	}
}
