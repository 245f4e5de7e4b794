/** A Map keyed by Int: insert, look up, remove, iterate. **/
class IntMaps {
	static function main() {
		var sum = 0;
		for (round in 0...10) {
			var m = new Map<Int, Int>();
			for (i in 0...200000)
				m[(i * 7919) & 0xfffff] = i;
			for (i in 0...400000) {
				var v = m[i & 0xfffff];
				if (v != null)
					sum = (sum + v) | 0;
			}
			for (i in 0...50000)
				m.remove((i * 7919) & 0xfffff);
			for (k => v in m)
				sum = (sum + (k ^ v)) | 0;
		}
		trace(sum);
	}
}
