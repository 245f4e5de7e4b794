package haxe;

/** How an `Unserializer` finds classes and enums. **/
typedef TypeResolver = {
	function resolveClass(name:String):Class<Dynamic>;
	function resolveEnum(name:String):Enum<Dynamic>;
}

private class DefaultResolver {
	public function new() {}

	public function resolveClass(name:String):Class<Dynamic>
		return Type.resolveClass(name);

	public function resolveEnum(name:String):Enum<Dynamic>
		return Type.resolveEnum(name);
}

private class NullResolver {
	public function new() {}

	public function resolveClass(name:String):Class<Dynamic>
		return null;

	public function resolveEnum(name:String):Enum<Dynamic>
		return null;
}

/** Reads back what `Serializer` wrote. **/
class Unserializer {
	/** What new readers resolve types with. **/
	public static var DEFAULT_RESOLVER:TypeResolver = new DefaultResolver();

	static final BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789%:";

	final buf:String;
	var pos:Int = 0;
	final cache:Array<Dynamic> = [];
	final strings:Array<String> = [];
	var resolver:TypeResolver;

	public function new(buf:String) {
		this.buf = buf;
		resolver = DEFAULT_RESOLVER;
	}

	/** Resolves types with `r`; with nothing when it is `null`. **/
	public function setResolver(r:Null<TypeResolver>):Void
		resolver = r == null ? new NullResolver() : r;

	public function getResolver():TypeResolver
		return resolver;

	inline function get(p:Int):Int
		return StringTools.fastCodeAt(buf, p);

	function readDigits():Int {
		var k = 0;
		var negative = false;
		final first = pos;
		while (true) {
			final c = get(pos);
			if (StringTools.isEof(c))
				break;
			if (c == "-".code) {
				if (pos != first)
					break;
				negative = true;
				pos++;
				continue;
			}
			if (c < "0".code || c > "9".code)
				break;
			k = k * 10 + (c - "0".code);
			pos++;
		}
		return negative ? -k : k;
	}

	function readFloat():Float {
		final start = pos;
		while (true) {
			final c = get(pos);
			if (StringTools.isEof(c))
				break;
			// + - . 0-9 and the exponent's letter
			if ((c >= 43 && c < 58) || c == "e".code || c == "E".code)
				pos++;
			else
				break;
		}
		return Std.parseFloat(buf.substr(start, pos - start));
	}

	function expect(c:Int, what:String):Void {
		if (get(pos++) != c)
			throw what;
	}

	function unserializeObject(o:Dynamic):Void {
		while (true) {
			if (pos >= buf.length)
				throw "Invalid object";
			if (get(pos) == "g".code)
				break;
			final k:Dynamic = unserialize();
			if (!Std.isOfType(k, String))
				throw "Invalid object key";
			Reflect.setField(o, k, unserialize());
		}
		pos++;
	}

	function unserializeEnum<T>(e:Enum<T>, tag:String):T {
		expect(":".code, "Invalid enum format");
		final n = readDigits();
		return n == 0 ? Type.createEnum(e, tag) : Type.createEnum(e, tag, [for (_ in 0...n) unserialize()]);
	}

