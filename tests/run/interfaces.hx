interface Shape {
	var name(default, null):String;
	function area():Float;
}

interface Named {
	function title():String;
}

class Square implements Shape implements Named {
	public var name(default, null):String = "square";
	var side:Float;
	public function new(side:Float) this.side = side;
	public function area() return side * side;
	public function title() return "Square of " + side;
}

class Circle implements Shape {
	public var name(default, null):String;
	var r:Float;
	public function new(r:Float) {
		this.r = r;
		name = "circle";
	}
	public function area():Float return 3 * r * r;
}

class Main {
	static function total(shapes:Array<Shape>) {
		var t = 0.0;
		for (s in shapes) t += s.area();
		return t;
	}
	static function main() {
		var shapes:Array<Shape> = [new Square(2), new Circle(1)];
		trace(total(shapes));
		for (s in shapes) trace(s.name, s.area(), Std.isOfType(s, Named));
		var n:Named = new Square(3);
		trace(n.title());
		var f = n.title;
		trace(f());
	}
}
