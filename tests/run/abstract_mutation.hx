abstract Counter(Int) from Int { public inline function new(v) this = v; public inline function inc() this += 1; @:op(A++) public inline function pi():Counter { var r = new Counter(this); this++; return r; } @:op(A += B) public inline function addAssign(n:Int):Counter return this = this + n; public function get() return this; }
class Main {
	var c = new Counter(5); function new() {} 
	static function main() { var c = new Counter(1); c.inc(); trace(c.get()); c++; trace(c.get()); c += 10; trace(c.get()); var a = new Main(); a.c.inc(); a.c++; trace(a.c.get()); var u:UInt = 5; u++; trace(u); var i:haxe.Int64 = 7; i++; trace(haxe.Int64.toStr(i)); } }
