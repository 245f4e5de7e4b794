/** A 32-bit integer without a sign: an `Int` read as 0 to 4294967295. **/
@:transitive
abstract UInt(Int) from Int to Int {
	@:op(A + B) private static inline function add(a:UInt, b:UInt):UInt
		return a.toInt() + b.toInt();

	@:op(A / B) private static inline function div(a:UInt, b:UInt):Float
		return a.toFloat() / b.toFloat();

	@:op(A * B) private static inline function mul(a:UInt, b:UInt):UInt
		return a.toInt() * b.toInt();

	@:op(A - B) private static inline function sub(a:UInt, b:UInt):UInt
		return a.toInt() - b.toInt();

	@:op(A > B) private static inline function gt(a:UInt, b:UInt):Bool
		return (a.toInt() ^ 0x80000000) > (b.toInt() ^ 0x80000000);

	@:op(A >= B) private static inline function gte(a:UInt, b:UInt):Bool
		return (a.toInt() ^ 0x80000000) >= (b.toInt() ^ 0x80000000);

	@:op(A < B) private static inline function lt(a:UInt, b:UInt):Bool
		return gt(b, a);

	@:op(A <= B) private static inline function lte(a:UInt, b:UInt):Bool
		return gte(b, a);

	@:op(A & B) private static inline function and(a:UInt, b:UInt):UInt
		return a.toInt() & b.toInt();

	@:op(A | B) private static inline function or(a:UInt, b:UInt):UInt
		return a.toInt() | b.toInt();

	@:op(A ^ B) private static inline function xor(a:UInt, b:UInt):UInt
		return a.toInt() ^ b.toInt();

	@:op(A << B) private static inline function shl(a:UInt, b:Int):UInt
		return a.toInt() << b;

	@:op(A >> B) private static inline function shr(a:UInt, b:Int):UInt
		return a.toInt() >>> b;

	@:op(A >>> B) private static inline function ushr(a:UInt, b:Int):UInt
		return a.toInt() >>> b;

	@:op(A % B) private static function mod(a:UInt, b:UInt):UInt
		return Std.int(a.toFloat() % b.toFloat() - 2147483648.0) ^ 0x80000000;

	@:commutative @:op(A + B) private static inline function addWithFloat(a:UInt, b:Float):Float
		return a.toFloat() + b;

	@:commutative @:op(A * B) private static inline function mulWithFloat(a:UInt, b:Float):Float
		return a.toFloat() * b;

	@:op(A / B) private static inline function divFloat(a:UInt, b:Float):Float
		return a.toFloat() / b;

	@:op(A / B) private static inline function floatDiv(a:Float, b:UInt):Float
		return a / b.toFloat();

	@:op(A - B) private static inline function subFloat(a:UInt, b:Float):Float
		return a.toFloat() - b;

	@:op(A - B) private static inline function floatSub(a:Float, b:UInt):Float
		return a - b.toFloat();

	@:op(A > B) private static inline function gtFloat(a:UInt, b:Float):Bool
		return a.toFloat() > b;

	@:commutative @:op(A == B) private static inline function equalsInt<T:Int>(a:UInt, b:T):Bool
		return a.toInt() == b;

	@:commutative @:op(A != B) private static inline function notEqualsInt<T:Int>(a:UInt, b:T):Bool
		return a.toInt() != b;

	@:commutative @:op(A == B) private static inline function equalsFloat<T:Float>(a:UInt, b:T):Bool
		return a.toFloat() == b;

	@:commutative @:op(A != B) private static inline function notEqualsFloat<T:Float>(a:UInt, b:T):Bool
		return a.toFloat() != b;

	@:op(A >= B) private static inline function gteFloat(a:UInt, b:Float):Bool
		return a.toFloat() >= b;

	@:op(A > B) private static inline function floatGt(a:Float, b:UInt):Bool
		return a > b.toFloat();

	@:op(A >= B) private static inline function floatGte(a:Float, b:UInt):Bool
		return a >= b.toFloat();

	@:op(A < B) private static inline function ltFloat(a:UInt, b:Float):Bool
		return a.toFloat() < b;

	@:op(A <= B) private static inline function lteFloat(a:UInt, b:Float):Bool
		return a.toFloat() <= b;

	@:op(A < B) private static inline function floatLt(a:Float, b:UInt):Bool
		return a < b.toFloat();

	@:op(A <= B) private static inline function floatLte(a:Float, b:UInt):Bool
		return a <= b.toFloat();

	@:op(A % B) private static inline function modFloat(a:UInt, b:Float):Float
		return a.toFloat() % b;

	@:op(A % B) private static inline function floatMod(a:Float, b:UInt):Float
		return a % b.toFloat();

	@:op(~A) private inline function complement():UInt
		return ~this;

	@:op(++A) private inline function prefixIncrement():UInt
		return ++this;

	@:op(A++) private inline function postfixIncrement():UInt
		return this++;

	@:op(--A) private inline function prefixDecrement():UInt
		return --this;

	@:op(A--) private inline function postfixDecrement():UInt
		return this--;

	private inline function toString():String
		return Std.string(toFloat());

	private inline function toInt():Int
		return this;

	@:to private inline function toFloat():Float
		return this >= 0 ? this + 0.0 : this + 4294967296.0;
}
