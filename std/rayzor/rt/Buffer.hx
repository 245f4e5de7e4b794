package rayzor.rt;

/** The growing text behind `StringBuf`. **/
@:noCompletion extern class Buffer {
	@:rt("rayzor_strbuf_new") static function make():Dynamic;
	@:rt("rayzor_strbuf_add_string") static function addString(b:Dynamic, s:String):Void;
	@:rt("rayzor_strbuf_add_char") static function addChar(b:Dynamic, c:Int):Void;
	@:rt("rayzor_strbuf_length") static function length(b:Dynamic):Int;
	@:rt("rayzor_strbuf_to_string") static function asString(b:Dynamic):String;
}
