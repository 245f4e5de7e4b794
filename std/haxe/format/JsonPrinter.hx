package haxe.format;

/** Writes values as JSON. **/
class JsonPrinter {
	/** The text of `o`; `replacer` may exchange values, `space` indents. **/
	public static function print(o:Dynamic, ?replacer:(key:Dynamic, value:Dynamic) -> Dynamic, ?space:String):String {
		final printer = new JsonPrinter(replacer, space);
		printer.write("", o);
		return printer.buf.toString();
	}

	final buf:StringBuf = new StringBuf();
	final replacer:(key:Dynamic, value:Dynamic) -> Dynamic;
	final indent:String;
	final pretty:Bool;
	var depth:Int = 0;

	function new(replacer:(key:Dynamic, value:Dynamic) -> Dynamic, space:String) {
		this.replacer = replacer;
		this.indent = space;
		this.pretty = space != null;
	}

	function newline():Void {
		if (!pretty)
			return;
		buf.addChar('\n'.code);
		for (_ in 0...depth)
			buf.add(indent);
	}

	function write(key:Dynamic, value:Dynamic):Void {
		final v:Dynamic = replacer == null ? value : replacer(key, value);
		switch Type.typeof(v) {
			case TNull | TUnknown:
				buf.add("null");
			case TInt | TBool:
				buf.add(Std.string(v));
			case TFloat:
				buf.add(Math.isFinite(v) ? Std.string(v) : "null");
			case TFunction:
				buf.add("\"<fun>\"");
			case TObject:
				writeFields(v, Reflect.fields(v));
			case TEnum(_):
				buf.add(Std.string(Type.enumIndex(v)));
			case TClass(c):
				if (Std.isOfType(v, String))
					quote(v);
				else if (Std.isOfType(v, Array))
					writeArray(v);
				else if (Std.isOfType(v, haxe.ds.StringMap)) {
					final map:haxe.ds.StringMap<Dynamic> = v;
					final o:Dynamic = {};
					for (k => item in map)
						Reflect.setField(o, k, item);
					writeFields(o, Reflect.fields(o));
				} else if (Std.isOfType(v, Date))
					quote(Std.string(v));
				else
					writeFields(v, Type.getInstanceFields(c));
		}
	}

	function writeArray(items:Array<Dynamic>):Void {
		buf.addChar('['.code);
		depth++;
		for (i in 0...items.length) {
			if (i > 0)
				buf.addChar(','.code);
			newline();
			write(i, items[i]);
		}
		depth--;
		if (items.length > 0)
			newline();
		buf.addChar(']'.code);
	}

	function writeFields(o:Dynamic, names:Array<String>):Void {
		buf.addChar('{'.code);
		depth++;
		var empty = true;
		for (name in names) {
			final value:Dynamic = Reflect.field(o, name);
			if (Reflect.isFunction(value))
				continue;
			if (!empty)
				buf.addChar(','.code);
			empty = false;
			newline();
			quote(name);
			buf.addChar(':'.code);
			if (pretty)
				buf.addChar(' '.code);
			write(name, value);
		}
		depth--;
		if (!empty)
			newline();
		buf.addChar('}'.code);
	}

	function quote(s:String):Void {
		buf.addChar('"'.code);
		for (i in 0...s.length) {
			final c = StringTools.unsafeCodeAt(s, i);
			switch c {
				case '"'.code:
					buf.add('\\"');
				case '\\'.code:
					buf.add("\\\\");
				case '\n'.code:
					buf.add("\\n");
				case '\r'.code:
					buf.add("\\r");
				case '\t'.code:
					buf.add("\\t");
				case 8:
					buf.add("\\b");
				case 12:
					buf.add("\\f");
				case _:
					if (c < 32)
						buf.add("\\u" + StringTools.hex(c, 4).toLowerCase());
					else
						buf.addChar(c);
			}
		}
		buf.addChar('"'.code);
	}
}
