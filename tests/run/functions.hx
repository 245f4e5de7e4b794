class Main {
	static function add(a:Int, b:Int):Int return a + b;
	static function fact(n:Int):Int return n <= 1 ? 1 : n * fact(n - 1);
	static function fib(n) return n < 2 ? n : fib(n - 1) + fib(n - 2);
	static function greet(who:String, hello = "Hello") return hello + ", " + who;
	static function opt(a:Int, ?b:Int) return b == null ? a : a + b;
	static function opt2(x:Int = 42) return x;
	static function isEven(n:Int):Bool return n == 0 || isOdd(n - 1);
	static function isOdd(n:Int):Bool return n != 0 && isEven(n - 1);
	static function main() {
		trace(add(1, 2), fact(10), fib(15));
		trace(greet("you"), greet("you", "Bye"));
		trace(opt(1), opt(1, 2), opt2(), opt2(5), opt2(null));
		trace(isEven(10), isEven(7));
	}
}
