interface I {}

class A implements I {
	public function new() {}
}

class B extends A {}

enum E {
	X;
	Y(n:Int);
}

class Main {
	static function what(v:Dynamic):String return switch (Type.typeof(v)) {
		case TNull: "null";
		case TInt: "int";
		case TFloat: "float";
		case TBool: "bool";
		case TFunction: "function";
		case TObject: "object";
		case TClass(String): "string";
		case TClass(Array): "array";
		case TClass(c): "class " + Type.getClassName(c);
		case TEnum(e): "enum " + Type.getEnumName(e);
		case TUnknown: "unknown";
	}
	static function main() {
		for (v in ([null, 1, 1.5, true, "s", [1], {a: 1}, new B(), X, Y(2), main] : Array<Dynamic>)) trace(what(v));
		var b:Dynamic = new B();
		trace((b is B), (b is A), (b is I), (b is String), (5 is Int), (5 is Float), (null is A));
		trace(Std.isOfType(Y(1), E), Std.isOfType([], Array));
		var x:A = b;
		trace(Type.getClass(x) == B, Type.getClass(x) == A);
	}
}
