/** Small objects made and dropped: 3D vectors, as a ray tracer does. **/
class V {
	public final x:Float;
	public final y:Float;
	public final z:Float;

	public inline function new(x, y, z) {
		this.x = x;
		this.y = y;
		this.z = z;
	}

	public function add(o:V)
		return new V(x + o.x, y + o.y, z + o.z);

	public function mul(k:Float)
		return new V(x * k, y * k, z * k);

	public function dot(o:V)
		return x * o.x + y * o.y + z * o.z;

	public function norm()
		return mul(1 / Math.sqrt(dot(this)));
}

abstract Vec2(Array<Float>) {
	public inline function new(x:Float, y:Float)
		this = [x, y];

	@:op(A + B) static function add(a:Vec2, b:Vec2):Vec2 {
		return new Vec2(a.get(0) + b.get(0), a.get(1) + b.get(1));
	}

	public inline function get(i:Int)
		return this[i];
}

class Vectors {
	static function main() {
		var p = new V(0, 0, 0);
		var d = new V(0.3, 0.4, 0.5).norm();
		var s = 0.0;
		for (i in 0...20000000) {
			p = p.add(d.mul(0.001));
			s += p.dot(d);
			if (i % 1000 == 0)
				p = new V(i % 7, i % 5, i % 3);
		}
		var v = new Vec2(0, 0);
		var w = new Vec2(0.5, 0.25);
		for (i in 0...1000000)
			v = v + w;
		trace(Math.round(s), v.get(0), v.get(1));
	}
}
