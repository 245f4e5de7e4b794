// One place of the program that meets objects of many kinds, in turn and again.
class Plain {
	public var n:Int = 1;
	public var f:Float = 0.5;
	public var b:Bool = false;
	public var s:String = "s";
	public var d:Dynamic = null;

	public function new() {}

	public function name(x:Int):String
		return "Plain" + (n + x);
}

class Derived extends Plain {
	public var extra:Int = 10;

	override function name(x:Int):String
		return "Derived" + (extra + x);
}

class Other {
	public var f:Int = 7;
	public var n:Float = 1.25;
	public var name:Int->String = x -> "closure" + x;

	public function new() {}
}

typedef Named = {
	var n:Float;
	function name(x:Int):String;
}

class Main {
	static function describe(o:Dynamic):String
		return o.n + " " + o.f + " " + o.name(2);

	static function bump(o:Dynamic) {
		o.n = o.n + 1;
		o.f += 0.5;
	}

	static function typed(o:Named):String
		return o.n + o.name(1);

	static function attempt(f:() -> Void) {
		try {
			f();
		} catch (e:Dynamic) {
			Sys.println("thrown");
		}
	}

	static function main() {
		var plain = new Plain(), derived = new Derived(), other = new Other();
		var structure = {n: 3.0, f: 2.5, name: (x:Int) -> "structure" + x};
		var turned = {name: (x:Int) -> "turned" + x, f: 1, n: 2};
		var all:Array<Dynamic> = [plain, derived, other, structure, turned];
		for (round in 0...3) {
			for (o in all)
				Sys.println(describe(o));
			for (o in [plain, derived])
				bump(o);
			bump(structure);
			bump(turned);
			other.f += round;
		}
		for (round in 0...2)
			for (o in all)
				Sys.println(typed(o));
		var d:Dynamic = plain;
		for (i in 0...3) {
			d.b = i == 1;
			d.s = "text" + i;
			d.d = i == 2 ? null : [i];
			Sys.println("" + d.b + d.s + d.d);
			d = i == 0 ? derived : plain;
		}
		var p:Dynamic = plain;
		for (value in ([1, 2.5, 3] : Array<Dynamic>)) {
			p.f = value;
			Sys.println(plain.f);
		}
		for (value in ([1, 2.0, 3.0, -4] : Array<Dynamic>)) {
			p.n = value;
			p.f = value;
			Sys.println(plain.n + plain.f);
		}
		for (value in ([other, null, plain] : Array<Dynamic>))
			attempt(() -> Sys.println(describe(value)));
		var x:Dynamic = 1, y:Dynamic = 2.5, z:Dynamic = "z";
		for (i in 0...3) {
			Sys.println(x + y);
			Sys.println(x - y);
			Sys.println(x * x);
			Sys.println(x + x);
			Sys.println(z + x + y);
			x = y;
			y = 100;
		}
		x = 2147483647;
		Sys.println(x + 1);
		// Adding a field moves a structure to another shape.
		var grows:Dynamic = {a: 1};
		for (i in 0...4) {
			Reflect.setField(grows, "f" + i, i);
			grows.a = grows.a + i;
			Sys.println(grows.a + " " + grows.f2);
		}
		// An exception out of a method called by name.
		var thrower:Dynamic = new Thrower();
		for (i in 0...3)
			attempt(() -> Sys.println(thrower.go(i)));
	}
}

class Thrower {
	public function new() {}

	public function go(i:Int):Int {
		if (i == 1)
			throw "odd";
		return i;
	}
}
