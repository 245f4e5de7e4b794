package rayzor.rt;

/** A 64-bit machine integer; arithmetic on it is the compiler's. **/
@:noCompletion @:coreType @:notNull @:runtimeValue abstract NativeInt64 {}

/** What the runtime offers for 64-bit integers. **/
@:noCompletion extern class Int64Table {
	@:rt("rayzor_i64_make") static function make(high:Int, low:Int):NativeInt64;
	@:rt("rayzor_i64_high") static function high(x:NativeInt64):Int;
	@:rt("rayzor_i64_low") static function low(x:NativeInt64):Int;
	@:rt("rayzor_i64_of_int") static function ofInt(x:Int):NativeInt64;
	@:rt("rayzor_i64_add") static function add(a:NativeInt64, b:NativeInt64):NativeInt64;
	@:rt("rayzor_i64_sub") static function sub(a:NativeInt64, b:NativeInt64):NativeInt64;
	@:rt("rayzor_i64_mul") static function mul(a:NativeInt64, b:NativeInt64):NativeInt64;
	/** Throws "divide by zero". **/
	@:rt("rayzor_i64_div") static function div(a:NativeInt64, b:NativeInt64):NativeInt64;
	@:rt("rayzor_i64_mod") static function mod(a:NativeInt64, b:NativeInt64):NativeInt64;
	@:rt("rayzor_i64_neg") static function neg(a:NativeInt64):NativeInt64;
	@:rt("rayzor_i64_not") static function not(a:NativeInt64):NativeInt64;
	@:rt("rayzor_i64_and") static function and(a:NativeInt64, b:NativeInt64):NativeInt64;
	@:rt("rayzor_i64_or") static function or(a:NativeInt64, b:NativeInt64):NativeInt64;
	@:rt("rayzor_i64_xor") static function xor(a:NativeInt64, b:NativeInt64):NativeInt64;
	@:rt("rayzor_i64_shl") static function shl(a:NativeInt64, b:Int):NativeInt64;
	@:rt("rayzor_i64_shr") static function shr(a:NativeInt64, b:Int):NativeInt64;
	@:rt("rayzor_i64_ushr") static function ushr(a:NativeInt64, b:Int):NativeInt64;
	@:rt("rayzor_i64_compare") static function compare(a:NativeInt64, b:NativeInt64):Int;
	@:rt("rayzor_i64_ucompare") static function ucompare(a:NativeInt64, b:NativeInt64):Int;
	@:rt("rayzor_i64_to_float") static function toFloat(a:NativeInt64):Float;
	@:rt("rayzor_i64_of_float") static function ofFloat(f:Float):NativeInt64;
	@:rt("rayzor_i64_to_string") static function asString(a:NativeInt64):String;
	/** Throws when `s` is no number. **/
	@:rt("rayzor_i64_parse") static function parse(s:String):NativeInt64;
	@:rt("rayzor_i64_is") static function is(v:Dynamic):Bool;
}
