/** Null<Int>, optional arguments, default values, Null<Float>. **/
class NullInts {
	static function find(xs:Array<Int>, x:Int):Null<Int> {
		for (i in 0...xs.length)
			if (xs[i] == x)
				return i;
		return null;
	}

	static function opt(a:Int, ?b:Int, c = 3):Int
		return a + (b == null ? 1 : b) + c;

	static function half(x:Null<Float>):Null<Float>
		return x == null ? null : x / 2;

	static function main() {
		var xs = [for (i in 0...50) i * 3];
		var sum = 0;
		var f = 0.0;
		for (i in 0...6000000) {
			var at = find(xs, i % 60);
			if (at != null)
				sum = (sum + at) | 0;
			sum = (sum + opt(i) + opt(i, 2) + opt(i, null, 4)) | 0;
			var h = half(i % 5 == 0 ? null : i);
			if (h != null)
				f += h;
		}
		trace(sum, f % 1000003);
	}
}
