// Recursion without end is an exception that can be caught, again and again; uncaught it ends the program.
class Main {
	static function deep(n:Int):Int
		return n + deep(n + 1);

	static function main() {
		for (i in 0...2) {
			try {
				deep(0);
			} catch (e:haxe.Exception) {
				Sys.println(e.message);
			}
		}
		Sys.println("alive");
		try {
			var f:Int->Int = null;
			f = n -> f(n + 1) + 1;
			f(0);
		} catch (e:Dynamic) {
			Sys.println("closure: " + e);
		}
	}
}
