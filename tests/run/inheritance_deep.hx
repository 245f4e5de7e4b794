class A {
	public var trail = [];
	var a = 1;
	public function new() {
		trail.push("A" + a);
		hook();
	}
	function hook() trail.push("hookA");
	public function sum() return a;
}

class B extends A {
	var b:Int;
	public function new(b:Int) {
		this.b = b;
		super();
		trail.push("B" + b);
	}
	override function hook() {
		trail.push("hookB" + b);
		super.hook();
	}
	override public function sum() return super.sum() + b;
}

class C extends B {
	var c = 100;
	public function new() super(10);
	override public function sum() return super.sum() * 2 + c;
}

class D extends C {}

abstract class Base {
	public function new() {}
	abstract public function kind():String;
	public function show() return "<" + kind() + ">";
}

class Impl extends Base {
	public function kind() return "impl";
}

class Main {
	static function main() {
		var d = new D();
		trace(d.trail.join(" "), d.sum());
		var x:A = d;
		trace(x.sum(), Std.isOfType(x, C), Std.downcast(x, B) != null, Std.downcast(new A(), B));
		trace(new Impl().show());
		trace(Type.getClassName(Type.getClass(x)), Type.getClassName(Type.getSuperClass(D)));
	}
}
