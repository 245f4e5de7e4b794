// Conversions that an abstract's own methods decide.
abstract Money(Int) from Int {
	public function toString() return '$this¢';
	@:to function toDynamic():Dynamic return "dyn " + this;
	@:to function toFloat():Float return this / 100;
}

@:forward abstract Names(Dynamic) from Dynamic {
	public function iterator():Iterator<String> {
		final names = Reflect.fields(this);
		names.sort(Reflect.compare);
		return names.iterator();
	}
}

abstract Exposed(Array<Int>) from Array<Int> {
	@:op([]) function get(index:Int):Int;
	@:op([]) function set(index:Int, value:Int):Void;
}

abstract Small(Int) from Int to Int {}

enum abstract Level(Small) to Int {
	var Low;
	var High = 9;
	var Higher;
}

interface Source<T> {
	function get():T;
}

class Fixed<T> implements Source<T> {
	final value:T;
	public function new(value:T) this.value = value;
	public function get():T return value;
}

@:multiType(T) abstract Any1<T>(Source<T>) {
	public function new(value:T);
	@:to static function ofInt(_:Source<Int>, value:Int):Fixed<Int> return new Fixed(value);
	@:to static function ofString(_:Source<String>, value:String):Fixed<String> return new Fixed(value);
	@:to function toT():T return this.get();
}

class Props {
	@:isVar public var x(get, set):Int = 1;
	function get_x() {
		trace("get");
		return x;
	}
	function set_x(v) {
		trace("set");
		return x = v;
	}
	public var inner(get, never):Props;
	function get_inner():Props {
		trace("inner");
		return this;
	}
	public function new() {}
}

class Main {
	static function open(d:Dynamic) return d;
	static function main() {
		final m:Money = 250;
		trace(Std.string(m));
		trace('$m');
		trace(open(m));
		final f:Float = m;
		trace(f);
		final names:Names = {b: 1, a: 2};
		trace([for (n in names) n]);
		final e:Exposed = [];
		e[1] = 4;
		trace(e[1]);
		trace((Low : Int), (High : Int), (Higher : Int));
		final i:Int = new Any1(5);
		final s:String = new Any1("s");
		trace(i, s);
		final p = new Props();
		@:bypassAccessor p.x = 2;
		trace(@:bypassAccessor p.x);
		@:bypassAccessor p.x += 3;
		trace(p.inner.x);
		p.x = @:bypassAccessor p.x + 1;
		trace(p.x);
	}
}
