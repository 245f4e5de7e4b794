package rayzor.rt;

/** A block of bytes of the runtime; reading or writing outside throws. **/
@:noCompletion extern class ByteTable {
	@:rt("rayzor_bytes_alloc") static function alloc(length:Int):Dynamic;
	@:rt("rayzor_bytes_length") static function length(b:Dynamic):Int;
	@:rt("rayzor_bytes_get") static function get(b:Dynamic, pos:Int):Int;
	@:rt("rayzor_bytes_set") static function set(b:Dynamic, pos:Int, v:Int):Void;
	@:rt("rayzor_bytes_blit") static function blit(dst:Dynamic, pos:Int, src:Dynamic, srcPos:Int, len:Int):Void;
	@:rt("rayzor_bytes_fill") static function fill(b:Dynamic, pos:Int, len:Int, value:Int):Void;
	@:rt("rayzor_bytes_sub") static function sub(b:Dynamic, pos:Int, len:Int):Dynamic;
	@:rt("rayzor_bytes_compare") static function compare(a:Dynamic, b:Dynamic):Int;
	@:rt("rayzor_bytes_of_string") static function ofString(s:String):Dynamic;
	@:rt("rayzor_bytes_get_string") static function getString(b:Dynamic, pos:Int, len:Int):String;
	@:rt("rayzor_bytes_get_u16") static function getU16(b:Dynamic, pos:Int):Int;
	@:rt("rayzor_bytes_set_u16") static function setU16(b:Dynamic, pos:Int, v:Int):Void;
	@:rt("rayzor_bytes_get_i32") static function getI32(b:Dynamic, pos:Int):Int;
	@:rt("rayzor_bytes_set_i32") static function setI32(b:Dynamic, pos:Int, v:Int):Void;
	@:rt("rayzor_bytes_get_f32") static function getF32(b:Dynamic, pos:Int):Float;
	@:rt("rayzor_bytes_set_f32") static function setF32(b:Dynamic, pos:Int, v:Float):Void;
	@:rt("rayzor_bytes_get_f64") static function getF64(b:Dynamic, pos:Int):Float;
	@:rt("rayzor_bytes_set_f64") static function setF64(b:Dynamic, pos:Int, v:Float):Void;
}
