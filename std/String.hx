/**
	Text, never changed in place. Stored as UTF-8; every index counts code points.
**/
extern class String {
	/** Number of characters. **/
	@:rt("rayzor_string_length") var length(default, null):Int;

	/** A copy of `string`. **/
	@:rt("rayzor_string_copy") function new(string:String):Void;

	/** All characters in upper case. **/
	@:rt("rayzor_string_to_upper") function toUpperCase():String;

	/** All characters in lower case. **/
	@:rt("rayzor_string_to_lower") function toLowerCase():String;

	/** The character at `index`, or `""` outside of the string. **/
	@:rt("rayzor_string_char_at") function charAt(index:Int):String;

	/** The code of the character at `index`, or `null` outside of the string. **/
	@:rt("rayzor_string_char_code_at") function charCodeAt(index:Int):Null<Int>;

	/** Position of the first `str` at or after `startIndex` (0 when not given), or -1. **/
	inline function indexOf(str:String, ?startIndex:Int):Int
		return rayzor.rt.StringTable.indexOf(this, str, startIndex == null ? 0 : startIndex);

	/** Position of the last `str` that begins at or before `startIndex` (the end when not given), or -1. **/
	inline function lastIndexOf(str:String, ?startIndex:Int):Int
		return rayzor.rt.StringTable.lastIndexOf(this, str, startIndex == null ? 0x7FFFFFFF : startIndex);

	/** The pieces between occurrences of `delimiter`; the single characters when it is empty. **/
	@:rt("rayzor_string_split") function split(delimiter:String):Array<String>;

	/** `len` characters from `pos`; a negative `pos` counts from the end. **/
	inline function substr(pos:Int, ?len:Int):String
		return rayzor.rt.StringTable.substr(this, pos, len == null ? 0x7FFFFFFF : len);

	/** The characters from `startIndex` up to, not including, `endIndex`; negative ones count as 0, and they are swapped when out of order. **/
	inline function substring(startIndex:Int, ?endIndex:Int):String
		return rayzor.rt.StringTable.substring(this, startIndex, endIndex == null ? 0x7FFFFFFF : endIndex);

	/** The string itself. **/
	@:rt("rayzor_string_identity") function toString():String;

	/** The string of the one character `code`. **/
	@:rt("rayzor_string_from_char_code") static function fromCharCode(code:Int):String;
}
