/** The spectral norm of a matrix given by a formula. **/
class SpectralNorm {
	static inline function a(i:Int, j:Int):Float
		return 1 / ((i + j) * (i + j + 1) / 2 + i + 1);

	static function mulAv(v:Array<Float>, out:Array<Float>) {
		for (i in 0...v.length) {
			var s = 0.0;
			for (j in 0...v.length)
				s += a(i, j) * v[j];
			out[i] = s;
		}
	}

	static function mulAtv(v:Array<Float>, out:Array<Float>) {
		for (i in 0...v.length) {
			var s = 0.0;
			for (j in 0...v.length)
				s += a(j, i) * v[j];
			out[i] = s;
		}
	}

	static function main() {
		var n = 1000;
		var u = [for (i in 0...n) 1.0], v = [for (i in 0...n) 0.0], t = [for (i in 0...n) 0.0];
		for (i in 0...60) {
			mulAv(u, t);
			mulAtv(t, v);
			mulAv(v, t);
			mulAtv(t, u);
		}
		var vbv = 0.0, vv = 0.0;
		for (i in 0...n) {
			vbv += u[i] * v[i];
			vv += v[i] * v[i];
		}
		trace(Math.sqrt(vbv / vv));
	}
}
