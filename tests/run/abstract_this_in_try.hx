// A handler sees what the covered code assigned to `this`.
abstract Counter(Int) from Int {
	public inline function new(v)
		this = v;

	public inline function failing() {
		try {
			this = 9;
			throw "x";
		} catch (e:String) {
			this += 1;
		}
	}

	public inline function step(k:Int) {
		switch k {
			case 0:
				this = 100;
			case 1:
				this += 5;
			default:
				this -= 1;
		}
	}

	public inline function get():Int
		return this;
}

class Holder {
	public var c:Counter = 1;
	public var all:Array<Counter> = [1, 2];

	public function new() {}
}

class Main {
	static var s:Counter = 3;

	static function main() {
		var c = new Counter(1);
		c.step(0);
		c.step(1);
		c.step(2);
		Sys.println(c.get());
		c.failing();
		Sys.println(c.get());
		var h = new Holder();
		h.c.step(0);
		h.c.failing();
		h.all[1].step(1);
		s.step(1);
		Sys.println(h.c.get() + " " + h.all[1].get() + " " + s.get());
	}
}
