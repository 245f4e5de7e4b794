class Point {
	public var x:Int;
	public var y:Int = 10;
	static var made = 0;
	public function new(x:Int) {
		this.x = x;
		made++;
	}
	public function add(o:Point):Point {
		var p = new Point(x + o.x);
		p.y = y + o.y;
		return p;
	}
	public function toString() return "(" + x + "," + y + ")";
	public static function count() return made;
}

class Main {
	static function main() {
		var p = new Point(1);
		var q = new Point(2);
		q.y -= 3;
		var r = p.add(q);
		trace(r.x, r.y, r.toString());
		trace(r);
		trace("r = " + r);
		p.x++;
		trace(p.x, Point.count());
		trace([p, q]);
	}
}
