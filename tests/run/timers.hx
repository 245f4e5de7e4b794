class Main {
	static function main() {
		var n = 0;
		haxe.Timer.delay(() -> trace("second"), 30);
		haxe.Timer.delay(() -> trace("first"), 5);
		var t = new haxe.Timer(2);
		t.run = () -> {
			n++;
			if (n == 2) t.stop();
		};
		haxe.Timer.delay(() -> trace(n), 250);
		trace("main done");
	}
}
