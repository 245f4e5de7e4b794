using Main.Ext;
using StringTools;

class Ext {
	public static function shout(s:String, n = 1) {
		for (_ in 0...n) s += "!";
		return s.toUpperCase();
	}
	public static function half(i:Int):Float return i / 2;
	public static final twice = (i:Int) -> i * 2;
	public static function second<T>(a:Array<T>) return a[1];
}

class Main {
	static function main() {
		trace("hey".shout(), "hey".shout(3), 5.half(), [1, 2].second());
		trace("  pad ".trim() + "|", "a".lpad("0", 3), "a-b".replace("-", "+"), "abc".startsWith("ab"));
		final later = 7.twice;
		trace(5.twice(), later());
		trace(StringTools.hex(255, 4));
	}
}
