using DateTools;
class Main {
	static function main() {
		var d = new Date(2024, 1, 29, 13, 5, 9);
		trace(d.toString()); trace(d.getFullYear(), d.getMonth(), d.getDate(), d.getHours(), d.getMinutes(), d.getSeconds(), d.getDay());
		trace(d.getUTCFullYear(), d.getUTCMonth(), d.getUTCDate(), d.getUTCHours(), d.getUTCMinutes(), d.getUTCSeconds(), d.getUTCDay());
		trace(d.format("%Y-%m-%d %H:%M:%S")); trace(d.format("%D %T %R %F")); trace(d.format("%a %A %b %B %h")); trace(d.format("%e|%k|%l|%I|%p|%y|%C|%u|%%|%n|%t|%s")); trace(d.format("%r"));
		trace(Date.fromString("2020-03-04 05:06:07")); trace(Date.fromString("2020-03-04")); trace(Date.fromString("05:06:07").getTime()); 
		trace(d.delta(DateTools.days(1))); trace(d.delta(-DateTools.hours(14))); trace(DateTools.seconds(2)); trace(DateTools.minutes(2)); trace(DateTools.days(2));
		trace(d.getMonthDays()); trace(new Date(2023, 1, 1, 0, 0, 0).getMonthDays()); trace(DateTools.getMonthDays(new Date(2023, 11, 1, 0, 0, 0)));
		trace(DateTools.make({ms: 1.0, seconds: 1, minutes: 1, hours: 1, days: 1}));
		trace(new Date(2024, 12, 1, 0, 0, 0)); trace(new Date(2024, 0, 32, 25, 61, 61)); trace(new Date(1999, 11, 31, 23, 59, 59).delta(1000)); trace(Date.fromTime(951782400000.0)); trace(new Date(1969, 11, 31, 0, 0, 0).getTime());
		trace(Std.isOfType(Date.now(), Date)); trace(Date.now().getTime() > 1.6e12); trace(d.getTime() == new Date(2024, 1, 29, 13, 5, 9).getTime()); 
		try { Date.fromString("nope"); trace("none"); } catch (e) trace("invalid date");
		trace(Type.getClassName(Type.getClass(d)));
	}
}
