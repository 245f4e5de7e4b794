package haxe.io;

/** Floating-point numbers as the bits that stand for them. **/
class FPHelper {
	static final scratch:Bytes = Bytes.alloc(8);

	public static function i32ToFloat(i:Int):Float {
		scratch.setInt32(0, i);
		return scratch.getFloat(0);
	}

	public static function floatToI32(f:Float):Int {
		scratch.setFloat(0, f);
		return scratch.getInt32(0);
	}

	public static function i64ToDouble(low:Int, high:Int):Float {
		scratch.setInt32(0, low);
		scratch.setInt32(4, high);
		return scratch.getDouble(0);
	}

	public static function doubleToI64(v:Float):haxe.Int64 {
		scratch.setDouble(0, v);
		return haxe.Int64.make(scratch.getInt32(4), scratch.getInt32(0));
	}
}
