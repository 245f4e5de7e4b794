/** Virtual and interface calls on a mix of classes. **/
interface Shape {
	function area():Float;
	function scale(by:Float):Void;
}

class Base {
	public var id:Int;

	public function new(id:Int)
		this.id = id;

	public function weight():Int
		return id;
}

class Square extends Base implements Shape {
	var side:Float;

	public function new(id, side) {
		super(id);
		this.side = side;
	}

	public function area()
		return side * side;

	public function scale(by:Float)
		side *= by;

	override function weight()
		return id * 2;
}

class Circle extends Base implements Shape {
	var r:Float;

	public function new(id, r) {
		super(id);
		this.r = r;
	}

	public function area()
		return r * r * 3;

	public function scale(by:Float)
		r *= by;

	override function weight()
		return id * 3;
}

class Rect extends Base implements Shape {
	var w:Float;
	var h:Float;

	public function new(id, w, h) {
		super(id);
		this.w = w;
		this.h = h;
	}

	public function area()
		return w * h;

	public function scale(by:Float) {
		w *= by;
		h *= by;
	}
}

class Dispatch {
	static function main() {
		var shapes:Array<Shape> = [];
		var bases:Array<Base> = [];
		for (i in 0...1000) {
			switch (i % 3) {
				case 0:
					var s = new Square(i, i);
					shapes.push(s);
					bases.push(s);
				case 1:
					var s = new Circle(i, i);
					shapes.push(s);
					bases.push(s);
				default:
					var s = new Rect(i, i, 2);
					shapes.push(s);
					bases.push(s);
			}
		}
		var sum = 0.0;
		var n = 0;
		for (round in 0...100000) {
			for (s in shapes)
				sum += s.area();
			for (b in bases)
				n = (n + b.weight()) | 0;
		}
		for (s in shapes)
			s.scale(0.5);
		trace(sum % 1000003, n);
	}
}
