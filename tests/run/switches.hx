class Main {
	static function num(i:Int) return switch (i) {
		case 0: "zero";
		case 1 | 2: "small";
		case x if (x < 0): "negative " + x;
		case 100, 200: "round";
		case _: "other";
	}
	static function str(s:String) return switch (s) {
		case "a": 1;
		case "b", "c": 2;
		case null: -1;
		default: 0;
	}
	static function arr(a:Array<Int>) return switch (a) {
		case []: "empty";
		case [x]: "one " + x;
		case [1, y]: "one and " + y;
		case [x, y]: 'two $x $y';
		case _: "more";
	}
	static function obj(o:{x:Int, y:String}) return switch (o) {
		case {x: 0}: "origin";
		case {y: "k", x: v}: "k" + v;
		case {x: v}: "v" + v;
	}
	static function multi(a:Int, b:Bool) return switch [a, b] {
		case [0, true]: "zero true";
		case [_, false]: "false";
		case [n, _]: "n" + n;
	}
	static function extract(s:String) return switch (s) {
		case _.length => 3: "three";
		case _.toUpperCase() => "HELLO": "greeting";
		case v: v;
	}
	static function main() {
		for (i in [0, 1, 2, -5, 100, 200, 7]) trace(num(i));
		for (s in ["a", "b", "c", null, "zzz"]) trace(str(s));
		for (a in [[], [5], [1, 2], [3, 4], [1, 2, 3]]) trace(arr(a));
		trace(obj({x: 0, y: ""}), obj({x: 4, y: "k"}), obj({x: 5, y: "z"}));
		trace(multi(0, true), multi(0, false), multi(3, true));
		trace(extract("abc"), extract("hello"), extract("other"));
		var hits = 0;
		switch (5) {
			case 1: hits = 1;
			case 5: hits = 5;
		}
		trace(hits);
		switch (2.5) {
			case 2.5: trace("float");
			default: trace("no");
		}
	}
}
