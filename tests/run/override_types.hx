class Base<T> {
	public function new() {}
	public function make():T return null;
	public function take(x:T):String return "base";
	public function run(x:T) return take(x) + ":" + make();
}

class IntImpl extends Base<Int> {
	override public function make():Int return 42;
	override public function take(x:Int):String return "int " + (x + 1);
}

class StrImpl extends Base<String> {
	override public function make() return "made";
	override public function take(x:String) return "str " + x.length;
}

interface Source<T> {
	function get(i:Int):T;
}

class Squares implements Source<Int> {
	public function new() {}
	public function get(i:Int):Int return i * i;
}

class Main {
	static function use<T>(b:Base<T>, x:T) return b.run(x);
	static function read<T>(s:Source<T>, i:Int):T return s.get(i);
	static function main() {
		trace(use(new IntImpl(), 4), use(new StrImpl(), "four"));
		var i = new IntImpl();
		trace(i.make() + 1, i.take(1));
		trace(read(new Squares(), 5) + 1);
	}
}
