/** Regular expressions: match, split, replace, map. **/
class RegexWork {
	static function main() {
		var text = [for (i in 0...500) 'user$i@example$i.com, tel +49 ${i * 37}-${i * 91};'].join(" ");
		var n = 0;
		for (round in 0...100) {
			var r = ~/([a-z0-9]+)@([a-z0-9]+)\.com/;
			var rest = text;
			var pos = 0;
			while (r.matchSub(text, pos)) {
				n += r.matched(1).length;
				var p = r.matchedPos();
				pos = p.pos + p.len;
			}
			n += ~/[,;] */g.split(text).length;
			n += ~/[0-9]+/g.replace(text, "#").length;
			n += ~/[0-9]+/g.map(text, r -> "<" + r.matched(0) + ">").length;
		}
		trace(n);
	}
}
