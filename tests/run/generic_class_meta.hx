@:generic
class Pool<T:{function new():Void;}> {
	var free:Array<T> = [];
	public var made = 0;
	public function new() {}
	public function take():T {
		if (free.length > 0) return free.pop();
		made++;
		return new T();
	}
	public function give(x:T) free.push(x);
}

class Bullet {
	public var x = 1;
	public function new() {}
}

class Enemy {
	public var hp = 50;
	public function new() {}
}

class Util {
	@:generic public static function pick<T>(a:T, b:T, first:Bool):T return first ? a : b;
}

class Main {
	static function main() {
		var p = new Pool<Bullet>();
		var b = p.take();
		b.x = 9;
		p.give(b);
		trace(p.take().x, p.made, p.take().x, p.made);
		var e = new Pool<Enemy>();
		trace(e.take().hp);
		trace(Util.pick(1, 2, true), Util.pick("a", "b", false), Util.pick(1.5, 2, true));
	}
}
