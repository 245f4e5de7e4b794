enum Shape { Circle(r:Float); Rect(w:Int, h:Int); Empty; Named(name:String, inner:Shape); Opt(?x:Int, ?s:String); Arr(a:Array<Int>); Obj(o:{x:Int}); }
class P { public var x:Int; public var y:Int; public function new(x, y) { this.x = x; this.y = y; } public function toString() return 'P($x,$y)'; }
class Q extends P { public function new() super(9, 8); }
class Plain { public function new() {} }
class Err { public function new() {} public function toString():String return null; }
class Main {
	static function main() {
		trace(Circle(1.5)); trace(Rect(1, 2)); trace(Empty); trace(Named("a b", Circle(2))); trace(Opt()); trace(Opt(1)); trace(Opt("x")); trace(Arr([1, 2])); trace(Obj({x: 1}));
		trace([Circle(1), Empty]); trace([[1, 2], [3]]); trace(["a", "b,c"]); trace([null, 1]); trace([true, false]); trace([1.5, 2]); trace([new P(1, 2), new Q()]);
		trace({a: 1, b: "two", c: [1, 2], d: null, e: {f: 1.5}}); trace({}); trace([{a: 1}, {a: 2}]);
		trace(new P(1, 2)); trace(new Q()); trace('${new P(3, 4)}!'); trace("p=" + new P(5, 6)); trace(Std.string(new Q()));
		trace(["a" => 1, "b" => 2]); trace([1 => "x"]); trace([Circle(1) => 2]); trace(new Map<String, Int>());
		trace(["k" => ["n" => 1]]); trace(["p" => new P(0, 0)]);
		var l = new List<Int>(); l.add(1); l.add(2); l.push(0); trace(l);
		var dyn:Dynamic = {toString: () -> "custom"}; trace(dyn); trace("" + dyn); trace('$dyn');
		trace(null); trace(true); trace("str"); trace(-0.0 == 0.0); trace("a" + null); trace(null + "b"); var s:String = null; trace(s); trace("x" + s); trace(s + "x"); trace('$s');
		var ni:Null<Int> = null; trace("n" + ni); trace('[$ni]'); ni = 3; trace("n" + ni);
		var d:Dynamic = 5; trace(d + 1); trace(d + "a"); d = "s"; trace(d + 1); d = 1.5; trace(d + 1); d = [1]; trace("" + d); d = true; trace("" + d);
		trace(new haxe.ds.StringMap<Int>()); trace(haxe.ds.Option.Some(3)); trace(haxe.ds.Option.None); trace(haxe.ds.Either.Left(1));
		trace(new StringBuf().toString() == ""); var b = new StringBuf(); b.add(1); b.add("x"); b.add(null); b.addChar(65); b.addSub("hello", 1, 3); b.add([1]); b.add(Empty); trace(b.toString()); trace(b.length);
		trace(new haxe.ds.Vector<Int>(3)); trace(haxe.ds.Vector.fromArrayCopy([1, 2])); 
		trace(haxe.io.Bytes.ofString("abc")); trace(Type.typeof(1)); trace(Type.typeof(new P(1, 1))); trace(Type.typeof(Empty)); trace(Type.typeof({})); trace(Type.typeof(null)); trace(Type.typeof("")); trace(Type.typeof(1.5)); trace(Type.typeof(true)); trace(Type.typeof(() -> 1)); trace(Type.typeof([]));
		trace(haxe.Int64.make(1, 2)); trace(haxe.Int64.parseString("-9223372036854775808")); trace([haxe.Int64.ofInt(5)]);
		trace([1, 2, 3].iterator().next()); trace(Std.string([Std.string(1), null])); trace([for (i in 0...3) i => i * i]);
		trace(1, 2, "x", [3]); trace("multi", {a: 1}, null);
		var rec:Dynamic = {v: 1}; var m = new Map<Int, Dynamic>(); m[3] = rec; trace(m);
		trace(Date.fromTime(0).getTime()); trace(new Date(2020, 1, 29, 12, 30, 45)); trace(["d" => new Date(2000, 0, 1, 0, 0, 0)]);
		trace(haxe.Json.stringify({a: ([1, 2.5, null, true, "q\"uote\n"]:Array<Dynamic>), b: {c: {}}}));
	}
}
// CHOICE: structures and maps in the order of insertion
