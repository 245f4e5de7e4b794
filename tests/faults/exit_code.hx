// `Sys.exit` ends at once, with what was printed written out, handlers or not.
class Main {
	static function main() {
		Sys.print("no newline");
		try {
			Sys.exit(7);
		} catch (e:Dynamic) {
			Sys.println("never here");
		}
	}
}
