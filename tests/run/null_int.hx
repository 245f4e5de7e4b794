class Main {
	static function main() {
		var a:Null<Int> = null;
		trace(a, a == null);
		a = 5;
		trace(a, a == 5, a + 1);
		var b:Int = a;
		trace(b);
		var f:Null<Float> = 2.5;
		trace(f * 2);
		f = null;
		trace(f);
		var c:Null<Bool> = true;
		if (c) trace("yes");
	}
}
