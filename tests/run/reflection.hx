class P {
	public var a = 1;
	public var b = "x";
	public function new() {}
	public function m(i:Int) return a + i;
	public static function s() return "static";
}

class Main {
	static function main() {
		var p = new P();
		trace(Reflect.field(p, "a"), Reflect.hasField(p, "zz"));
		Reflect.setField(p, "a", 10);
		trace(p.a, Reflect.callMethod(p, Reflect.field(p, "m"), [5]));
		trace(Type.getClassName(Type.getClass(p)));
		var o = {x: 1, y: 2};
		var f = Reflect.fields(o);
		f.sort(Reflect.compare);
		trace(f, Reflect.isObject(o), Reflect.isFunction(main));
		Reflect.deleteField(o, "x");
		trace(Reflect.fields(o));
		var q = Type.createInstance(P, []);
		trace(q.b);
		trace(Type.resolveClass("P") == P);
		trace(Type.getInstanceFields(P).length);
	}
}
