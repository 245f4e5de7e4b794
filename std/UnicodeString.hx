import haxe.iterators.StringIteratorUnicode;
import haxe.iterators.StringKeyValueIteratorUnicode;

/** A string whose every position counts code points; here every string is. **/
@:forward
@:access(StringTools)
abstract UnicodeString(String) from String to String {
	/** Whether `bytes` is text of `encoding`. **/
	public static function validate(bytes:haxe.io.Bytes, encoding:haxe.io.Encoding):Bool {
		switch encoding {
			case RawNative:
				throw "UnicodeString.validate: RawNative encoding is not supported";
			case UTF8:
		}
		var pos = 0;
		final max = bytes.length;
		while (pos < max) {
			final c = bytes.get(pos++);
			if (c < 0x80)
				continue;
			final more = c < 0xC2 ? -1 : c < 0xE0 ? 1 : c < 0xF0 ? 2 : c < 0xF5 ? 3 : -1;
			if (more < 0 || pos + more > max)
				return false;
			var code = c & (0x3F >> more);
			for (_ in 0...more) {
				final next = bytes.get(pos++);
				if (next & 0xC0 != 0x80)
					return false;
				code = code << 6 | (next & 0x3F);
			}
			if (more == 2 && (code < 0x800 || code >= 0xD800 && code <= 0xDFFF))
				return false;
			if (more == 3 && (code < 0x10000 || code > 0x10FFFF))
				return false;
		}
		return true;
	}

	public inline function new(string:String):Void
		this = string;

	public inline function iterator():StringIteratorUnicode
		return new StringIteratorUnicode(this);

	public inline function keyValueIterator():StringKeyValueIteratorUnicode
		return new StringKeyValueIteratorUnicode(this);

	@:op(A < B) static function lt(a:UnicodeString, b:UnicodeString):Bool;

	@:op(A <= B) static function lte(a:UnicodeString, b:UnicodeString):Bool;

	@:op(A > B) static function gt(a:UnicodeString, b:UnicodeString):Bool;

	@:op(A >= B) static function gte(a:UnicodeString, b:UnicodeString):Bool;

	@:op(A == B) static function equal(a:UnicodeString, b:UnicodeString):Bool;

	@:op(A != B) static function notEqual(a:UnicodeString, b:UnicodeString):Bool;

	@:op(A + B) static function add(a:UnicodeString, b:UnicodeString):UnicodeString;

	@:op(A += B) static function assignAdd(a:UnicodeString, b:UnicodeString):UnicodeString;

	@:op(A + B) @:commutative static function addString(a:UnicodeString, b:String):UnicodeString;

	@:op(A += B) @:commutative static function assignAddString(a:UnicodeString, b:String):UnicodeString;
}
