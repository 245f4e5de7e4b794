import haxe.rtti.Meta;
@author("Bob", 42) @flag @:compiler("no") @conf({x: 1, y: [1, 2.5, "s"], n: null, b: true, neg: -3})
class C { @field @range(1, 8) var a:Int; @stat("st") static var s = 1; @ctor public function new() {} @m({k: "v"}) function m() {} @:keep function k() {} @two @two2(2) static function f() {} }
@iface interface I { @im function x():Void; }
@en enum E { @one A; @b(1) B(x:Int); K; }
class D extends C { @sub function q() {} }
class Plain {}
class Main {
	static function sorted(o:Dynamic):String {
		if (o == null) return "null";
		if (Std.isOfType(o, Array)) return "[" + [for (x in (o : Array<Dynamic>)) sorted(x)].join(",") + "]";
		if (Type.typeof(o) == TObject) { var f = Reflect.fields(o); f.sort(Reflect.compare); return "{" + [for (x in f) x + ":" + sorted(Reflect.field(o, x))].join(" ") + "}"; }
		return Std.string(o);
	}
	static function main() {
		for (t in ([C, I, E, D, Plain]:Array<Dynamic>)) { trace(sorted(Meta.getType(t))); trace(sorted(Meta.getFields(t))); trace(sorted(Meta.getStatics(t))); }
		trace(Meta.getType(C).author[0]); trace(Meta.getFields(E).B.b[0] + 1); trace(Reflect.hasField(Meta.getType(C), "flag")); trace(Meta.getType(C).nothing == null);
	}
}
