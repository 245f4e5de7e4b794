// An exception passes handlers of other types, keeps its value when thrown again, and may carry a previous one.
class Main {
	static function thrower(n:Int):Int {
		switch n {
			case 0: throw "text";
			case 1: throw 42;
			case 2: throw new haxe.Exception("first");
			case _: throw {code: n};
		}
	}

	static function middle(n:Int):Int {
		try {
			return thrower(n);
		} catch (e:Int) {
			throw e + 1;
		} catch (e:haxe.Exception) {
			if (n == 2)
				throw new haxe.Exception("second", e);
			throw e;
		}
	}

	static function main() {
		for (n in 0...4) {
			try {
				middle(n);
			} catch (s:String) {
				Sys.println("String " + s);
			} catch (i:Int) {
				Sys.println("Int " + i);
			} catch (e:haxe.Exception) {
				Sys.println("Exception " + e.message + " after " + (e.previous == null ? "none" : e.previous.message));
			}
		}
		middle(1);
	}
}
