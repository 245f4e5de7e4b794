/** Dynamic values: arithmetic, field access, calls. **/
class Thing {
	public var n:Int = 0;

	public function new() {}

	public function bump(by:Int):Int
		return n += by;
}

class Dynamics {
	static function main() {
		var d:Dynamic = {a: 1, b: 2.5, s: "hey"};
		var t:Dynamic = new Thing();
		var acc:Dynamic = 0;
		for (i in 0...8000000) {
			acc = acc + d.a;
			d.b = d.b + 0.5;
			t.n = t.n + 1;
			t.bump(2);
			if (acc > 1000000)
				acc = 0;
		}
		trace(acc, d.b, t.n);
	}
}
