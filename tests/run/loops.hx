class Main {
	static function main() {
		var i = 0;
		while (i < 3) trace(i++);
		do { i--; trace("down", i); } while (i > 0);
		for (j in 0...3) for (k in j...3) Sys.print(j + "" + k + " ");
		Sys.println("");
		for (j in 0...10) { if (j == 2) continue; if (j == 5) break; trace(j); }
		while (true) { i += 7; if (i > 20) break; }
		trace(i);
		var lo = 3; var hi = 1; for (j in lo...hi) trace("never");
		var n = 3;
		for (j in 0...n) { n = 10; trace(j, n); }
	}
}
