// What is read out of a Dynamic keeps its type: `d.x + 1` is Dynamic, `d[i] + 1` a Float; an operand is never cut to an Int.
// Null has no `toString`: as text an abstract that is null is "null". The branches of what is traced need no type in common.
abstract Path(Array<String>) {
	public function new(parts)
		this = parts;

	public function toString()
		return this.join("/");
}

class Main {
	static function pick(yes:Bool)
		return yes;

	static function main() {
		final d:Dynamic = {a: [1, 2.5], f: 2.5, g: () -> 1.5};
		trace(d.a[1] + 1);
		trace(1 + d.a[1]);
		trace(d.a[1] * 2);
		trace(d.a[1] - 1);
		trace(d.f + 1);
		trace(d.g() + 1);
		trace(d.g() * 3);
		d.a[1] += 1;
		trace(d.a[1]);
		trace(d.f + d.f);
		trace([for (x in (d.a : Array<Dynamic>)) x + 1]);
		for (x in (d.a : Array<Dynamic>))
			trace(x + 0.25);
		trace(pick(true) ? 1 : "x");
		trace(if (pick(false)) 2.5 else "z");
		trace(try throw 3 catch (e:Int) e == 3);
		final none:Map<Bool, Int> = null;
		trace(none);
		trace("map: " + none);
		var path:Path = null;
		trace('$path');
		trace(Std.string(path));
		path = new Path(["a", "b"]);
		trace('$path');
		trace(path);
	}
}
