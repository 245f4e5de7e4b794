class Main {
	static function main() {
		var r = ~/([a-z]+)(\d+)?/; trace(r.match("  abc123 def")); trace(r.matched(0)); trace(r.matched(1)); trace(r.matched(2)); trace(r.matchedLeft()); trace(r.matchedRight()); var p = r.matchedPos(); trace(p.pos); trace(p.len);
		trace(r.match("xyz")); trace(r.matched(2));
		trace(r.match("123")); try { r.matched(0); trace("no error"); } catch (e) trace("err");
		trace(~/,\s*/g.split("a, b,c,   d")); trace(~/,/.split("a,b,c")); trace(~/x/g.split("abc")); trace(~/[,;]/g.split(",a;")); trace(~/\s+/g.split(" a  b "));
		trace(~/o/g.replace("foo boo", "0")); trace(~/o/.replace("foo", "0")); trace(~/(\w+) (\w+)/.replace("hello world", "$2 $1"));  trace(~/a/g.replace("banana", "$$")); trace(~/(a)(x)?/g.replace("banana", "<$1$2>"));
		trace(~/\d+/g.map("a1b22c333", e -> "<" + e.matched(0).length + ">")); trace(~/(\w)(\w)/g.map("abcd", e -> e.matched(2) + e.matched(1))); trace(~/b/.map("abab", e -> "X" + e.matchedLeft() + "|" + e.matchedRight()));
		trace(~/^abc$/i.match("ABC")); trace(~/^b/m.match("a\nb")); trace(~/^b/.match("a\nb")); trace(~/a.b/.match("a\nb")); trace(~/a.b/s.match("a\nb"));
		var e = new EReg("(a+)(b*)", "g"); trace(e.matchSub("xxaabbaab", 4)); trace(e.matched(0)); trace(e.matchedPos()); trace(e.matchSub("aab", 0, 1)); trace(e.matched(0)); trace(e.matchedRight());
		trace(EReg.escape("a.b*c[d]")); trace(new EReg(EReg.escape("1+1=2"), "").match("1+1=2"));
		trace(~/(?:ab)+/.match("ababab")); trace(~/(?<=a)b/.match("ab")); trace(~/a(?!c)/.match("ac ab")); trace(~/(a)\1/.match("aa")); trace(~/\bfoo\b/.match("a foo b")); trace(~/[^\x00-\x7F]/.match("é")); trace(~/é+/u.match("caféé"));
		trace(~/\//.match("a/b")); trace(~/[\w.]+@[\w.]+/.match("mail me@x.org now")); trace(~/^(\d{4})-(\d{2})-(\d{2})$/.match("2024-01-31")); trace(~/a|b|c/g.split("1a2b3c4")); trace(~/x*/g.replace("abc", "-"));
		var s = "one two three"; var out = []; var re = ~/\w+/; while (re.match(s)) { out.push(re.matched(0)); s = re.matchedRight(); } trace(out);
		trace(~/日(.)語/.match("x日本語y")); trace(~/日(.)語/.replace("x日本語y", "$1"));
		var r2 = ~/日(.)/; r2.match("x日本語y"); trace(r2.matchedPos()); trace(r2.matchedLeft()); trace(r2.matchedRight()); trace(r2.matched(1));
	}
}
