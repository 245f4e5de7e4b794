// live: 25 MiB, most of it one array that grows by and by, beside garbage.
class Main {
	static function main() {
		var total = 0.0;
		for (round in 0...3) {
			var list = [];
			var text = new StringBuf();
			for (i in 0...1500000) {
				list.push(i * 0.5);
				if (i % 3 == 0)
					text.add("" + i % 10);
			}
			total += list.length + text.length;
		}
		Sys.println(total);
	}
}
