class A {
	public static var x = B.y + 1;
	public static var log = "A";
}

class B {
	public static var y = 10;
	static function __init__() {
		trace("init");
	}
}

class Main {
	static var z = A.x * 2;
	static var list = [A.log, "main"];
	static function main() {
		trace(A.x, B.y, z, list);
		trace(next(), next(), next());
	}
	static function next() {
		static var n = 100;
		return n++;
	}
}
