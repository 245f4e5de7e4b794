/** Sorting structures by functions; quick and merge sort. **/
typedef Person = {name:String, age:Int, score:Float};

class SortObjects {
	static function quick(a:Array<Int>, lo:Int, hi:Int) {
		if (lo >= hi)
			return;
		var p = a[(lo + hi) >> 1], i = lo, j = hi;
		while (i <= j) {
			while (a[i] < p)
				i++;
			while (a[j] > p)
				j--;
			if (i <= j) {
				var t = a[i];
				a[i] = a[j];
				a[j] = t;
				i++;
				j--;
			}
		}
		quick(a, lo, j);
		quick(a, i, hi);
	}

	static function merge<T>(a:Array<T>, cmp:T->T->Int):Array<T> {
		if (a.length < 2)
			return a;
		var m = a.length >> 1;
		var l = merge(a.slice(0, m), cmp), r = merge(a.slice(m), cmp), out = [], i = 0, j = 0;
		while (i < l.length && j < r.length)
			out.push(cmp(l[i], r[j]) <= 0 ? l[i++] : r[j++]);
		while (i < l.length)
			out.push(l[i++]);
		while (j < r.length)
			out.push(r[j++]);
		return out;
	}

	static function main() {
		var seed = 5;
		function rnd(k:Int) {
			seed = (seed * 3877 + 29573) % 139968;
			return seed % k;
		}
		var people:Array<Person> = [for (i in 0...20000) {name: "n" + rnd(5000), age: rnd(90), score: rnd(1000) / 7}];
		var sum = 0.0;
		for (round in 0...3) {
			var c = people.copy();
			c.sort((a, b) -> a.age != b.age ? a.age - b.age : Reflect.compare(a.name, b.name));
			sum += c[100].score + c[19000].age;
			c = merge(people, (a, b) -> a.score < b.score ? -1 : a.score > b.score ? 1 : 0);
			sum += c[50].age;
			var names = [for (p in people) p.name];
			names.sort((a, b) -> a < b ? -1 : a > b ? 1 : 0);
			sum += names[77].length;
			var ints = [for (i in 0...200000) rnd(1000000)];
			quick(ints, 0, ints.length - 1);
			sum += ints[1000];
			haxe.ds.ArraySort.sort(people.copy(), (a, b) -> a.age - b.age);
		}
		trace(Math.round(sum));
	}
}
