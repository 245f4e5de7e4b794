// `super.x` calls the accessors of the class above, which are not always those of the class that declares the property.
class A {
	public var x(get, set):Int;
	var stored = 1;

	public function new() {}

	function get_x():Int
		return stored;

	function set_x(v:Int):Int
		return stored = v;
}

class B extends A {
	override function get_x():Int
		return super.get_x() + 10;

	override function set_x(v:Int):Int
		return super.set_x(v + 10);
}

class C extends B {
	override function get_x():Int
		return super.x + 100;

	override function set_x(v:Int):Int
		return super.x = v + 100;

	public function add():Int {
		super.x += 1;
		super.x++;
		return super.x;
	}
}

class D<T> extends C {
	public function read():Int
		return super.x;
}

class Main {
	static function main() {
		final c = new C();
		trace(c.x);
		trace(c.x = 5);
		trace(c.add());
		trace(new D<String>().read());
		// Reading through a copy: arrays are copied as arrays.
		final a = [3, 1, 2];
		final b = Reflect.copy(a);
		b.push(9);
		trace(a);
		trace(b);
		final input = new haxe.io.BytesInput(haxe.io.Bytes.ofString("abcdef"), 1, 4);
		trace(input.position);
		trace(input.readByte());
		input.position = 3;
		trace(input.readAll());
		trace(~/^[[:alpha:]]+$/.match("é"));
	}
}
