/** Conway's game on a grid of Ints in one array, with wrapping neighbours. **/
class Life {
	static function main() {
		var w = 256, h = 256;
		var cells = [for (i in 0...w * h) (i * 7919 + (i >> 3)) % 3 == 0 ? 1 : 0];
		var next = [for (i in 0...w * h) 0];
		for (gen in 0...300) {
			for (y in 0...h) {
				for (x in 0...w) {
					var n = 0;
					for (dy in -1...2)
						for (dx in -1...2)
							if (dx != 0 || dy != 0)
								n += cells[((y + dy + h) % h) * w + (x + dx + w) % w];
					var alive = cells[y * w + x] == 1;
					next[y * w + x] = n == 3 || (alive && n == 2) ? 1 : 0;
				}
			}
			var t = cells;
			cells = next;
			next = t;
		}
		var sum = 0;
		for (c in cells)
			sum += c;
		trace(sum);
	}
}
