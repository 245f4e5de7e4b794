class Main {
	static function main() {
		var best = 0;
		var bestLen = 0;
		for (i in 1...1000) {
			var n = i;
			var len = 1;
			while (n != 1) {
				n = if (n % 2 == 0) n >> 1 else 3 * n + 1;
				len++;
			}
			if (len > bestLen) { bestLen = len; best = i; }
		}
		trace(best, bestLen);
	}
}
