@:native("pack.Renamed") class A { @:native("shown") public var hidden = 3; public function new() {} @:native("go") public function run() return "ran"; @:native("SV") public static var sv = 5; }
@:native("Other") enum E { @:native("X1") One; Two(x:Int); }
class G { @:generic public static function id<T>(x:T):T return x; @:generic public function two<T>(x:T) return [x, x]; public function new() {} }
class Main {
	static function main() {
		var a = new A();
		trace(Type.getClassName(A)); trace(Type.resolveClass("pack.Renamed") == A); trace(a.hidden); trace(a.run()); trace(A.sv);
		trace(Type.getInstanceFields(A)); trace(Reflect.field(a, "shown")); trace(Reflect.field(A, "SV")); trace(Reflect.callMethod(a, Reflect.field(a, "go"), []));
		trace(Type.getEnumName(E)); trace(Type.createEnum(E, "X1") == One); trace(switch (One:E) { case One: 1; case Two(_): 2; });
		trace(G.id(1)); trace(G.id("s")); trace(new G().two(1.5)); var f = Type.getClassFields(G); f.sort(Reflect.compare); trace(f); trace(Reflect.callMethod(G, Reflect.field(G, "id_Int"), [7]));
		var d:Dynamic = a; trace(d.shown); trace(d.go()); d.shown = 9; trace(a.hidden);
	}
}
