// A checked cast that fails throws; an unchecked one does not.
class A {
	public function new() {}
}

class B extends A {}

class Main {
	static function main() {
		var a = new A();
		var d:Dynamic = "text";
		try {
			var b = cast(a, B);
			Sys.println(b == null);
		} catch (e:Dynamic) {
			Sys.println("class cast failed");
		}
		try {
			var n = cast(d, Int);
			Sys.println(n);
		} catch (e:Dynamic) {
			Sys.println("int cast failed");
		}
		Sys.println(cast(null, B) == null);
		Sys.println(cast(new B(), A) != null);
		var c = cast(d, Array<Dynamic>);
		Sys.println(c.length);
	}
}
