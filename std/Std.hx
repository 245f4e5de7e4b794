/** Conversions and run-time type tests for every program. **/
class Std {
	/** Old name of `isOfType`. **/
	@:deprecated("Std.is is deprecated. Use Std.isOfType instead.")
	public static inline function is(v:Dynamic, t:Dynamic):Bool
		return isOfType(v, t);

	/** Whether `v` is of the class, enum or basic type `t`. `null` never is. **/
	@:rt("rayzor_std_is_of_type") public static extern function isOfType(v:Dynamic, t:Dynamic):Bool;

	/** `value` as a `c` when it is one, otherwise `null`. **/
	public static inline function downcast<T:{}, S:T>(value:T, c:Class<S>):S
		return isOfType(value, c) ? cast value : null;

	@:deprecated("Std.instance() is deprecated. Use Std.downcast() instead.")
	@:noCompletion public static inline function instance<T:{}, S:T>(value:T, c:Class<S>):S
		return downcast(value, c);

	/** The text of any value, as `trace` would show it. **/
	@:rt("rayzor_to_string") public static extern function string(s:Dynamic):String;

	/** `x` without its fraction. **/
	@:rt("rayzor_std_int") public static extern function int(x:Float):Int;

	/** Reads a decimal or `0x` number from the start of `x`; `null` when there is none. **/
	@:rt("rayzor_std_parse_int") public static extern function parseInt(x:String):Null<Int>;

	/** Reads a floating-point number from the start of `x`; NaN when there is none. **/
	@:rt("rayzor_std_parse_float") public static extern function parseFloat(x:String):Float;

	/** A random integer from 0 up to, not including, `x`; 0 when `x` is 1 or less. **/
	@:rt("rayzor_std_random") public static extern function random(x:Int):Int;
}
