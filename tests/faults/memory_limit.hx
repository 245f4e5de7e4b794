// Asking for more than there can be is an exception, not the end of the process.
class Main {
	static function main() {
		try {
			var b = haxe.io.Bytes.alloc(-5);
			Sys.println(b.length);
		} catch (e:Dynamic) {
			Sys.println("refused");
		}
		throw "end";
	}
}
