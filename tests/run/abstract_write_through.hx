abstract Counter(Int) {
	public inline function new(i:Int) this = i;
	public inline function next() return this++;
	public inline function add(n:Int):Counter { this += n; return abstract; }
	@:op(A++) inline function post():Counter return new Counter(this++);
	public inline function value() return this;
}
class Main {
	static var s = new Counter(5);
	var f = new Counter(7);
	function new() {}
	static function main() {
		var c = new Counter(1);
		trace(c.next());
		trace(c.value());
		c.add(10);
		trace(c.value());
		c++;
		trace(c.value());
		s.next(); s.next();
		trace(s.value());
		var w = new Main();
		w.f.add(3);
		trace(w.f.value());
		var a = [new Counter(1), new Counter(2)];
		a[1].next();
		trace(a[1].value());
		var u:UInt = 3;
		u++;
		trace(u);
		var i:haxe.Int32 = 4;
		i++;
		trace(i);
		var n:Null<Int> = null;
		trace(n == 0);
		trace(0 == n);
		trace(1 == 1.0);
		trace(n == null);
	}
}
