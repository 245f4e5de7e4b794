// live: 20 MiB of strings, maps, arrays and structures, each replaced by one of another kind.
class Main {
	static function thing(i:Int):Dynamic {
		return switch i % 5 {
			case 0: [for (j in 0...1000) 'text $i $j'];
			case 1: [for (j in 0...1000) j => {n: j, s: null}];
			case 2: [for (j in 0...8000) j * 0.5];
			case 3: [for (j in 0...500) 'key $j' => [j, j + 1]];
			case _: [for (j in 0...1000) (x:Int) -> x + j + i];
		}
	}

	static function main() {
		var things = [for (i in 0...250) thing(i)];
		for (round in 0...3000)
			things[(round * 13) % things.length] = thing(round * 7 + round % 3);
		Sys.println(things.length);
	}
}
