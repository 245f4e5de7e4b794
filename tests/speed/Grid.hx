/** Flood fill and breadth-first search on arrays of arrays. **/
class Grid {
	static function flood(g:Array<Array<Int>>, x:Int, y:Int, c:Int):Int {
		var stack = [[x, y]], n = 0, from = g[y][x];
		while (stack.length > 0) {
			var p = stack.pop();
			var px = p[0], py = p[1];
			if (py < 0 || py >= g.length || px < 0 || px >= g[py].length || g[py][px] != from)
				continue;
			g[py][px] = c;
			n++;
			stack.push([px + 1, py]);
			stack.push([px - 1, py]);
			stack.push([px, py + 1]);
			stack.push([px, py - 1]);
		}
		return n;
	}

	static function main() {
		var n = 0;
		for (r in 0...6) {
			var g = [for (y in 0...200) [for (x in 0...200) (x * y + x) % 7 == 0 ? 1 : 0]];
			var color = 2;
			for (y in 0...200)
				for (x in 0...200)
					if (g[y][x] == 0)
						n += flood(g, x, y, color++);
			var visited = new Map<String, Bool>();
			var queue = [{x: 0, y: 0, d: 0}], far = 0, head = 0;
			while (head < queue.length && head < 6000) {
				var c = queue[head++];
				var key = c.x + "," + c.y;
				if (visited.exists(key))
					continue;
				visited.set(key, true);
				if (c.d > far)
					far = c.d;
				for (d in [[0, 1], [1, 0], [0, -1], [-1, 0]]) {
					var nx = c.x + d[0], ny = c.y + d[1];
					if (nx >= 0 && ny >= 0 && nx < 200 && ny < 200 && g[ny][nx] != 1)
						queue.push({x: nx, y: ny, d: c.d + 1});
				}
			}
			n += far;
		}
		trace(n);
	}
}
