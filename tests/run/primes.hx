class Main {
	static function main() {
		var n = 50;
		var sieve = [for (i in 0...n) true];
		var primes = [];
		for (i in 2...n) {
			if (!sieve[i]) continue;
			primes.push(i);
			var j = i * i;
			while (j < n) { sieve[j] = false; j += i; }
		}
		trace(primes.join(" "));
	}
}
