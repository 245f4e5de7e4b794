/** Edit distance by comparing characters as strings. **/
class Levenshtein {
	static function distance(a:String, b:String):Int {
		var prev = [for (j in 0...b.length + 1) j];
		for (i in 1...a.length + 1) {
			var cur = [i];
			for (j in 1...b.length + 1) {
				var cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
				var v = prev[j] + 1;
				if (cur[j - 1] + 1 < v)
					v = cur[j - 1] + 1;
				if (prev[j - 1] + cost < v)
					v = prev[j - 1] + cost;
				cur.push(v);
			}
			prev = cur;
		}
		return prev[b.length];
	}

	static function main() {
		var words = [];
		var seed = 3;
		for (i in 0...120) {
			var s = "";
			for (j in 0...20 + i % 20) {
				seed = (seed * 3877 + 29573) % 139968;
				s += String.fromCharCode(97 + seed % 6);
			}
			words.push(s);
		}
		var sum = 0;
		for (a in words)
			for (b in words)
				sum += distance(a, b);
		trace(sum);
	}
}
