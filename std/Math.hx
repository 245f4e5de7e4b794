/** Mathematics on floating-point numbers. **/
class Math {
	/** The ratio of a circle's circumference to its diameter. **/
	public static inline final PI:Float = 3.141592653589793;

	public static var NEGATIVE_INFINITY(get, never):Float;
	public static var POSITIVE_INFINITY(get, never):Float;

	/** Not a number: unequal to everything, itself included. **/
	public static var NaN(get, never):Float;

	static inline function get_NEGATIVE_INFINITY():Float
		return -1.0 / 0.0;

	static inline function get_POSITIVE_INFINITY():Float
		return 1.0 / 0.0;

	static inline function get_NaN():Float
		return 0.0 / 0.0;

	/** `v` without its sign. **/
	@:rt("rayzor_math_abs") public static extern function abs(v:Float):Float;

	/** The smaller of two; NaN when either is. **/
	@:rt("rayzor_math_min") public static extern function min(a:Float, b:Float):Float;

	/** The larger of two; NaN when either is. **/
	@:rt("rayzor_math_max") public static extern function max(a:Float, b:Float):Float;

	@:rt("rayzor_math_sin") public static extern function sin(v:Float):Float;
	@:rt("rayzor_math_cos") public static extern function cos(v:Float):Float;
	@:rt("rayzor_math_tan") public static extern function tan(v:Float):Float;
	@:rt("rayzor_math_asin") public static extern function asin(v:Float):Float;
	@:rt("rayzor_math_acos") public static extern function acos(v:Float):Float;
	@:rt("rayzor_math_atan") public static extern function atan(v:Float):Float;

	/** The angle of the point (`x`, `y`), from -PI to PI. **/
	@:rt("rayzor_math_atan2") public static extern function atan2(y:Float, x:Float):Float;

	@:rt("rayzor_math_exp") public static extern function exp(v:Float):Float;

	/** The natural logarithm. **/
	@:rt("rayzor_math_log") public static extern function log(v:Float):Float;

	@:rt("rayzor_math_pow") public static extern function pow(v:Float, exp:Float):Float;
	@:rt("rayzor_math_sqrt") public static extern function sqrt(v:Float):Float;

	/** The nearest integer, halves upwards. **/
	public static inline function round(v:Float):Int
		return Std.int(ffloor(v + 0.5));

	/** The largest integer not above `v`. **/
	public static inline function floor(v:Float):Int
		return Std.int(ffloor(v));

	/** The smallest integer not below `v`. **/
	public static inline function ceil(v:Float):Int
		return Std.int(fceil(v));

	/** `floor` without leaving Float. **/
	@:rt("rayzor_math_floor") public static extern function ffloor(v:Float):Float;

	/** `ceil` without leaving Float. **/
	@:rt("rayzor_math_ceil") public static extern function fceil(v:Float):Float;

	/** `round` without leaving Float. **/
	public static inline function fround(v:Float):Float
		return ffloor(v + 0.5);

	/** A random number from 0.0 up to, not including, 1.0. **/
	@:rt("rayzor_math_random") public static extern function random():Float;

	/** Neither infinite nor NaN. **/
	public static inline function isFinite(f:Float):Bool
		return f - f == 0.0;

	public static inline function isNaN(f:Float):Bool
		return f != f;
}
