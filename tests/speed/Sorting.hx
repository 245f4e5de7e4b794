/** Sorting with comparators: Ints, Floats, objects, Strings. **/
class Sorting {
	static function main() {
		var seed = 42;
		function next() {
			seed = (seed * 69069 + 12345) & 0xffffff;
			return seed;
		}
		var sum = 0.0;
		for (round in 0...10) {
			var ints = [for (i in 0...50000) next()];
			ints.sort((a, b) -> a - b);
			sum += ints[100];
			var objs = [for (i in 0...20000) {key: next() % 1000, name: "n" + i}];
			objs.sort((a, b) -> a.key != b.key ? a.key - b.key : Reflect.compare(a.name, b.name));
			sum += objs[50].key;
			var floats = [for (i in 0...50000) next() / 7.0];
			floats.sort((a, b) -> a < b ? -1 : a > b ? 1 : 0);
			sum += floats[5];
			var strs = [for (i in 0...10000) "s" + next()];
			strs.sort((a, b) -> a < b ? -1 : a > b ? 1 : 0);
			sum += strs[0].length;
		}
		trace(Math.round(sum));
	}
}
