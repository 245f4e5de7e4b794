class Main {
	static function main() {
		var x = 1;
		{
			var x = "inner";
			trace(x);
		}
		trace(x);
		var x = x + 1;
		trace(x);
		for (x in 0...2) trace(x);
		trace(x);
	}
}
