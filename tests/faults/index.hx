// Reading outside an array or a string gives null or nothing; outside of bytes it throws.
class Main {
	static function main() {
		var a = [1, 2, 3];
		var n:Null<Int> = a[3];
		Sys.println(n);
		n = a[-1];
		Sys.println(n);
		var s = ["a"];
		Sys.println(s[5]);
		a[5] = 9;
		Sys.println(a.length);
		Sys.println("abc".charAt(7) == "");
		Sys.println("abc".charCodeAt(-1));
		var b = haxe.io.Bytes.alloc(4);
		try {
			b.getInt32(2);
			Sys.println("nothing thrown");
		} catch (e:Dynamic) {
			Sys.println("outside");
		}
		try {
			b.sub(3, 2);
			Sys.println("nothing thrown");
		} catch (e:haxe.io.Error) {
			Sys.println(e);
		}
		b.blit(2, b, 0, 3);
	}
}
