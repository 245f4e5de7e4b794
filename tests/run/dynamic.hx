class Foo {
	public var n = 5;
	public function new() {}
	public function twice(i:Int) return i * 2;
}

class Main {
	static function main() {
		var d:Dynamic = 5;
		trace(d + 1, d * 2, d == 5);
		d = "str";
		trace(d.length, d + 1, d.toUpperCase());
		d = {a: 1, b: "two"};
		trace(d.a, d.b, d.c);
		d.c = 3.5;
		trace(d.c);
		d = [1, 2, 3];
		trace(d.length, d[1]);
		d = new Foo();
		trace(d.n, d.twice(4));
		d.n = 9;
		trace((d : Foo).n);
		var i:Int = d.n;
		trace(i + 1);
		d = (x:Int, y:Int) -> x + y;
		trace(d(1, 2));
		var f:Float = (3 : Dynamic);
		trace(f / 2);
	}
}
