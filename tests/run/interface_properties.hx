interface Shape {
	var name(get, never):String;
	var size(get, set):Float;
}

class Circle implements Shape {
	public var name(get, never):String;
	public var size(get, set):Float;
	var r = 1.0;
	public function new() {}
	function get_name() return "circle " + r;
	function get_size() return r * 2;
	function set_size(v:Float) {
		r = v / 2;
		return v;
	}
}

class Main {
	static function main() {
		var s:Shape = new Circle();
		trace(s.name, s.size);
		s.size = 10;
		trace(s.name, s.size);
		s.size += 4;
		trace(s.name, s.size = 1);
	}
}
