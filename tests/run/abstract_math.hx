abstract Vec2({x:Float, y:Float}) {
	public var x(get, never):Float;
	public var y(get, never):Float;
	public inline function new(x, y) this = {x: x, y: y};
	inline function get_x() return this.x;
	inline function get_y() return this.y;
	@:op(A + B) public inline function add(o:Vec2) return new Vec2(x + o.x, y + o.y);
	@:op(A - B) public inline function sub(o:Vec2) return new Vec2(x - o.x, y - o.y);
	@:op(A * B) @:commutative public static inline function scale(v:Vec2, f:Float) return new Vec2(v.x * f, v.y * f);
	@:op(-A) public inline function neg() return new Vec2(-x, -y);
	@:op(A == B) public inline function eq(o:Vec2) return x == o.x && y == o.y;
	@:from public static function fromArray(a:Array<Float>) return new Vec2(a[0], a[1]);
	@:to public function toString():String return '($x, $y)';
}

abstract Counter(Int) from Int to Int {
	@:op(++A) public inline function inc():Counter {
		this += 10;
		return this;
	}
	@:op(A += B) public inline function plus(n:Int):Counter return this = this + n * 2;
	public inline function reset() this = 0;
}

abstract Celsius(Float) to Float {
	public inline function new(v) this = v;
	@:to public inline function toFahrenheit():Fahrenheit return new Fahrenheit(this * 9 / 5 + 32);
}

abstract Fahrenheit(Float) to Float {
	public inline function new(v) this = v;
}

class Main {
	static function show(s:String) return s;
	static function main() {
		var a = new Vec2(1, 2);
		var b:Vec2 = [3.0, 4.5];
		trace(show(a + b), show(b - a), show(2 * a), show(a * 0.5), show(-a));
		trace(a == new Vec2(1, 2), a == b);
		var c:Counter = 1;
		++c;
		trace((c : Int));
		c += 3;
		trace((c : Int));
		c.reset();
		trace((c : Int));
		var f:Fahrenheit = new Celsius(100);
		trace((f : Float));
	}
}
