/** Counting words: StringBuf, split, trim, replace, a string map, sorting its keys. **/
class WordCount {
	static function main() {
		var words = [
			"alpha",
			"beta",
			"gamma",
			"delta",
			"epsilon",
			"zeta",
			"eta",
			"theta",
			"iota",
			"kappa"
		];
		var sb = new StringBuf();
		var seed = 42;
		for (i in 0...200000) {
			seed = (seed * 3877 + 29573) % 139968;
			sb.add(words[seed % words.length]);
			if (i % 7 == 0)
				sb.add(i % 1000);
			sb.add(i % 13 == 0 ? ".\n" : " ");
		}
		var text = sb.toString();
		var total = 0;
		for (round in 0...4) {
			var counts = new Map<String, Int>();
			for (line in text.split("\n")) {
				for (w in StringTools.trim(line).split(" ")) {
					var key = StringTools.replace(w, ".", "").toLowerCase();
					if (key == "")
						continue;
					if (counts.exists(key))
						counts[key] = counts[key] + 1;
					else
						counts[key] = 1;
				}
			}
			var keys = [for (k in counts.keys()) k];
			keys.sort((a, b) -> {
				var d = counts[b] - counts[a];
				return d != 0 ? d : (a < b ? -1 : a > b ? 1 : 0);
			});
			for (k in keys.slice(0, 10))
				total += k.length * counts[k];
			total += keys.length;
		}
		trace(total);
	}
}