	/** The next value. **/
	public function unserialize():Dynamic {
		final c = get(pos++);
		switch c {
			case "n".code:
				return null;
			case "t".code:
				return true;
			case "f".code:
				return false;
			case "z".code:
				return 0;
			case "i".code:
				return readDigits();
			case "d".code:
				return readFloat();
			case "k".code:
				return Math.NaN;
			case "m".code:
				return Math.NEGATIVE_INFINITY;
			case "p".code:
				return Math.POSITIVE_INFINITY;
			case "y".code:
				final n = readDigits();
				if (get(pos++) != ":".code || buf.length - pos < n)
					throw "Invalid string length";
				final s = StringTools.urlDecode(buf.substr(pos, n));
				pos += n;
				strings.push(s);
				return s;
			case "R".code:
				final n = readDigits();
				if (n < 0 || n >= strings.length)
					throw "Invalid string reference";
				return strings[n];
			case "r".code:
				final n = readDigits();
				if (n < 0 || n >= cache.length)
					throw "Invalid reference";
				return cache[n];
			case "x".code:
				throw unserialize();
			case "a".code:
				return readArray();
			case "o".code:
				final o = {};
				cache.push(o);
				unserializeObject(o);
				return o;
			case "c".code:
				final o:Dynamic = Type.createEmptyInstance(readClass());
				cache.push(o);
				unserializeObject(o);
				return o;
			case "C".code:
				final o:Dynamic = Type.createEmptyInstance(readClass());
				cache.push(o);
				o.hxUnserialize(this);
				expect("g".code, "Invalid custom data");
				return o;
			case "w".code:
				final e = readEnum();
				final value = unserializeEnum(e, unserialize());
				cache.push(value);
				return value;
			case "j".code:
				final name:String = unserialize();
				final e = resolver.resolveEnum(name);
				if (e == null)
					throw "Enum not found " + name;
				pos++;
				final index = readDigits();
				final tag = Type.getEnumConstructs(e)[index];
				if (tag == null)
					throw "Unknown enum index " + name + "@" + index;
				final value = unserializeEnum(e, tag);
				cache.push(value);
				return value;
			case "l".code:
				final list = new List<Dynamic>();
				cache.push(list);
				while (get(pos) != "h".code)
					list.add(unserialize());
				pos++;
				return list;
			case "b".code:
				final map = new haxe.ds.StringMap<Dynamic>();
				cache.push(map);
				while (get(pos) != "h".code) {
					final key:String = unserialize();
					map.set(key, unserialize());
				}
				pos++;
				return map;
			case "q".code:
				final map = new haxe.ds.IntMap<Dynamic>();
				cache.push(map);
				var next = get(pos++);
				while (next == ":".code) {
					final key = readDigits();
					map.set(key, unserialize());
					next = get(pos++);
				}
				if (next != "h".code)
					throw "Invalid IntMap format";
				return map;
			case "M".code:
				final map = new haxe.ds.ObjectMap<Dynamic, Dynamic>();
				cache.push(map);
				while (get(pos) != "h".code) {
					final key:Dynamic = unserialize();
					map.set(key, unserialize());
				}
				pos++;
				return map;
			case "v".code:
				final date = readDate();
				cache.push(date);
				return date;
			case "s".code:
				return readBytes();
			case "A".code:
				return readClass();
			case "B".code:
				return readEnum();
			case _:
		}
		pos--;
		throw "Invalid char " + (pos < buf.length ? buf.charAt(pos) : "") + " at position " + pos;
	}

	function readClass():Class<Dynamic> {
		final name:String = unserialize();
		final c = resolver.resolveClass(name);
		if (c == null)
			throw "Class not found " + name;
		return c;
	}

	function readEnum():Enum<Dynamic> {
		final name:String = unserialize();
		final e = resolver.resolveEnum(name);
		if (e == null)
			throw "Enum not found " + name;
		return e;
	}

	function readArray():Array<Dynamic> {
		final out:Array<Dynamic> = [];
		cache.push(out);
		while (true) {
			final c = get(pos);
			if (c == "h".code) {
				pos++;
				return out;
			}
			if (c == "u".code) {
				pos++;
				for (_ in 0...readDigits())
					out.push(null);
			} else
				out.push(unserialize());
		}
	}

	function readDate():Date {
		// The older form is "YYYY-MM-DD HH:MM:SS", the newer one milliseconds.
		if (get(pos + 4) == "-".code) {
			final date = Date.fromString(buf.substr(pos, 19));
			pos += 19;
			return date;
		}
		return Date.fromTime(readFloat());
	}

	function readBytes():haxe.io.Bytes {
		final n = readDigits();
		if (get(pos++) != ":".code || buf.length - pos < n)
			throw "Invalid bytes length";
		final bytes = new haxe.crypto.BaseCode(haxe.io.Bytes.ofString(BASE64)).decodeBytes(haxe.io.Bytes.ofString(buf.substr(pos, n)));
		pos += n;
		cache.push(bytes);
		return bytes;
	}

	/** The value that `v` stands for. **/
	public static function run(v:String):Dynamic
		return new Unserializer(v).unserialize();
}
