import haxe.Int64;

class Main {
	static function main() {
		var a:Int64 = Int64.make(1, 2);
		var b:Int64 = 3;
		trace(Int64.toStr(a * b + 1));
		trace((a > b), Int64.toStr(a - b), a == a);
		var c = Int64.ofInt(-5);
		trace(Int64.toStr(c), Int64.toStr(c >> 1), Int64.toStr(c / 2));
		trace('$c');
		var u:UInt = -1;
		trace(u, u > 5, u / 2);
		var v:UInt = 3;
		trace(v - 4 > 0, u >> 28);
	}
}
