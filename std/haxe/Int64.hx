package haxe;

import rayzor.rt.NativeInt64;

/** A 64-bit two's complement integer; arithmetic wraps. **/
@:transitive
abstract Int64(NativeInt64) from NativeInt64 to NativeInt64 {
	private inline function new(x:NativeInt64)
		this = x;

	/** The number whose upper and lower 32 bits are given. **/
	public static inline function make(high:Int32, low:Int32):Int64
		return new Int64(Int64Table.make(high, low));

	/** The same number. **/
	public inline function copy():Int64
		return new Int64(this);

	@:from public static inline function ofInt(x:Int):Int64
		return new Int64(Int64Table.ofInt(x));

	/** The number as an Int; throws "Overflow" when it does not fit. **/
	public static function toInt(x:Int64):Int {
		if (x.high != x.low >> 31)
			throw "Overflow";
		return x.low;
	}

	@:deprecated("haxe.Int64.is() is deprecated. Use haxe.Int64.isInt64() instead")
	public static inline function is(val:Dynamic):Bool
		return isInt64(val);

	public static inline function isInt64(val:Dynamic):Bool
		return Int64Table.is(val);

	@:deprecated("Use high instead")
	public static inline function getHigh(x:Int64):Int32
		return x.high;

	@:deprecated("Use low instead")
	public static inline function getLow(x:Int64):Int32
		return x.low;

	public static inline function isNeg(x:Int64):Bool
		return x.high < 0;

	public static inline function isZero(x:Int64):Bool
		return Int64Table.compare(x, Int64Table.ofInt(0)) == 0;

	/** Below, equal to or above 0 as `a` is to `b`. **/
	public static inline function compare(a:Int64, b:Int64):Int
		return Int64Table.compare(a, b);

	/** `compare` of numbers read without a sign. **/
	public static inline function ucompare(a:Int64, b:Int64):Int
		return Int64Table.ucompare(a, b);

	/** Decimal digits. **/
	public static inline function toStr(x:Int64):String
		return x.toString();

	function toString():String
		return Int64Table.asString(this);

	/** Reads decimal digits; throws when `sParam` is no number. **/
	public static inline function parseString(sParam:String):Int64
		return new Int64(Int64Table.parse(sParam));

	/** `f` without its fraction. Throws when that is no number or beyond the whole numbers that a Float holds exactly. **/
	public static function fromFloat(f:Float):Int64 {
		if (!Math.isFinite(f))
			throw "Number is NaN or Infinite";
		if (f >= 9007199254740992.0)
			throw "Conversion overflow";
		if (f <= -9007199254740992.0)
			throw "Conversion underflow";
		return new Int64(Int64Table.ofFloat(f));
	}

	/** Quotient and remainder, both truncated towards zero. **/
	public static function divMod(dividend:Int64, divisor:Int64):{quotient:Int64, modulus:Int64}
		return {quotient: dividend / divisor, modulus: dividend % divisor};

	@:op(-A) public static inline function neg(x:Int64):Int64
		return new Int64(Int64Table.neg(x));

	@:op(++A) private inline function preIncrement():Int64
		return this = Int64Table.add(this, Int64Table.ofInt(1));

	@:op(A++) private inline function postIncrement():Int64 {
		final before = this;
		this = Int64Table.add(this, Int64Table.ofInt(1));
		return before;
	}

	@:op(--A) private inline function preDecrement():Int64
		return this = Int64Table.sub(this, Int64Table.ofInt(1));

	@:op(A--) private inline function postDecrement():Int64 {
		final before = this;
		this = Int64Table.sub(this, Int64Table.ofInt(1));
		return before;
	}

	@:op(A + B) public static inline function add(a:Int64, b:Int64):Int64
		return new Int64(Int64Table.add(a, b));

	@:op(A + B) @:commutative private static inline function addInt(a:Int64, b:Int):Int64
		return add(a, ofInt(b));

	@:op(A - B) public static inline function sub(a:Int64, b:Int64):Int64
		return new Int64(Int64Table.sub(a, b));

	@:op(A - B) private static inline function subInt(a:Int64, b:Int):Int64
		return sub(a, ofInt(b));

	@:op(A - B) private static inline function intSub(a:Int, b:Int64):Int64
		return sub(ofInt(a), b);

	@:op(A * B) public static inline function mul(a:Int64, b:Int64):Int64
		return new Int64(Int64Table.mul(a, b));

	@:op(A * B) @:commutative private static inline function mulInt(a:Int64, b:Int):Int64
		return mul(a, ofInt(b));

	@:op(A / B) public static inline function div(a:Int64, b:Int64):Int64
		return new Int64(Int64Table.div(a, b));

	@:op(A / B) private static inline function divInt(a:Int64, b:Int):Int64
		return div(a, ofInt(b));

	@:op(A / B) private static inline function intDiv(a:Int, b:Int64):Int64
		return div(ofInt(a), b);

	@:op(A % B) public static inline function mod(a:Int64, b:Int64):Int64
		return new Int64(Int64Table.mod(a, b));

	@:op(A % B) private static inline function modInt(a:Int64, b:Int):Int64
		return mod(a, ofInt(b));

	@:op(A % B) private static inline function intMod(a:Int, b:Int64):Int64
		return mod(ofInt(a), b);

	@:op(A == B) public static inline function eq(a:Int64, b:Int64):Bool
		return Int64Table.compare(a, b) == 0;

	@:op(A == B) @:commutative private static inline function eqInt(a:Int64, b:Int):Bool
		return eq(a, ofInt(b));

	@:op(A != B) public static inline function neq(a:Int64, b:Int64):Bool
		return Int64Table.compare(a, b) != 0;

	@:op(A != B) @:commutative private static inline function neqInt(a:Int64, b:Int):Bool
		return neq(a, ofInt(b));

	@:op(A < B) private static inline function lt(a:Int64, b:Int64):Bool
		return Int64Table.compare(a, b) < 0;

	@:op(A < B) private static inline function ltInt(a:Int64, b:Int):Bool
		return lt(a, ofInt(b));

	@:op(A < B) private static inline function intLt(a:Int, b:Int64):Bool
		return lt(ofInt(a), b);

	@:op(A <= B) private static inline function lte(a:Int64, b:Int64):Bool
		return Int64Table.compare(a, b) <= 0;

	@:op(A <= B) private static inline function lteInt(a:Int64, b:Int):Bool
		return lte(a, ofInt(b));

	@:op(A <= B) private static inline function intLte(a:Int, b:Int64):Bool
		return lte(ofInt(a), b);

	@:op(A > B) private static inline function gt(a:Int64, b:Int64):Bool
		return Int64Table.compare(a, b) > 0;

	@:op(A > B) private static inline function gtInt(a:Int64, b:Int):Bool
		return gt(a, ofInt(b));

	@:op(A > B) private static inline function intGt(a:Int, b:Int64):Bool
		return gt(ofInt(a), b);

	@:op(A >= B) private static inline function gte(a:Int64, b:Int64):Bool
		return Int64Table.compare(a, b) >= 0;

	@:op(A >= B) private static inline function gteInt(a:Int64, b:Int):Bool
		return gte(a, ofInt(b));

	@:op(A >= B) private static inline function intGte(a:Int, b:Int64):Bool
		return gte(ofInt(a), b);

	@:op(~A) private static inline function complement(a:Int64):Int64
		return new Int64(Int64Table.not(a));

	@:op(A & B) public static inline function and(a:Int64, b:Int64):Int64
		return new Int64(Int64Table.and(a, b));

	@:op(A | B) public static inline function or(a:Int64, b:Int64):Int64
		return new Int64(Int64Table.or(a, b));

	@:op(A ^ B) public static inline function xor(a:Int64, b:Int64):Int64
		return new Int64(Int64Table.xor(a, b));

	@:op(A << B) public static inline function shl(a:Int64, b:Int):Int64
		return new Int64(Int64Table.shl(a, b));

	@:op(A >> B) public static inline function shr(a:Int64, b:Int):Int64
		return new Int64(Int64Table.shr(a, b));

	@:op(A >>> B) public static inline function ushr(a:Int64, b:Int):Int64
		return new Int64(Int64Table.ushr(a, b));

	/** The upper 32 bits. **/
	public var high(get, never):Int32;

	private inline function get_high():Int32
		return Int64Table.high(this);

	/** The lower 32 bits. **/
	public var low(get, never):Int32;

	private inline function get_low():Int32
		return Int64Table.low(this);
}
