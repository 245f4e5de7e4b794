using Lambda;
class Main {
	static function main() {
		var a = [3, 1, 2]; trace(a.array(), a.list(), a.map(x -> x * 2), a.mapi((i, x) -> i * x), a.has(2), a.exists(x -> x > 2), a.foreach(x -> x > 0), a.fold((x, acc) -> acc + x, 0), a.foldi((x, acc, i) -> acc + x * i, 0), a.count(), a.count(x -> x > 1), a.empty(), a.indexOf(1), a.find(x -> x < 3), a.findIndex(x -> x == 9), a.filter(x -> x != 1), a.concat([9]), [[1], [2, 3]].flatten(), a.flatMap(x -> [x, x]));
		a.iter(x -> trace(x)); var m = ["a" => 1]; trace(m.count(), m.array(), Lambda.exists(m, x -> x == 1), m.find(x -> x == 2));  var l = new List<String>(); l.add("x"); trace(l.array(), l.map(s -> s + "!"), l.empty()); trace([1, 2, 3, 4].filter(x -> x % 2 == 0).map(x -> x * x).fold((x, y) -> x + y, 0)); trace(Lambda.fold(["a", "b"], (s, acc) -> acc + s, ">")); trace([].empty(), Lambda.count([])); trace(Lambda.indexOf(["q"], "z"));
		trace(["b" => 2].map(x -> x + 1)); trace("abc".split("").mapi((i, c) -> c + i)); 
	}
}
