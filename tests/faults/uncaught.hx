// An exception that nobody catches ends the program with status 1 after what was printed before.
class Failure extends haxe.Exception {
	public function new(what:String)
		super("cannot " + what);
}

class Main {
	static function work(n:Int) {
		if (n == 0)
			throw new Failure("go on");
		work(n - 1);
	}

	static function main() {
		Sys.print("before ");
		work(2);
		Sys.println("after");
	}
}
