package haxe;

/** Text as code points; kept for old code. **/
@:deprecated("haxe.Utf8 is deprecated. Use UnicodeString instead.")
class Utf8 {
	final b:StringBuf = new StringBuf();

	public function new(?size:Int) {}

	public inline function addChar(c:Int):Void
		b.addChar(c);

	public inline function toString():String
		return b.toString();

	public static function iter(s:String, chars:Int->Void):Void
		for (i in 0...s.length)
			chars(StringTools.unsafeCodeAt(s, i));

	public static inline function charCodeAt(s:String, index:Int):Int
		return StringTools.fastCodeAt(s, index);

	public static inline function length(s:String):Int
		return s.length;

	public static inline function sub(s:String, pos:Int, len:Int):String
		return s.substr(pos, len);

	public static inline function compare(a:String, b:String):Int
		return Reflect.compare(a, b);

	public static inline function validate(s:String):Bool
		return true;

	/** Each byte of the UTF-8 form of `s` as a character of its own. **/
	public static function encode(s:String):String {
		final bytes = haxe.io.Bytes.ofString(s);
		final out = new StringBuf();
		for (i in 0...bytes.length)
			out.addChar(bytes.get(i));
		return out.toString();
	}

	/** The text whose UTF-8 form the characters of `s` are, each a byte. **/
	public static function decode(s:String):String {
		final bytes = haxe.io.Bytes.alloc(s.length);
		for (i in 0...s.length)
			bytes.set(i, StringTools.unsafeCodeAt(s, i));
		return bytes.toString();
	}
}
