package rayzor.rt;

/** What the runtime offers for strings beyond the methods of `String`. **/
@:noCompletion extern class StringTable {
	@:rt("rayzor_string_index_of") static function indexOf(s:String, str:String, start:Int):Int;
	@:rt("rayzor_string_last_index_of") static function lastIndexOf(s:String, str:String, start:Int):Int;
	@:rt("rayzor_string_substr") static function substr(s:String, pos:Int, len:Int):String;
	@:rt("rayzor_string_substring") static function substring(s:String, start:Int, end:Int):String;
	/** The code at `index`, -1 outside. **/
	@:rt("rayzor_string_fast_code_at") static function codeAt(s:String, index:Int):Int;
	@:rt("rayzor_string_compare") static function compare(a:String, b:String):Int;
}
