class Matrix {
	public final rows:Int;
	public final cols:Int;
	final data:Array<Float>;
	public function new(rows, cols, ?init:(Int, Int) -> Float) {
		this.rows = rows;
		this.cols = cols;
		data = [for (i in 0...rows * cols) init == null ? 0.0 : init(Std.int(i / cols), i % cols)];
	}
	public inline function get(r:Int, c:Int) return data[r * cols + c];
	public inline function set(r:Int, c:Int, v:Float) return data[r * cols + c] = v;
	public function mul(o:Matrix) {
		var m = new Matrix(rows, o.cols);
		for (i in 0...rows) for (j in 0...o.cols) {
			var s = 0.0;
			for (k in 0...cols) s += get(i, k) * o.get(k, j);
			m.set(i, j, s);
		}
		return m;
	}
	public function toString() return [for (r in 0...rows) [for (c in 0...cols) get(r, c)].join(" ")].join("|");
}

class Main {
	static function main() {
		var a = new Matrix(2, 3, (r, c) -> r + c);
		var b = new Matrix(3, 2, (r, c) -> r * c + 0.5);
		trace(a.toString());
		trace('$b');
		trace(a.mul(b));
		var id = new Matrix(2, 2, (r, c) -> r == c ? 1 : 0);
		trace(id.mul(a));
	}
}
