/** Building text: StringBuf, concatenation, join. **/
class StringBuild {
	static function main() {
		var total = 0;
		for (round in 0...300) {
			var buf = new StringBuf();
			for (i in 0...20000) {
				buf.add("item ");
				buf.add(i);
				buf.addChar(44);
			}
			total += buf.toString().length;
			var s = "";
			for (i in 0...5000)
				s += "x" + i + ";";
			total += s.length;
			var parts = [for (i in 0...5000) 'part$i'];
			total += parts.join(", ").length;
		}
		trace(total);
	}
}
