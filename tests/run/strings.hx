class Main {
	static function main() {
		var s = "Hello";
		trace(s.length, s.charAt(1), s.charCodeAt(0), s.charAt(99), s.charCodeAt(99));
		trace(s.indexOf("l"), s.lastIndexOf("l"), s.indexOf("z"), s.indexOf("l", 3));
		trace(s.substr(1, 3), s.substr(-3), s.substr(-3, 2), s.substring(1, 3), s.substring(3, 1));
		trace(s.toUpperCase(), s.toLowerCase());
		trace("a,b,,c".split(","), "abc".split(""));
		trace(String.fromCharCode(65));
		trace(s + 1 + 2, 1 + 2 + s, s + null + true + 1.5);
		var n:String = null;
		trace("v: " + n);
		trace('$s ${s.length} $$ ${1 + 2}');
		s += "!";
		trace(s);
		trace("ab" + "cd" == "abcd");
	}
}
