class Main {
	static function main() {
		var b = new StringBuf();
		for (i in 0...5) {
			b.add(i);
			b.addChar("a".code + i);
			b.addSub("hello", 1, 2);
		}
		trace(b.toString(), b.length);
		var s = "";
		for (i in 0...100) s += i % 10;
		trace(s.length, s.substr(90));
	}
}
