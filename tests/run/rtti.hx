// What `@:rtti` keeps of a class, read by `haxe.rtti.Rtti`. Lines are not kept.
import haxe.rtti.CType;
import haxe.rtti.Rtti;

interface Named {
	function name():String;
}

class Base<K> {
	function o() {
		return 1;
	}
}

/** What it is. **/
@:rtti @author("me", 1) class Item<T> extends Base<Int> implements Named {
	public var id(default, null):Int = 0xFF;
	static inline var C = "<&>";

	var both(get, set):Float;

	function get_both()
		return 1.5;

	function set_both(v:Float)
		return v;

	public function name()
		return "item";

	@tag public function add<S>(a:S, ?b:String, c = -1, d:{x:T, ?y:Array<Int>}):Void {}

	override function o() {
		return 2;
	}

	public function new() {}
}

class Child extends Item<String> {}
class Other {}

class Main {
	static function show(f:ClassField):Void {
		Sys.println('${f.name} ${CTypeTools.toString(f.type)} get ${f.get} set ${f.set} ${f.isPublic} ${f.params} ${f.expr} ${[for (m in f.meta) m.name + m.params]}');
	}

	static function main() {
		final rtti = Rtti.getRtti(Item);
		Sys.println('${rtti.path} ${rtti.params} ${rtti.superClass.path} ${rtti.superClass.params} ${[for (i in rtti.interfaces) i.path]} ${[for (m in rtti.meta) if (m.name == "author") m.params]}');
		for (f in rtti.fields)
			show(f);
		for (f in rtti.statics)
			show(f);
		Sys.println(Rtti.hasRtti(Child) + " " + Rtti.getRtti(Child).path);
		Sys.println(Rtti.hasRtti(Other));
		try
			Rtti.getRtti(Other)
		catch (e:String)
			Sys.println(e);
	}
}
