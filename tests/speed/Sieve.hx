/** The sieve of Eratosthenes over Array<Bool>. **/
class Sieve {
	static function main() {
		var n = 2000000;
		var count = 0;
		for (round in 0...10) {
			var flags = [for (i in 0...n + 1) true];
			var i = 2;
			while (i * i <= n) {
				if (flags[i]) {
					var j = i * i;
					while (j <= n) {
						flags[j] = false;
						j += i;
					}
				}
				i++;
			}
			count = 0;
			for (i in 2...n + 1)
				if (flags[i])
					count++;
		}
		trace(count);
	}
}
