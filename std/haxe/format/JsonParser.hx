package haxe.format;

/** Reads JSON text by recursive descent. **/
class JsonParser {
	/** The value that `str` stands for; throws when it is no JSON. **/
	public static inline function parse(str:String):Dynamic
		return new JsonParser(str).document();

	final str:String;
	var pos:Int = 0;

	function new(str:String)
		this.str = str;

	inline function peek():Int
		return StringTools.fastCodeAt(str, pos);

	function document():Dynamic {
		final value = parseValue();
		skipSpace();
		if (pos < str.length)
			invalidChar();
		return value;
	}

	function skipSpace():Void {
		while (true) {
			switch peek() {
				case ' '.code | '\r'.code | '\n'.code | '\t'.code:
					pos++;
				case _:
					return;
			}
		}
	}

	function parseValue():Dynamic {
		skipSpace();
		final start = pos;
		final c = peek();
		switch c {
			case '{'.code:
				pos++;
				return parseObject();
			case '['.code:
				pos++;
				return parseArray();
			case '"'.code:
				pos++;
				return parseString();
			case 't'.code:
				expectWord("true", start);
				return true;
			case 'f'.code:
				expectWord("false", start);
				return false;
			case 'n'.code:
				expectWord("null", start);
				return null;
			case _:
				if (c == '-'.code || isDigit(c))
					return parseNumber();
				invalidChar();
				return null;
		}
	}

	function parseObject():Dynamic {
		final obj:Dynamic = {};
		skipSpace();
		if (peek() == '}'.code) {
			pos++;
			return obj;
		}
		while (true) {
			skipSpace();
			if (peek() != '"'.code)
				invalidChar();
			pos++;
			final name = parseString();
			skipSpace();
			if (peek() != ':'.code)
				invalidChar();
			pos++;
			Reflect.setField(obj, name, parseValue());
			skipSpace();
			switch peek() {
				case ','.code:
					pos++;
				case '}'.code:
					pos++;
					return obj;
				case _:
					invalidChar();
			}
		}
	}

	function parseArray():Dynamic {
		final out:Array<Dynamic> = [];
		skipSpace();
		if (peek() == ']'.code) {
			pos++;
			return out;
		}
		while (true) {
			out.push(parseValue());
			skipSpace();
			switch peek() {
				case ','.code:
					pos++;
				case ']'.code:
					pos++;
					return out;
				case _:
					invalidChar();
			}
		}
	}

	function expectWord(word:String, start:Int):Void {
		if (str.substr(pos, word.length) != word)
			invalidChar();
		pos += word.length;
	}

	function parseString():String {
		var start = pos;
		var buf:Null<StringBuf> = null;
		while (true) {
			final c = peek();
			if (c == '"'.code) {
				final tail = str.substring(start, pos);
				pos++;
				if (buf == null)
					return tail;
				buf.add(tail);
				return buf.toString();
			}
			if (c == '\\'.code) {
				if (buf == null)
					buf = new StringBuf();
				buf.add(str.substring(start, pos));
				pos++;
				parseEscape(buf);
				start = pos;
			} else if (StringTools.isEof(c))
				throw "Unclosed string";
			else
				pos++;
		}
	}

	function parseEscape(buf:StringBuf):Void {
		final c = peek();
		pos++;
		switch c {
			case 'r'.code:
				buf.addChar('\r'.code);
			case 'n'.code:
				buf.addChar('\n'.code);
			case 't'.code:
				buf.addChar('\t'.code);
			case 'b'.code:
				buf.addChar(8);
			case 'f'.code:
				buf.addChar(12);
			case '/'.code | '\\'.code | '"'.code:
				buf.addChar(c);
			case 'u'.code:
				var code = parseHex4();
				if (code >= 0xD800 && code < 0xDC00 && str.substr(pos, 2) == "\\u") {
					pos += 2;
					code = 0x10000 + ((code - 0xD800) << 10) + (parseHex4() - 0xDC00);
				}
				buf.addChar(code);
			case _:
				throw "Invalid escape sequence \\" + String.fromCharCode(c) + " at position " + (pos - 1);
		}
	}

	function parseHex4():Int {
		final code = Std.parseInt("0x" + str.substr(pos, 4));
		if (code == null)
			invalidChar();
		pos += 4;
		return code;
	}

	static inline function isDigit(c:Int):Bool
		return c >= '0'.code && c <= '9'.code;

	function skipDigits(start:Int):Void {
		if (!isDigit(peek()))
			invalidNumber(start);
		while (isDigit(peek()))
			pos++;
	}

	function parseNumber():Dynamic {
		final start = pos;
		var isInt = true;
		if (peek() == '-'.code)
			pos++;
		if (peek() == '0'.code) {
			pos++;
			if (isDigit(peek()))
				invalidNumber(start);
		} else
			skipDigits(start);
		if (peek() == '.'.code) {
			isInt = false;
			pos++;
			skipDigits(start);
		}
		if (peek() == 'e'.code || peek() == 'E'.code) {
			isInt = false;
			pos++;
			if (peek() == '+'.code || peek() == '-'.code)
				pos++;
			skipDigits(start);
		}
		final f = Std.parseFloat(str.substring(start, pos));
		if (isInt || f == Math.ffloor(f)) {
			final i = Std.int(f);
			if (i == f)
				return i;
		}
		return f;
	}

	function invalidChar():Void {
		if (pos >= str.length)
			throw "Unexpected end of input at position " + pos;
		throw "Invalid char " + StringTools.fastCodeAt(str, pos) + " at position " + pos;
	}

	function invalidNumber(start:Int):Void
		throw "Invalid number at position " + start + ": " + str.substring(start, pos);
}
