// Reading standard input at its end throws `haxe.io.Eof`.
class Main {
	static function main() {
		try {
			Sys.stdin().readLine();
			Sys.println("a line");
		} catch (e:haxe.io.Eof) {
			Sys.println("end");
		}
		Sys.println(Sys.stdin().readAll().length);
		Sys.stdin().readByte();
	}
}
