// Comparing with null asks whether there is a value, whatever operators the abstract has; initialisers of instance
// variables run from the last to the first.
class Base {
	public final first = Main.note("first");
	public final second = Main.note("second");

	public function new()
		Main.note("Base.new");
}

class Child extends Base {
	final third = Main.note("third");
	final fourth = Main.note("fourth");

	public function new() {
		Main.note("Child.new");
		super();
		Main.note("after");
	}
}

class Main {
	static final notes:Array<String> = [];

	public static function note(text:String):Int
		return notes.push(text);

	static function maybe(yes:Bool):Null<UInt>
		return yes ? 0 : null;

	static function given(?value:UInt):Bool
		return value != null;

	static function main() {
		trace(maybe(false) == null);
		trace(maybe(true) == null);
		trace(null != maybe(true));
		trace(given());
		trace(given(0));
		final list:Array<Null<UInt>> = [null, 3];
		trace(list[0] == null);
		trace(list[1] == 3);
		final map:Map<String, UInt> = ["a" => 1];
		trace(map["b"] == null);
		trace(map["a"] != null);
		final child = new Child();
		trace(notes.join(" "));
		trace(child.first);
	}
}
