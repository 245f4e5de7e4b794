abstract Cell(Int) from Int {
	public var x(get, set):Int;
	inline function get_x() return this;
	inline function set_x(v:Int) return this = v;
	public inline function set(v:Int) { this = v; return v; }
	@:arrayAccess inline function at(i:Int):Int return (this >> i) & 1;
	@:arrayAccess inline function put(i:Int, v:Int):Int { this = (this & ~(1 << i)) | (v << i); return v; }
	@:op(A += B) inline function addTo(o:Int):Cell { return this += o; }
	@:op(A + B) inline function add(o:Int):Cell return this + o;
	@:op(++A) inline function pre():Cell return ++this;
	@:op(A++) inline function post():Cell return this++;
	@:op(a.b) inline function res(name:String):Int return this + name.length;
	@:op(a.b) inline function setRes(name:String, v:Int):Int return this = v - name.length;
	public inline function loop(n:Int) { for (i in 0...n) { if (i == 3) break; this += i; } }
	public inline function sw(k:Int) { switch k { case 0: this = 100; case 1: this = 200; default: this += k; } }
	public inline function early(k:Int):Int { if (k > 2) { this = -k; return 1; } this = k; return 0; }
	public inline function tr():Int { try { this += 1; throw "x"; } catch (e:String) { this += 10; } return this; }
}
class Box { public var c:Cell = 1; public var p(default, set):Cell = 1; function set_p(v) { trace("set_p"); return p = v; } public function new() {} 
  public var q(get, set):Cell; var _q:Cell = 5; function get_q() { trace("get_q"); return _q; } function set_q(v) { trace("set_q"); return _q = v; } }
class Main {
	static var s:Cell = 1;
	static var arr:Array<Cell> = [1, 2, 3];
	static var n = 0;
	static function idx() { n++; return n - 1; }
	static function f() { s = 50; return 2; }
	static function main() {
		var a:Cell = 1;
		a.x += 2; trace(a.x);
		a.x++; trace(a.x);
		trace(a.x++); trace(++a.x);
		a.set(9); trace(a.x);
		a[1] = 1; trace(a.x);
		a[2] += 1; trace(a.x);
		a += 5; trace(a.x);
		a++; ++a; trace(a.x);
		a.foo = 10; trace(a.x); trace(a.foo);
		a.foo += 10; trace(a.x);
		s.x += 2; trace(s.x);
		s += f(); trace(s.x);
		s.x += f(); trace(s.x);
		arr[idx()].x += 10; trace(arr.map(c -> c.x)); trace(n);
		arr[idx()].set(7); trace(arr.map(c -> c.x)); trace(n);
		arr[idx()] += 4; trace(arr.map(c -> c.x)); trace(n);
		arr[0]++; trace(arr.map(c -> c.x));
		arr[1][3] = 1; trace(arr.map(c -> c.x));
		arr[1][4] += 1; trace(arr.map(c -> c.x));
		var b = new Box();
		b.c.x += 3; trace(b.c.x);
		b.c.set(12); trace(b.c.x);
		b.c[0] = 1; trace(b.c.x);
		var o = {c: (1:Cell), d: {e: (2:Cell)}};
		o.c.x += 3; trace(o.c.x);
		o.d.e.x += 3; trace(o.d.e.x);
		o.d.e.set(8); trace(o.d.e.x);
		o.d.e++; trace(o.d.e.x);
		for (i in 0...5) a.loop(i);
		trace(a.x);
		a.sw(0); trace(a.x); a.sw(1); trace(a.x); a.sw(4); trace(a.x);
		trace(a.early(5)); trace(a.x); trace(a.early(1)); trace(a.x);
		trace(a.tr()); trace(a.x);
		b.c.sw(1); trace(b.c.x); arr[2].sw(0); trace(arr[2].x); o.d.e.sw(1); trace(o.d.e.x);
		arr[2].tr(); trace(arr[2].x); o.d.e.tr(); trace(o.d.e.x);
		var fs = [for (i in 0...2) () -> { a.x += i + 1; a.x; }];
		trace(fs[0]() + fs[1]());
		trace(a.x);
	}
}
