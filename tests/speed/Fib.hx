/** Recursion: Fibonacci, Ackermann, Tak, as plain and as local functions. **/
class Fib {
	static function fib(n:Int):Int
		return n < 2 ? n : fib(n - 1) + fib(n - 2);

	static function ack(m:Int, n:Int):Int
		return m == 0 ? n + 1 : n == 0 ? ack(m - 1, 1) : ack(m - 1, ack(m, n - 1));

	static function tak(x:Float, y:Float, z:Float):Float
		return y >= x ? z : tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y));

	static function main() {
		function local(n:Int):Int
			return n < 2 ? n : local(n - 1) + local(n - 2);
		trace(fib(35), ack(3, 7), tak(18, 12, 6), local(30));
	}
}
