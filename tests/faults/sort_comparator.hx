// An exception out of a comparator leaves `sort`; the array still has all its elements.
class Main {
	static function main() {
		var a = [for (i in 0...50) (i * 37) % 50];
		var calls = 0;
		try {
			a.sort((x, y) -> {
				if (++calls == 20)
					throw "enough";
				return x - y;
			});
		} catch (e:String) {
			Sys.println(e);
		}
		var copy = a.copy();
		copy.sort(Reflect.compare);
		var complete = true;
		for (i in 0...50)
			if (copy[i] != i)
				complete = false;
		Sys.println(complete);
		a.sort((x, y) -> throw "no order");
	}
}
