class Main {
	static function main() {
		trace("Hello, world");
		Sys.println("again");
	}
}
