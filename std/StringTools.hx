import haxe.iterators.StringIterator;
import haxe.iterators.StringKeyValueIterator;

/** More methods for strings; meant for `using StringTools`. **/
class StringTools {
	/** Percent-encodes everything but letters, digits and `-_.`. **/
	public static function urlEncode(s:String):String {
		final bytes = haxe.io.Bytes.ofString(s);
		final out = new StringBuf();
		for (i in 0...bytes.length) {
			final c = bytes.get(i);
			if (isUrlSafe(c))
				out.addChar(c);
			else {
				out.add("%");
				out.add(hex(c, 2));
			}
		}
		return out.toString();
	}

	static function isUrlSafe(c:Int):Bool
		return (c >= 'a'.code && c <= 'z'.code) || (c >= 'A'.code && c <= 'Z'.code) || (c >= '0'.code && c <= '9'.code)
			|| (c < 128 && "-_.".indexOf(String.fromCharCode(c)) >= 0);

	/** Undoes `urlEncode`; `+` becomes a space. **/
	public static function urlDecode(s:String):String {
		final bytes = haxe.io.Bytes.ofString(s);
		final out = new haxe.io.BytesBuffer();
		var i = 0;
		while (i < bytes.length) {
			final c = bytes.get(i++);
			if (c == '+'.code)
				out.addByte(' '.code);
			else if (c == '%'.code && i + 1 < bytes.length) {
				final code = Std.parseInt("0x" + String.fromCharCode(bytes.get(i)) + String.fromCharCode(bytes.get(i + 1)));
				if (code == null)
					out.addByte(c);
				else {
					out.addByte(code);
					i += 2;
				}
			} else
				out.addByte(c);
		}
		return out.getBytes().toString();
	}

	/** Writes `&`, `<`, `>` and, when `quotes` is true, both quotes as entities. **/
	public static function htmlEscape(s:String, ?quotes:Bool):String {
		final out = new StringBuf();
		for (i in 0...s.length) {
			final c = unsafeCodeAt(s, i);
			switch c {
				case '<'.code:
					out.add("&lt;");
				case '>'.code:
					out.add("&gt;");
				case '&'.code:
					out.add("&amp;");
				case '"'.code if (quotes == true):
					out.add("&quot;");
				case '\''.code if (quotes == true):
					out.add("&#039;");
				case _:
					out.addChar(c);
			}
		}
		return out.toString();
	}

	/** Undoes `htmlEscape`. **/
	public static function htmlUnescape(s:String):String
		return s.split("&gt;").join(">").split("&lt;").join("<").split("&quot;").join('"').split("&#039;").join("'").split("&amp;").join("&");

	/** Whether `value` occurs in `s`. **/
	public static inline function contains(s:String, value:String):Bool
		return s.indexOf(value) != -1;

	@:rt("rayzor_string_starts_with") public static extern function startsWith(s:String, start:String):Bool;

	@:rt("rayzor_string_ends_with") public static extern function endsWith(s:String, end:String):Bool;

	/** Whether the character at `pos` is white space. **/
	public static function isSpace(s:String, pos:Int):Bool {
		final c = fastCodeAt(s, pos);
		return (c > 8 && c < 14) || c == 32;
	}

	/** `s` without white space at its start. **/
	@:rt("rayzor_string_ltrim") public static extern function ltrim(s:String):String;

	/** `s` without white space at its end. **/
	@:rt("rayzor_string_rtrim") public static extern function rtrim(s:String):String;

	/** `s` without white space at either end. **/
	@:rt("rayzor_string_trim") public static extern function trim(s:String):String;

	/** Puts `c` before `s` until it has at least `l` characters. **/
	public static function lpad(s:String, c:String, l:Int):String {
		if (c.length <= 0)
			return s;
		final out = new StringBuf();
		final missing = l - s.length;
		while (out.length < missing)
			out.add(c);
		out.add(s);
		return out.toString();
	}

	/** Puts `c` behind `s` until it has at least `l` characters. **/
	public static function rpad(s:String, c:String, l:Int):String {
		if (c.length <= 0)
			return s;
		final out = new StringBuf();
		out.add(s);
		while (out.length < l)
			out.add(c);
		return out.toString();
	}

	/** `s` with every `sub` replaced by `by`. **/
	@:rt("rayzor_string_replace") public static extern function replace(s:String, sub:String, by:String):String;

	/** `n` in upper-case hexadecimal digits, at least `digits` of them. **/
	public static function hex(n:Int, ?digits:Int):String {
		var s = "";
		do {
			s = "0123456789ABCDEF".charAt(n & 15) + s;
			n >>>= 4;
		} while (n != 0);
		if (digits != null)
			while (s.length < digits)
				s = "0" + s;
		return s;
	}

	/** The code of the character at `index`; at the end, a value for which `isEof` answers true. **/
	public static inline function fastCodeAt(s:String, index:Int):Int
		return rayzor.rt.StringTable.codeAt(s, index);

	/** The code of the character at `index`, which must be inside. **/
	public static inline function unsafeCodeAt(s:String, index:Int):Int
		return rayzor.rt.StringTable.codeAt(s, index);

	/** Steps through the character codes. **/
	public static inline function iterator(s:String):StringIterator
		return new StringIterator(s);

	/** Steps through the positions and character codes. **/
	public static inline function keyValueIterator(s:String):StringKeyValueIterator
		return new StringKeyValueIterator(s);

	/** Whether `c` is what `fastCodeAt` gives at the end. **/
	@:noUsing public static inline function isEof(c:Int):Bool
		return c == -1;

	/** Characters that mean something to the Windows shell. **/
	@:noCompletion @:deprecated("StringTools.winMetaCharacters is deprecated. Use haxe.SysTools.winMetaCharacters instead.")
	public static var winMetaCharacters:Array<Int> = cast haxe.SysTools.winMetaCharacters;

	/** `argument` quoted for the Windows shell. **/
	@:noCompletion @:deprecated("StringTools.quoteWinArg() is deprecated. Use haxe.SysTools.quoteWinArg() instead.")
	public static function quoteWinArg(argument:String, escapeMetaCharacters:Bool):String
		return haxe.SysTools.quoteWinArg(argument, escapeMetaCharacters);

	/** `argument` quoted for a Unix shell. **/
	@:noCompletion @:deprecated("StringTools.quoteUnixArg() is deprecated. Use haxe.SysTools.quoteUnixArg() instead.")
	public static function quoteUnixArg(argument:String):String
		return haxe.SysTools.quoteUnixArg(argument);
}
