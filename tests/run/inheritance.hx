class Animal {
	var name:String;
	public function new(name:String) {
		this.name = name;
		init();
	}
	function init() trace("animal init");
	public function speak() return name + " makes a sound";
	public function describe() return "I am " + speak();
}

class Dog extends Animal {
	var tricks = 2;
	public function new(name:String) {
		super(name + " the dog");
		tricks++;
	}
	override function init() {
		super.init();
		trace("dog init", tricks);
	}
	override public function speak() return name + " barks " + tricks;
}

class Puppy extends Dog {
	override public function speak() return super.speak() + " softly";
}

class Main {
	static function main() {
		var all:Array<Animal> = [new Animal("Thing"), new Dog("Rex"), new Puppy("Bit")];
		for (a in all) trace(a.describe());
		trace(Std.isOfType(all[2], Dog), Std.isOfType(all[0], Dog), (all[1] is Animal));
		var d = cast(all[1], Dog);
		trace(d.speak());
		try {
			var p = cast(all[0], Puppy);
			trace("no", p);
		} catch (e:Dynamic) {
			trace("cast failed");
		}
	}
}
