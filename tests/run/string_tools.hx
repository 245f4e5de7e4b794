using StringTools;
class Main {
	static function main() {
		trace("  a b ".trim() + "|" + "  x".ltrim() + "|" + "x  ".rtrim() + "|"); trace("\t\n x \r\n".trim());
		trace("5".lpad("0", 3)); trace("abc".rpad("-=", 7)); trace("abc".lpad("", 7)); trace("hello".lpad("0", 2));
		trace("a-b-c".replace("-", "+")); trace("abc".replace("", "-")); trace("aaa".replace("aa", "b")); trace("abc".replace("z", "y"));
		trace("hello".startsWith("he")); trace("hello".endsWith("lo")); trace("hello".contains("ell")); trace("hello".contains("")); trace("".startsWith(""));
		trace(255.hex()); trace(255.hex(4)); trace((-1).hex()); trace(0.hex(2)); trace(StringTools.hex(48879, 8));
		trace("a b&c=d/é?".urlEncode()); trace("a%20b%26c+d%C3%A9".urlDecode()); trace("<a href=\"x\">'&'</a>".htmlEscape()); trace("<a href=\"x\">'&'</a>".htmlEscape(true)); trace("&lt;&amp;&quot;&#039;&gt;".htmlUnescape());
		trace("abc".fastCodeAt(1)); trace(StringTools.isEof("abc".fastCodeAt(3))); trace(StringTools.isSpace(" a", 0)); trace(StringTools.isSpace("a", 0));
		for (c in "añb".iterator()) trace(c); for (i => c in "añ".keyValueIterator()) trace('$i $c');
		trace("hello world".split(" ")); trace("a,b,,c".split(",")); trace("abc".split("")); trace("".split(",")); trace("".split("")); trace("aXbX".split("X"));
		trace("hello".indexOf("l")); trace("hello".indexOf("l", 3)); trace("hello".indexOf("l", 4)); trace("hello".lastIndexOf("l")); trace("hello".lastIndexOf("l", 2)); trace("hello".indexOf("")); trace("hello".indexOf("", 10)); trace("hello".lastIndexOf("")); trace("hello".indexOf("z")); 
		trace("hello".substr(1, 3)); trace("hello".substr(-3)); trace("hello".substr(-3, 2)); trace("hello".substr(1)); trace("hello".substr(10)); trace("hello".substr(0, -1)); trace("hello".substr(1, 100));
		trace("hello".substring(1, 3)); trace("hello".substring(3, 1)); trace("hello".substring(-1, 2)); trace("hello".substring(2)); trace("hello".substring(2, 100)); trace("hello".substring(9));
		trace("hello".charAt(0)); trace("hello".charAt(9) == ""); trace("hello".charAt(-1) == ""); trace("hello".charCodeAt(1)); trace("hello".charCodeAt(9)); trace("hello".charCodeAt(-1));
		trace("Hello ÄÖ".toUpperCase()); trace("Hello ÄÖ".toLowerCase()); trace(String.fromCharCode(65)); trace(String.fromCharCode(233)); trace("abc" < "abd"); trace("a" < "B"); trace("abc" == "ab" + "c"); trace("z" > "aa"); trace("" < "a");
		trace("日本語".length); trace("日本語".charAt(1)); trace("日本語".charCodeAt(0)); trace("日本語".substr(1)); trace("日本語".indexOf("語")); trace("日本語".split("")); trace("日本語".toString());
		trace("tab\there \\ \"q\" 'x' \x41 \u00e9 \u{1F600}".length > 0); trace('a${1 + 2}b$$c${"n" + 'est${1}'}');
	}
}
