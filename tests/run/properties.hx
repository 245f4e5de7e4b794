class Temp {
	public var celsius(default, set):Float = 0;
	public var fahrenheit(get, set):Float;
	public var reads(default, null) = 0;
	public static var scale(get, never):Int;
	static function get_scale() return 7;
	public function new() {}
	function set_celsius(v:Float) {
		if (v < -273) v = -273;
		return celsius = v;
	}
	function get_fahrenheit() {
		reads++;
		return celsius * 9 / 5 + 32;
	}
	function set_fahrenheit(v:Float) {
		celsius = (v - 32) * 5 / 9;
		return v;
	}
}

class Main {
	static function main() {
		var t = new Temp();
		t.celsius = 100;
		trace(t.fahrenheit);
		t.fahrenheit = 32;
		trace(t.celsius, t.fahrenheit);
		trace(t.celsius = -500, t.celsius);
		t.celsius += 10;
		t.fahrenheit -= 1;
		trace(t.reads, Temp.scale);
	}
}
