/** Anonymous structures through typedefs. **/
typedef Point = {x:Float, y:Float, ?tag:String};

class Structs {
	static function add(a:Point, b:Point):Point
		return {x: a.x + b.x, y: a.y + b.y};

	static function main() {
		var pts:Array<Point> = [for (i in 0...1000) {x: i * 0.5, y: i * 0.25}];
		var acc:Point = {x: 0, y: 0};
		for (round in 0...10000) {
			for (p in pts)
				acc = add(acc, p);
			for (p in pts) {
				p.x += 0.001;
				p.y -= 0.001;
			}
		}
		trace(acc.x % 1000003, acc.y % 1000003);
	}
}
