/** Small vectors made, used and dropped; square roots. **/
class Vec {
	public var x:Float;
	public var y:Float;
	public var z:Float;

	public inline function new(x, y, z) {
		this.x = x;
		this.y = y;
		this.z = z;
	}

	public function add(o:Vec)
		return new Vec(x + o.x, y + o.y, z + o.z);

	public function sub(o:Vec)
		return new Vec(x - o.x, y - o.y, z - o.z);

	public function mul(k:Float)
		return new Vec(x * k, y * k, z * k);

	public function dot(o:Vec)
		return x * o.x + y * o.y + z * o.z;

	public function norm()
		return mul(1 / Math.sqrt(dot(this)));
}

class Sphere {
	public var c:Vec;
	public var r:Float;

	public function new(c, r) {
		this.c = c;
		this.r = r;
	}

	public function hit(o:Vec, d:Vec):Float {
		var l = c.sub(o);
		var b = l.dot(d);
		var det = b * b - l.dot(l) + r * r;
		if (det < 0)
			return -1;
		det = Math.sqrt(det);
		return b - det > 1e-4 ? b - det : (b + det > 1e-4 ? b + det : -1);
	}
}

class RayTrace {
	static function main() {
		var spheres = [
			for (i in 0...12)
				new Sphere(new Vec(i % 4 * 2 - 3, Std.int(i / 4) * 2 - 2, 8 + i % 3), 0.9)
		];
		var w = 240, h = 200, hits = 0, lum = 0.0;
		var light = new Vec(1, 1, -1).norm();
		for (y in 0...h)
			for (x in 0...w) {
				var d = new Vec((x - w / 2) / w, (y - h / 2) / h, 1).norm();
				var o = new Vec(0, 0, 0);
				for (bounce in 0...3) {
					var best = 1e9;
					var obj:Sphere = null;
					for (s in spheres) {
						var t = s.hit(o, d);
						if (t > 0 && t < best) {
							best = t;
							obj = s;
						}
					}
					if (obj == null)
						break;
					hits++;
					var p = o.add(d.mul(best));
					var n = p.sub(obj.c).norm();
					var l = n.dot(light);
					if (l > 0)
						lum += l / (bounce + 1);
					d = d.sub(n.mul(2 * d.dot(n)));
					o = p;
				}
			}
		trace(hits + " " + Math.round(lum));
	}
}
