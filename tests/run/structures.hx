typedef Point = {
	var x:Int;
	var y:Int;
	var ?label:String;
}

class Vec {
	public var x = 3;
	public var y = 4;
	public function new() {}
}

class Main {
	static function len2(p:{x:Int, y:Int}) return p.x * p.x + p.y * p.y;
	static function main() {
		var p:Point = {x: 1, y: 2};
		trace(p.x, p.y, p.label);
		p.x += 10;
		p.label = "here";
		trace(p.x, p.label);
		trace(len2(p), len2(new Vec()));
		var o = {name: "n", f: (i:Int) -> i + 1, nested: {deep: [1, 2]}};
		trace(o.name, o.f(1), o.nested.deep[1]);
		o.nested.deep.push(3);
		trace(o.nested.deep.length);
		var list = [{k: 2, v: "b"}, {k: 1, v: "a"}];
		list.sort((a, b) -> a.k - b.k);
		trace([for (e in list) e.v].join(""));
	}
}
