/** Complex numbers as an abstract over a structure; a Fourier transform. **/
abstract Cx({re:Float, im:Float}) {
	public var re(get, never):Float;
	public var im(get, never):Float;

	inline function get_re()
		return this.re;

	inline function get_im()
		return this.im;

	public inline function new(re, im)
		this = {re: re, im: im};

	@:op(A + B) public inline function add(o:Cx)
		return new Cx(re + o.re, im + o.im);

	@:op(A * B) public inline function mul(o:Cx)
		return new Cx(re * o.re - im * o.im, re * o.im + im * o.re);

	public inline function abs2()
		return re * re + im * im;
}

class Complex {
	static function julia(w:Int, h:Int) {
		var n = 0;
		var c = new Cx(-0.8, 0.156);
		for (y in 0...h)
			for (x in 0...w) {
				var z = new Cx(3.0 * x / w - 1.5, 2.0 * y / h - 1);
				var i = 0;
				while (i < 100 && z.abs2() < 4) {
					z = z * z + c;
					i++;
				}
				n += i;
			}
		return n;
	}

	static function fft(re:Array<Float>, im:Array<Float>) {
		var n = re.length;
		var j = 0;
		for (i in 1...n) {
			var bit = n >> 1;
			while (j & bit != 0) {
				j ^= bit;
				bit >>= 1;
			}
			j ^= bit;
			if (i < j) {
				var t = re[i];
				re[i] = re[j];
				re[j] = t;
				t = im[i];
				im[i] = im[j];
				im[j] = t;
			}
		}
		var len = 2;
		while (len <= n) {
			var ang = 2 * Math.PI / len,
				wr = Math.cos(ang),
				wi = Math.sin(ang);
			var i = 0;
			while (i < n) {
				var cr = 1.0, ci = 0.0;
				for (k in 0...len >> 1) {
					var a = i + k, b = a + (len >> 1);
					var xr = re[b] * cr - im[b] * ci,
						xi = re[b] * ci + im[b] * cr;
					re[b] = re[a] - xr;
					im[b] = im[a] - xi;
					re[a] += xr;
					im[a] += xi;
					var t = cr * wr - ci * wi;
					ci = cr * wi + ci * wr;
					cr = t;
				}
				i += len;
			}
			len <<= 1;
		}
	}

	static function main() {
		var n = julia(400, 300);
		var re = [for (i in 0...65536) Math.sin(i)],
			im = [for (i in 0...65536) 0.0];
		for (r in 0...4) {
			fft(re, im);
			for (i in 0...re.length) {
				re[i] /= 256;
				im[i] /= 256;
			}
		}
		trace(n + " " + Math.round(re[5] * 1000) + " " + Math.round(im[77] * 1000));
	}
}
