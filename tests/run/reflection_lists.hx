class Animal {
	public var name:String;
	public function new(n) name = n;
	public function speak() return "...";
	public dynamic function hook() return 1;
	final function sealed() return 2;
	static var count = 3;
	public static function make() return new Animal("m");
}

class Dog extends Animal {
	var tricks = 0;
	override function speak() return "woof";
	public function trick(n:Int) tricks += n;
}

class Main {
	static function sorted(a:Array<String>) {
		a.sort(Reflect.compare);
		return a.join(" ");
	}
	static function main() {
		trace(sorted(Type.getInstanceFields(Dog)));
		trace(sorted(Type.getInstanceFields(Animal)));
		trace(sorted(Type.getClassFields(Animal)));
		var d:Animal = Type.createInstance(Dog, ["Rex"]);
		trace(d.speak(), Reflect.callMethod(d, Reflect.field(d, "speak"), []), Reflect.field(Animal, "make")().name);
		trace(sorted(Reflect.fields({b: 1, a: 2})), Reflect.hasField(d, "name"), Reflect.getProperty(d, "name"));
	}
}
