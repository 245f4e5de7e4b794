class Main {
	static function main() {
		trace(1 < 2, 2 <= 2, 3 > 4, 4 >= 4, 1 == 1, 1 != 1);
		trace(1.5 < 2, 2.0 == 2, 0.1 + 0.2 == 0.3);
		trace("a" < "b", "abc" == "ab" + "c", "b" > "abc", "" < "a");
		var s:String = null;
		trace(s == null, "x" != null, s == "null");
	}
}
