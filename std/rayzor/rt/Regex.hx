package rayzor.rt;

/** The runtime's regular expressions; positions count code points. **/
@:noCompletion extern class Regex {
	@:rt("rayzor_regex_new") static function make(pattern:String, flags:String):Dynamic;
	/** Searches `len` characters (all that follow when -1) from `pos`. **/
	@:rt("rayzor_regex_match") static function exec(r:Dynamic, s:String, pos:Int, len:Int):Bool;
	@:rt("rayzor_regex_group_count") static function groupCount(r:Dynamic):Int;
	/** -1 when the group took no part. **/
	@:rt("rayzor_regex_group_start") static function groupStart(r:Dynamic, n:Int):Int;
	@:rt("rayzor_regex_group_end") static function groupEnd(r:Dynamic, n:Int):Int;
}
