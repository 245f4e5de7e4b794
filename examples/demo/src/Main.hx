import shop.Cart;
import shop.Item;

class Main {
	static function main() {
		final cart = new Cart();
		cart.add(Book("Compilers", 40.0), 2);
		cart.add(Coffee(3.5), 4);
		for (line in cart.lines())
			trace(line);
		trace("total: " + cart.total());
	}

	static function primes(limit = 50):Array<Int> {
		return [for (n in 2...limit) if (isPrime(n)) n];
	}

	static function isPrime(n:Int):Bool {
		var d = 2;
		while (d * d <= n)
			if (n % d++ == 0)
				return false;
		return true;
	}

	static function fails() {
		final names = ["a", "b"];
		throw "no item called " + names[1];
	}

	static function broken():Int {
		var count:Int = "three";
		return count;
	}

	static function unset(flag = false):Int {
		var x:Int;
		if (flag)
			x = 1;
		return x;
	}
}
