// An exception in the initialiser of a static variable ends the program before `main`.
class Main {
	static var fine = say("fine");
	static var bad = fail();

	static function say(s:String):String {
		Sys.println(s);
		return s;
	}

	static function fail():Int {
		throw "no value";
	}

	static function main() {
		Sys.println("never here " + fine + bad);
	}
}
