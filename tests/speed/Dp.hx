/** Dynamic programming: edit distance and knapsack. **/
class Dp {
	static function min(a:Int, b:Int)
		return a < b ? a : b;

	static function distance(a:String, b:String):Int {
		var prev = [for (j in 0...b.length + 1) j];
		for (i in 1...a.length + 1) {
			var cur = [i];
			for (j in 1...b.length + 1) {
				var cost = a.charCodeAt(i - 1) == b.charCodeAt(j - 1) ? 0 : 1;
				cur[j] = min(min(cur[j - 1] + 1, prev[j] + 1), prev[j - 1] + cost);
			}
			prev = cur;
		}
		return prev[b.length];
	}

	static function main() {
		var a = [for (i in 0...2000) String.fromCharCode(97 + i * 7 % 26)].join("");
		var b = [for (i in 0...2000) String.fromCharCode(97 + i * 11 % 26)].join("");
		var d = 0;
		for (round in 0...4)
			d += distance(a, b);
		var best = [for (i in 0...10001) 0];
		for (item in 1...500) {
			var w = item * 13 % 97 + 1, v = item * 7 % 31;
			var c = 10000;
			while (c >= w) {
				var with = best[c - w] + v;
				if (with > best[c])
					best[c] = with;
				c--;
			}
		}
		trace(d, best[10000]);
	}
}
