package haxe;

/**
	Values as text, in the format of the Haxe manual ("Serialization"). Each value starts with a letter
	that tells its kind; strings and objects seen before are written as references.
**/
class Serializer {
	/** Whether objects seen before become references by default; needed for cyclic values. **/
	public static var USE_CACHE = false;

	/** Whether enum constructors are written by number by default. **/
	public static var USE_ENUM_INDEX = false;

	static final BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789%:";

	final buf:StringBuf = new StringBuf();
	final cache:haxe.ds.ObjectMap<Dynamic, Int> = new haxe.ds.ObjectMap();
	final strings:Map<String, Int> = new Map();
	var cached:Int = 0;
	var stringCount:Int = 0;

	/** Whether objects seen before become references. **/
	public var useCache:Bool;

	/** Whether enum constructors are written by number. **/
	public var useEnumIndex:Bool;

	public function new() {
		useCache = USE_CACHE;
		useEnumIndex = USE_ENUM_INDEX;
	}

	/** The text written so far. **/
	public function toString():String
		return buf.toString();

	function serializeString(s:String):Void {
		final known = strings.get(s);
		if (known != null) {
			buf.add("R");
			buf.add(known);
			return;
		}
		strings.set(s, stringCount++);
		final text = StringTools.urlEncode(s);
		buf.add("y");
		buf.add(text.length);
		buf.add(":");
		buf.add(text);
	}

	/** Writes a reference when `v` was seen before. **/
	function serializeRef(v:Dynamic):Bool {
		final known = cache.get(v);
		if (known != null) {
			buf.add("r");
			buf.add(known);
			return true;
		}
		cache.set(v, cached++);
		return false;
	}

	function serializeFields(v:Dynamic):Void {
		for (name in Reflect.fields(v)) {
			serializeString(name);
			serialize(Reflect.field(v, name));
		}
		buf.add("g");
	}

	/** Writes `v`. **/
	public function serialize(v:Dynamic):Void {
		switch Type.typeof(v) {
			case TNull:
				buf.add("n");
			case TInt:
				final i:Int = v;
				if (i == 0)
					buf.add("z");
				else {
					buf.add("i");
					buf.add(i);
				}
			case TFloat:
				final f:Float = v;
				if (Math.isNaN(f))
					buf.add("k");
				else if (!Math.isFinite(f))
					buf.add(f < 0 ? "m" : "p");
				else {
					buf.add("d");
					buf.add(f);
				}
			case TBool:
				buf.add(v ? "t" : "f");
			case TClass(c):
				serializeInstance(v, c);
			case TObject:
				if (Std.isOfType(v, Class)) {
					buf.add("A");
					serializeString(Type.getClassName(v));
				} else if (Std.isOfType(v, Enum)) {
					buf.add("B");
					serializeString(Type.getEnumName(v));
				} else if (!useCache || !serializeRef(v)) {
					buf.add("o");
					serializeFields(v);
				}
			case TEnum(e):
				serializeEnum(v, e);
			case TFunction:
				throw "Cannot serialize function";
			case TUnknown:
				throw "Cannot serialize " + Std.string(v);
		}
	}

	function serializeEnum(v:Dynamic, e:Enum<Dynamic>):Void {
		if (useCache) {
			if (serializeRef(v))
				return;
			// It gets its number behind its arguments, as the reader meets it.
			cache.remove(v);
			cached--;
		}
		buf.add(useEnumIndex ? "j" : "w");
		serializeString(Type.getEnumName(e));
		if (useEnumIndex) {
			buf.add(":");
			buf.add(Type.enumIndex(v));
		} else
			serializeString(Type.enumConstructor(v));
		buf.add(":");
		final params = Type.enumParameters(v);
		buf.add(params.length);
		for (p in params)
			serialize(p);
		if (useCache)
			cache.set(v, cached++);
	}

	function serializeInstance(v:Dynamic, c:Class<Dynamic>):Void {
		if (Std.isOfType(v, String)) {
			serializeString(v);
			return;
		}
		if (useCache && serializeRef(v))
			return;
		if (Std.isOfType(v, Array))
			serializeArray(v);
		else if (Std.isOfType(v, List)) {
			final list:List<Dynamic> = v;
			buf.add("l");
			for (item in list)
				serialize(item);
			buf.add("h");
		} else if (Std.isOfType(v, Date)) {
			final date:Date = v;
			buf.add("v");
			buf.add(date.getTime());
		} else if (Std.isOfType(v, haxe.ds.StringMap)) {
			final map:haxe.ds.StringMap<Dynamic> = v;
			buf.add("b");
			for (k in map.keys()) {
				serializeString(k);
				serialize(map.get(k));
			}
			buf.add("h");
		} else if (Std.isOfType(v, haxe.ds.IntMap)) {
			final map:haxe.ds.IntMap<Dynamic> = v;
			buf.add("q");
			for (k in map.keys()) {
				buf.add(":");
				buf.add(k);
				serialize(map.get(k));
			}
			buf.add("h");
		} else if (Std.isOfType(v, haxe.ds.ObjectMap)) {
			final map:haxe.ds.ObjectMap<Dynamic, Dynamic> = v;
			buf.add("M");
			for (k in map.keys()) {
				serialize(k);
				serialize(map.get(k));
			}
			buf.add("h");
		} else if (Std.isOfType(v, haxe.io.Bytes))
			serializeBytes(v);
		else {
			if (Type.getInstanceFields(c).indexOf("hxSerialize") >= 0) {
				buf.add("C");
				serializeString(Type.getClassName(c));
				v.hxSerialize(this);
				buf.add("g");
			} else {
				buf.add("c");
				serializeString(Type.getClassName(c));
				serializeFields(v);
			}
		}
	}

	function serializeArray(v:Array<Dynamic>):Void {
		buf.add("a");
		var nulls = 0;
		for (item in v) {
			if (item == null) {
				nulls++;
				continue;
			}
			flushNulls(nulls);
			nulls = 0;
			serialize(item);
		}
		flushNulls(nulls);
		buf.add("h");
	}

	function flushNulls(n:Int):Void {
		if (n == 1)
			buf.add("n");
		else if (n > 1) {
			buf.add("u");
			buf.add(n);
		}
	}

	function serializeBytes(v:haxe.io.Bytes):Void {
		final text = new haxe.crypto.BaseCode(haxe.io.Bytes.ofString(BASE64)).encodeBytes(v).toString();
		buf.add("s");
		buf.add(text.length);
		buf.add(":");
		buf.add(text);
	}

	/** Writes `e` as an exception, which `unserialize` throws. **/
	public function serializeException(e:Dynamic):Void {
		buf.add("x");
		serialize(e);
	}

	/** The text of `v`. **/
	public static function run(v:Dynamic):String {
		final s = new Serializer();
		s.serialize(v);
		return s.toString();
	}
}
