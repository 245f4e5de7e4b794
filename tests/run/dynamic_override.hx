class Base {
	public function new() {}

	public dynamic function add(x:Int, y:Int):Int
		return x + y;
}

/** What overrides a dynamic method is dynamic without saying so. **/
class Sub extends Base {
	override function add(x:Int, y:Int):Int
		return (x + y) * 2;
}

class Main {
	static function main() {
		var b:Base = new Sub();
		trace(b.add(1, 2));
		trace(new Base().add(1, 2));
		var s = new Sub();
		s.add = (x, y) -> x - y;
		trace(s.add(3, 4));
		trace((s : Base).add(3, 4));
		var f = new Sub().add;
		trace(f(5, 6));
	}
}
