/** N-queens by backtracking over arrays. **/
class Queens {
	var n:Int;
	var cols:Array<Bool>;
	var up:Array<Bool>;
	var down:Array<Bool>;
	var rows:Array<Int>;
	var found = 0;

	function new(n:Int) {
		this.n = n;
		cols = [for (i in 0...n) false];
		up = [for (i in 0...2 * n) false];
		down = [for (i in 0...2 * n) false];
		rows = [for (i in 0...n) 0];
	}

	function place(row:Int) {
		if (row == n) {
			found++;
			return;
		}
		for (c in 0...n) {
			if (cols[c] || up[row + c] || down[row - c + n])
				continue;
			rows[row] = c;
			cols[c] = up[row + c] = down[row - c + n] = true;
			place(row + 1);
			cols[c] = up[row + c] = down[row - c + n] = false;
		}
	}

	static function main() {
		var total = 0;
		for (n in 4...13) {
			var q = new Queens(n);
			q.place(0);
			total += q.found;
		}
		trace(total);
	}
}
