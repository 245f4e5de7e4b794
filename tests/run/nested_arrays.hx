class Main {
	static function main() {
		var grid = [for (y in 0...3) [for (x in 0...3) x * y]];
		trace(grid);
		grid[1][1] = 100;
		grid[2].push(7);
		trace(grid, grid[2].length);
		var sum = 0;
		for (row in grid) for (v in row) sum += v;
		trace(sum);
	}
}
