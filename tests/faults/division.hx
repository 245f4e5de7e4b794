// Division is always a Float's; the remainder of zero and the smallest Int are no faults.
class Main {
	static function main() {
		var zero = 0, one = 1, minus = -1;
		var min = -2147483648;
		Sys.println(one / zero);
		Sys.println(minus / zero);
		Sys.println(Math.isNaN(zero / zero));
		Sys.println(min % minus);
		Sys.println(Std.int(min / minus));
		Sys.println(7.5 % 2);
		Sys.println(Math.isNaN(7.5 % zero));
	}
}
