class Main {
	static var ni:Null<Int> = null;
	static var nf:Null<Float>;
	static var nb:Null<Bool>;
	static function get(i:Int):Null<Int> return i < 0 ? null : i;
	static function main() {
		trace(ni == 0, 0 == ni, ni != 0, nf == 0, nb == false, false == nb);
		ni = 0;
		nf = 0;
		nb = false;
		trace(ni == 0, 0 == ni, ni != 0, nf == 0, nb == false, nb != true);
		trace(get(-1) == 0, get(0) == 0, get(3) == get(3), get(-1) == get(-1), get(1) == null);
		var s:Null<String> = null;
		trace(s == "x", "x" == s, s == null);
		var d:Dynamic = null;
		trace(d == 0, d == null, (ni : Dynamic) == 0);
	}
}
