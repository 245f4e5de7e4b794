/** More for dates; meant for `using DateTools`. **/
class DateTools {
	static final DAY_SHORT = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
	static final DAY = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
	static final MONTH_SHORT = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
	static final MONTH = [
		"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"
	];
	static final DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

	/** `d` written after the pattern `f`, with the letters of C's `strftime`. **/
	public static function format(d:Date, f:String):String {
		final out = new StringBuf();
		var p = 0;
		while (true) {
			final np = f.indexOf("%", p);
			if (np < 0)
				break;
			out.addSub(f, p, np - p);
			out.add(formatOne(d, f.substr(np + 1, 1)));
			p = np + 2;
		}
		out.addSub(f, p, f.length - p);
		return out.toString();
	}

	static inline function pad(n:Int, c:String = "0"):String
		return StringTools.lpad(Std.string(n), c, 2);

	static function hour12(d:Date):Int {
		final h = d.getHours() % 12;
		return h == 0 ? 12 : h;
	}

	static function formatOne(d:Date, e:String):String
		return switch e {
			case "%": "%";
			case "a": DAY_SHORT[d.getDay()];
			case "A": DAY[d.getDay()];
			case "b" | "h": MONTH_SHORT[d.getMonth()];
			case "B": MONTH[d.getMonth()];
			case "C": pad(Std.int(d.getFullYear() / 100));
			case "d": pad(d.getDate());
			case "D": format(d, "%m/%d/%y");
			case "e": Std.string(d.getDate());
			case "F": format(d, "%Y-%m-%d");
			case "H": pad(d.getHours());
			case "k": pad(d.getHours(), " ");
			case "I": pad(hour12(d));
			case "l": pad(hour12(d), " ");
			case "m": pad(d.getMonth() + 1);
			case "M": pad(d.getMinutes());
			case "n": "\n";
			case "p": d.getHours() > 11 ? "PM" : "AM";
			case "r": format(d, "%I:%M:%S %p");
			case "R": format(d, "%H:%M");
			case "s": Std.string(Math.ffloor(d.getTime() / 1000));
			case "S": pad(d.getSeconds());
			case "t": "\t";
			case "T": format(d, "%H:%M:%S");
			case "u":
				final day = d.getDay();
				day == 0 ? "7" : Std.string(day);
			case "w": Std.string(d.getDay());
			case "y": pad(d.getFullYear() % 100);
			case "Y": Std.string(d.getFullYear());
			case _: throw "Date.format %" + e + "- not implemented yet.";
		}

	/** The date `t` milliseconds later. **/
	public static inline function delta(d:Date, t:Float):Date
		return Date.fromTime(d.getTime() + t);

	/** Number of days of the month of `d`. **/
	public static function getMonthDays(d:Date):Int {
		final month = d.getMonth();
		final year = d.getFullYear();
		if (month != 1)
			return DAYS_OF_MONTH[month];
		final leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
		return leap ? 29 : 28;
	}

	/** Milliseconds of `n` seconds. **/
	public static inline function seconds(n:Float):Float
		return n * 1000.0;

	public static inline function minutes(n:Float):Float
		return n * 60.0 * 1000.0;

	public static inline function hours(n:Float):Float
		return n * 60.0 * 60.0 * 1000.0;

	public static inline function days(n:Float):Float
		return n * 24.0 * 60.0 * 60.0 * 1000.0;

	/** A span of milliseconds in days, hours, minutes, seconds and the rest. **/
	public static function parse(t:Float):{ms:Float, seconds:Int, minutes:Int, hours:Int, days:Int} {
		final s = t / 1000;
		final m = s / 60;
		final h = m / 60;
		return {
			ms: t % 1000,
			seconds: Std.int(s % 60),
			minutes: Std.int(m % 60),
			hours: Std.int(h % 24),
			days: Std.int(h / 24)
		};
	}

	/** Milliseconds of the span `o`. **/
	public static function make(o:{ms:Float, seconds:Int, minutes:Int, hours:Int, days:Int}):Float
		return o.ms + 1000.0 * (o.seconds + 60.0 * (o.minutes + 60.0 * (o.hours + 24.0 * o.days)));

	/** Milliseconds since 1970 of a date in UTC. **/
	public static function makeUtc(year:Int, month:Int, day:Int, hour:Int, min:Int, sec:Int):Float {
		// Days since 1970-03-01 of a calendar whose years begin in March, after Howard Hinnant.
		final y = month <= 1 ? year - 1 : year;
		final m = (month + 10) % 12;
		final era = Math.floor(y / 400);
		final yoe = y - era * 400;
		final doy = Std.int((153 * m + 2) / 5) + day - 1;
		final doe = yoe * 365 + Std.int(yoe / 4) - Std.int(yoe / 100) + doy;
		final dayNumber = era * 146097.0 + doe - 719468;
		return (((dayNumber * 24 + hour) * 60 + min) * 60 + sec) * 1000.0;
	}
}
