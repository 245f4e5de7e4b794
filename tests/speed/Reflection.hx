/** Reflect and Type. **/
class Item {
	public var a:Int = 1;
	public var b:String = "x";

	public function new() {}

	public function hello(n:Int)
		return n + a;
}

class Reflection {
	static function main() {
		var o = {x: 1, y: 2, z: 3};
		var it = new Item();
		var sum = 0;
		for (i in 0...1000000) {
			for (f in Reflect.fields(o))
				sum += Reflect.field(o, f);
			Reflect.setField(it, "a", i & 7);
			sum += Reflect.field(it, "a");
			sum += Reflect.callMethod(it, Reflect.field(it, "hello"), [i & 3]);
			if (Type.getClass(it) == Item)
				sum++;
			if (Std.isOfType(it, Item))
				sum++;
		}
		trace(sum);
	}
}
