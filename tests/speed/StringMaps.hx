/** A Map keyed by String: counting words. **/
class StringMaps {
	static function main() {
		var words = [for (i in 0...5000) "word" + (i * 31 % 3571)];
		var total = 0;
		for (round in 0...500) {
			var counts = new Map<String, Int>();
			for (w in words) {
				var n = counts.get(w);
				counts.set(w, n == null ? 1 : n + 1);
			}
			for (w => n in counts)
				total += n * w.length;
			for (w in words)
				if (counts.exists(w))
					total++;
		}
		trace(total);
	}
}
