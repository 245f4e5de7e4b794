import haxe.Json;
enum E { A; B(x:Int); }
class C { public var a = 1; var hidden = 2; public function new() {} public function m() {} }
class Main {
	static function main() {
		trace(Json.stringify({a: 1, b: "x", c: [1, 2, 3], d: null, e: true, f: 1.5, g: {h: []}})); trace(Json.stringify([])); trace(Json.stringify({})); trace(Json.stringify("a\"b\\c\n\t\r\u0001é\u2028/")); trace(Json.stringify(null)); trace(Json.stringify(1e21)); trace(Json.stringify(Math.NaN)); trace(Json.stringify(1 / 0));
		trace(Json.stringify({a: ([1, {b: 2}]:Array<Dynamic>), c: {}, d: []}, null, "  ")); trace(Json.stringify(([[], [1], {x: {y: 1}}]:Array<Dynamic>), null, "\t"));
		trace(Json.stringify({a: 1, b: 2}, (k:Dynamic, v:Dynamic) -> k == "a" ? (10:Dynamic) : v));
		trace(Json.stringify(new C())); trace(Json.stringify(A)); trace(Json.stringify(B(3))); trace(Json.stringify(["k" => 1])); trace(Json.stringify({d: new Date(2020, 0, 1, 0, 0, 0)})); trace(Json.stringify({f: function() {}, g: 1}));
		var o:Dynamic = Json.parse('{"a":1,"b":[1,2.5,-3e2,true,false,null],"c":{"d":"x\\ny\\u00e9\\/"},"e":""}'); trace(o); trace(o.a + 1); trace(o.b[1]); trace(o.c.d); trace(Reflect.fields(o)); trace(o.b.length); trace(Type.typeof(o.a)); trace(Type.typeof(o.b[2])); trace(o.zzz);
		trace(Json.parse(' [ 1 , 2 ] ')); trace(Json.parse('"\\ud83d\\ude00"')); trace(Json.parse('12345678901')); trace(Json.parse('1.0')); trace(Type.typeof(Json.parse('1.0'))); trace(Json.parse('-0')); trace(Json.parse('[]')); trace(Json.parse('{}'));
		for (bad in ['{', '[1,]', '{"a"}', 'tru', '"abc', '{"a":1,}', '1 2', '', '{a:1}', '[1 2]', '01', '-', '1.', '"\\x"', '\n\n  @'])
			try { trace(Json.parse(bad)); } catch (e) trace(bad + " -> " + e.message);
		trace(Json.stringify({a: haxe.Int64.ofInt(3)} != null)); trace(Json.stringify([for (i in 0...3) {i: i}]));
		var l = new List(); l.add(1); trace(Json.stringify({l: l}) != "");
		typedef_test();
	}
	static function typedef_test() { var p:{name:String, ?age:Int, tags:Array<String>} = Json.parse('{"name":"Bob","tags":["x"]}'); trace(p.name, p.age, p.tags[0]); p.age = 3; trace(Json.stringify(p)); }
}
// CHOICE: fields in the order of insertion; control characters escaped; 1.0 is an Int
