/** Matrix multiplication over Array<Array<Float>>. **/
class MatMul {
	static function main() {
		var n = 300;
		var a = [for (i in 0...n) [for (j in 0...n) (i * j % 7) + 0.5]];
		var b = [for (i in 0...n) [for (j in 0...n) (i + j) % 5 - 1.5]];
		var c = [for (i in 0...n) [for (j in 0...n) 0.0]];
		for (round in 0...10) {
			for (i in 0...n) {
				for (j in 0...n) {
					var s = 0.0;
					for (k in 0...n)
						s += a[i][k] * b[k][j];
					c[i][j] += s;
				}
			}
		}
		var t = 0.0;
		for (i in 0...n)
			t += c[i][i];
		trace(t);
	}
}
