using StringTools;

class Main {
	static function rle(s:String) {
		var out = new StringBuf();
		var i = 0;
		while (i < s.length) {
			var c = s.charAt(i);
			var n = 1;
			while (i + n < s.length && s.charAt(i + n) == c) n++;
			out.add(n);
			out.add(c);
			i += n;
		}
		return out.toString();
	}
	static function isPalindrome(s:String) {
		var clean = [for (i in 0...s.length) if (s.charCodeAt(i) >= "a".code && s.charCodeAt(i) <= "z".code) s.charAt(i)];
		var copy = clean.copy();
		copy.reverse();
		return clean.join("") == copy.join("");
	}
	static function main() {
		trace(rle("aaabbc"), isPalindrome("race car"), isPalindrome("nope"));
		var counts = new Map<String, Int>();
		for (c in "hello world".split("")) counts[c] = (counts.exists(c) ? counts[c] : 0) + 1;
		var keys = [for (k in counts.keys()) k];
		keys.sort(Reflect.compare);
		trace([for (k in keys) k + counts[k]].join(" "));
		for (c in "abc") Sys.print(c + ",");
		Sys.println("");
		for (i => c in "xyz") Sys.print(i + ":" + String.fromCharCode(c) + " ");
		Sys.println("");
		trace("one two  three".split(" "), "a-b-c".replace("-", ""), "Hi".rpad(".", 5), "ab".contains("b"));
		trace("Zebra" < "apple", "abc".indexOf(""), "abcabc".lastIndexOf("b", 3));
		trace('multi
line', "tab\tquote\"", "\u0041\x42");
	}
}
