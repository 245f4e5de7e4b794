/** haxe.Json: print and parse. **/
class JsonWork {
	static function main() {
		var data = {
			name: "test",
			list: [for (i in 0...500) {id: i, value: i * 1.5, tags: ["a", "b\"c", 'tag$i'], ok: i % 2 == 0, none: null}]
		};
		var total = 0;
		for (round in 0...200) {
			var text = haxe.Json.stringify(data);
			var back:Dynamic = haxe.Json.parse(text);
			total += text.length + back.list.length + back.list[round % 100].tags[2].length;
		}
		trace(total);
	}
}
