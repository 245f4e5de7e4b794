import rayzor.rt.Calendar;

/** A point in time, read in the local time zone. **/
class Date {
	var t:Float;

	/** Month from 0, day from 1, local time. **/
	public function new(year:Int, month:Int, day:Int, hour:Int, min:Int, sec:Int)
		t = Calendar.fromParts(year, month, day, hour, min, sec);

	/** Milliseconds since 1970 in UTC. **/
	public inline function getTime():Float
		return t;

	public inline function getHours():Int
		return Calendar.part(t, 3, false);

	public inline function getMinutes():Int
		return Calendar.part(t, 4, false);

	public inline function getSeconds():Int
		return Calendar.part(t, 5, false);

	/** Four digits. **/
	public inline function getFullYear():Int
		return Calendar.part(t, 0, false);

	/** From 0. **/
	public inline function getMonth():Int
		return Calendar.part(t, 1, false);

	/** Day of the month, from 1. **/
	public inline function getDate():Int
		return Calendar.part(t, 2, false);

	/** Day of the week, Sunday is 0. **/
	public inline function getDay():Int
		return Calendar.part(t, 6, false);

	public inline function getUTCHours():Int
		return Calendar.part(t, 3, true);

	public inline function getUTCMinutes():Int
		return Calendar.part(t, 4, true);

	public inline function getUTCSeconds():Int
		return Calendar.part(t, 5, true);

	public inline function getUTCFullYear():Int
		return Calendar.part(t, 0, true);

	public inline function getUTCMonth():Int
		return Calendar.part(t, 1, true);

	public inline function getUTCDate():Int
		return Calendar.part(t, 2, true);

	public inline function getUTCDay():Int
		return Calendar.part(t, 6, true);

	/** Minutes from local time to UTC. **/
	public inline function getTimezoneOffset():Int
		return Calendar.timezoneOffset(t);

	/** `YYYY-MM-DD HH:MM:SS`, local time. **/
	public function toString():String
		return Calendar.format(t);

	public static inline function now():Date
		return fromTime(Calendar.now());

	/** From milliseconds since 1970 in UTC. **/
	public static function fromTime(t:Float):Date {
		final d:Date = Type.createEmptyInstance(Date);
		d.t = t;
		return d;
	}

	/** From `YYYY-MM-DD HH:MM:SS`, `YYYY-MM-DD` or `HH:MM:SS`. **/
	public static inline function fromString(s:String):Date
		return fromTime(Calendar.parse(s));
}
