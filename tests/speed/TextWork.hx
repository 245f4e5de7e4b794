/** Codes, parts, searching and splitting of short strings. **/

using StringTools;

class TextWork {
	static function isPal(s:String) {
		var i = 0, j = s.length - 1;
		while (i < j) {
			if (s.charCodeAt(i) != s.charCodeAt(j))
				return false;
			i++;
			j--;
		}
		return true;
	}

	static function rot13(s:String) {
		var b = new StringBuf();
		for (i in 0...s.length) {
			var c = s.fastCodeAt(i);
			if (c >= 'a'.code && c <= 'z'.code)
				c = 'a'.code + (c - 'a'.code + 13) % 26;
			else if (c >= 'A'.code && c <= 'Z'.code)
				c = 'A'.code + (c - 'A'.code + 13) % 26;
			b.addChar(c);
		}
		return b.toString();
	}

	static function main() {
		var text = "The Quick Brown Fox Jumps Over The Lazy Dog";
		var n = 0;
		for (i in 0...40000) {
			var s = rot13(text + i);
			s = rot13(s);
			if (s.startsWith("The") && s.endsWith("" + i))
				n++;
			n += s.indexOf("Lazy") + s.lastIndexOf("The");
			n += s.substr(4, 5).length + s.substring(2, 9).toUpperCase().length;
			var parts = s.split(" ");
			parts.reverse();
			n += parts.join("-").length;
			n += s.replace("o", "00").length;
			if (isPal("" + i))
				n++;
			n += Std.parseInt("" + i) + Std.string(i * 1.5).length;
			n += i.hex(6).lpad("x", 10).length;
			for (c in s)
				if (c == 'o'.code)
					n++;
		}
		trace(n);
	}
}
