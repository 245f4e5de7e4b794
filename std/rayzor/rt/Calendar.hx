package rayzor.rt;

/** Time and the calendar, for `Date`; times are milliseconds since 1970. **/
@:noCompletion extern class Calendar {
	@:rt("rayzor_date_now") static function now():Float;
	@:rt("rayzor_date_from_parts") static function fromParts(year:Int, month:Int, day:Int, hour:Int, min:Int, sec:Int):Float;
	/** 0 year, 1 month, 2 day of month, 3 hour, 4 minute, 5 second, 6 day of week. **/
	@:rt("rayzor_date_part") static function part(t:Float, which:Int, utc:Bool):Int;
	@:rt("rayzor_date_timezone_offset") static function timezoneOffset(t:Float):Int;
	@:rt("rayzor_date_format") static function format(t:Float):String;
	/** Throws on anything else. **/
	@:rt("rayzor_date_parse") static function parse(s:String):Float;
}
