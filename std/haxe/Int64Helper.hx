package haxe;

/** Conversions to `Int64`. **/
class Int64Helper {
	public static inline function parseString(sParam:String):Int64
		return Int64.parseString(sParam);

	public static inline function fromFloat(f:Float):Int64
		return Int64.fromFloat(f);
}
