/** Integer arithmetic in a tight loop: a generator, Collatz, gcd, powers. **/
class Lcg {
	static function gcd(a:Int, b:Int):Int
		return b == 0 ? a : gcd(b, a % b);

	static function main() {
		var x = 1;
		var sum = 0;
		for (i in 0...30000000) {
			x = (x * 1664525 + 1013904223) & 0x7fffffff;
			sum = (sum + (x >> 8)) ^ i;
		}
		var steps = 0;
		for (i in 1...300000) {
			var n = i;
			while (n != 1) {
				n = n & 1 == 0 ? n >>> 1 : (n * 3 + 1) & 0x7fffffff;
				steps++;
			}
		}
		var g = 0;
		for (i in 1...2000)
			for (j in 1...500)
				g += gcd(i, j);
		trace(sum, steps, g);
	}
}
