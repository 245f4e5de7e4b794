import haxe.Serializer; import haxe.Unserializer;
enum E { A; B(x:Int, s:String); }
class C { public var a = 1; public var s = "q"; public var n:C; public function new() {} }
class D { var v:Int; public function new(v) this.v = v; @:keep function hxSerialize(s:Serializer) { s.serialize(v * 2); } @:keep function hxUnserialize(u:Unserializer) { v = u.unserialize(); } public function get() return v; }
class Main {
	static function rt(v:Dynamic) { var s = Serializer.run(v); trace(s); trace(Unserializer.run(s)); }
	static function main() {
		rt(null); rt(0); rt(5); rt(-12345); rt(1.5); rt(-1e30); rt(Math.NaN); rt(Math.POSITIVE_INFINITY); rt(true); rt(false); rt("hello wörld & co"); rt(""); rt([1, 2, null, null, null, 3]); rt([]); rt({a: 1, b: "x"}); rt({});
		rt(["a" => 1, "b" => 2]); rt([1 => "x", 2 => "y"]); rt(A); rt(B(3, "z")); rt(["s", "s", "t"]); rt(new Date(2020, 0, 2, 3, 4, 5)); rt(haxe.io.Bytes.ofString("bytes data!")); var l = new List<Dynamic>(); l.add(1); l.add("x"); rt(l);
		var c = new C(); c.n = c; var s = "";  Serializer.USE_CACHE = true; s = Serializer.run(c); trace(s); var c2:C = Unserializer.run(s); trace(c2.n == c2); trace(c2.a, c2.s); Serializer.USE_CACHE = false;
		Serializer.USE_ENUM_INDEX = true; trace(Serializer.run(B(1, "i"))); trace(Unserializer.run(Serializer.run(B(1, "i")))); Serializer.USE_ENUM_INDEX = false;
		var d = new D(21); s = Serializer.run(d); trace(s); var d2:D = Unserializer.run(s); trace(d2.get());
		var o = new haxe.ds.ObjectMap<C, String>(); o.set(new C(), "val"); s = Serializer.run(o); trace(s); var o2:haxe.ds.ObjectMap<C, String> = Unserializer.run(s); for (k => v in o2) trace(k.a, v);
		rt(C); rt(E); var u = new Unserializer("i1i2y3:abc"); trace(u.unserialize()); trace(u.unserialize()); trace(u.unserialize());
		try { Unserializer.run("?"); } catch (e:Dynamic) trace(e); try { Unserializer.run("cy3:Zzzg"); } catch (e:Dynamic) trace(e); try Serializer.run(function() {}) catch (e:Dynamic) trace(e);
		var ser = new Serializer(); ser.serialize(1); ser.serialize("a"); ser.serialize("a"); trace(ser.toString()); 
		try { var s2 = new Serializer(); s2.serializeException("boom"); trace(s2.toString()); Unserializer.run(s2.toString()); } catch (e:Dynamic) trace("ex " + e);
		rt([{x: [{y: "deep"}]}]); rt([[1, 2], [3]]); rt([1.5, 2, -0.0]);
	}
}
// CHOICE: fields in the order of insertion
