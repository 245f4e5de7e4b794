// Everything in a module that is loaded is there: classes nobody mentions get their statics, and can be found by name.
// A variable of a function gets its value with the statics of its class.
class Registry {
	public static final names:Array<String> = [];

	public static function add(name:String):Int
		return names.push(name);
}

class Plugin {
	static final registered = Registry.add("plugin");

	public var n:Int;

	public function new(n:Int)
		this.n = n;

	public function describe():String
		return "plugin " + n + " of " + registered;
}

class Silent {
	static final table = [1, 2, 3];
}

enum Signal {
	Go;
	Wait(n:Int);
}

abstract Day(Int) {
	public function new(n)
		this = n;

	@:op(A ... B) static function range(a:Day, b:Day):Iterator<String>
		return ["day " + a.toInt(), "to " + b.toInt()].iterator();

	public function toInt():Int
		return this;
}

class Main {
	static function next():Int {
		static var n = Registry.names.length;
		return ++n;
	}

	static function main() {
		trace(Registry.names);
		trace(next());
		trace(next());
		final c = Type.resolveClass("Plugin");
		final plugin:Dynamic = Type.createInstance(c, [7]);
		trace(plugin.describe());
		trace(Type.getEnumConstructs(Type.resolveEnum("Signal")));
		trace(Type.resolveClass("Nothing"));
		trace(haxe.Unserializer.run("cy6:Pluginy1:ni7g").n);
		for (x in new Day(1)...new Day(3))
			trace(x);
	}
}
