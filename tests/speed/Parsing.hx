/** Text taken apart: charCodeAt, substr, split, indexOf, parseInt. **/
class Parsing {
	static function tokens(s:String):Array<String> {
		var res = [];
		var i = 0;
		while (i < s.length) {
			var c = StringTools.fastCodeAt(s, i);
			if (c >= 48 && c <= 57) {
				var start = i;
				while (i < s.length && s.charCodeAt(i) >= 48 && s.charCodeAt(i) <= 57)
					i++;
				res.push(s.substring(start, i));
			} else if (c == 32)
				i++;
			else {
				res.push(s.charAt(i));
				i++;
			}
		}
		return res;
	}

	static function main() {
		var text = [for (i in 0...2000) '$i + ${i * 3} * (${i % 17} - 4)'].join(" ");
		var sum = 0;
		for (round in 0...200) {
			for (t in tokens(text)) {
				var n = Std.parseInt(t);
				if (n != null)
					sum = (sum + n) | 0;
				else
					sum += t.charCodeAt(0);
			}
			for (line in text.split("+")) {
				sum += line.indexOf("*");
				sum += StringTools.trim(line).length;
			}
			sum += StringTools.replace(text, "(", "[").length + text.toUpperCase().length;
		}
		trace(sum);
	}
}
