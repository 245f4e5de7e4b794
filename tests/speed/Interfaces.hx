/** A tree of objects behind an interface. **/
interface Node {
	function value():Float;
	function update(dt:Float):Void;
	function depth():Int;
}

class Leaf implements Node {
	var x:Float;
	var v:Float;

	public function new(x, v) {
		this.x = x;
		this.v = v;
	}

	public function value()
		return x;

	public function update(dt:Float) {
		x += v * dt;
		if (x > 100 || x < -100)
			v = -v;
	}

	public function depth()
		return 1;
}

class Pair implements Node {
	var a:Node;
	var b:Node;

	public function new(a, b) {
		this.a = a;
		this.b = b;
	}

	public function value()
		return a.value() + b.value();

	public function update(dt:Float) {
		a.update(dt);
		b.update(dt);
	}

	public function depth() {
		var l = a.depth(), r = b.depth();
		return 1 + (l > r ? l : r);
	}
}

class Scale implements Node {
	var a:Node;
	var k:Float;

	public function new(a, k) {
		this.a = a;
		this.k = k;
	}

	public function value()
		return a.value() * k;

	public function update(dt:Float)
		a.update(dt * k);

	public function depth()
		return 1 + a.depth();
}

class Interfaces {
	static var seed = 11;

	static function rnd() {
		seed = (seed * 3877 + 29573) % 139968;
		return seed / 139968;
	}

	static function build(n:Int):Node {
		if (n == 0)
			return new Leaf(rnd() * 10, rnd() * 4 - 2);
		if (n % 5 == 0)
			return new Scale(build(n - 1), 0.5 + rnd());
		return new Pair(build(n - 1), build(n - 1));
	}

	static function main() {
		var root = build(14);
		var sum = 0.0;
		for (i in 0...300) {
			root.update(0.1);
			sum += root.value();
		}
		trace(Math.floor(sum) + " " + root.depth());
	}
}
