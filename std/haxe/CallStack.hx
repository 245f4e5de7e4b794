package haxe;

/** One frame of a stack trace. **/
enum StackItem {
	CFunction;
	Module(m:String);
	FilePos(s:Null<StackItem>, file:String, line:Int, ?column:Int);
	Method(classname:Null<String>, method:String);
	LocalFunction(?v:Int);
}

/** A stack trace, innermost frame first. **/
@:allow(haxe.Exception)
@:using(haxe.CallStack)
abstract CallStack(Array<StackItem>) from Array<StackItem> {
	/** Number of frames. **/
	public var length(get, never):Int;

	inline function get_length():Int
		return this.length;

	/** The frames of the call being executed. **/
	public static function callStack():Array<StackItem> {
		return parse(rayzor.rt.Stack.capture(), 1).asArray();
	}

	/** The frames between the last `throw` and its `catch`. **/
	public static function exceptionStack(fullStack = false):Array<StackItem>
		return parse(rayzor.rt.Stack.exception(), 0).asArray();

	/** A line per frame. **/
	public static function toString(stack:CallStack):String {
		final out = new StringBuf();
		for (item in stack.asArray()) {
			out.add("\nCalled from ");
			itemToString(out, item);
		}
		return out.toString();
	}

	/** The frames of this trace that `stack` has not. **/
	public function subtract(stack:CallStack):CallStack {
		final other = stack.asArray();
		var i = this.length;
		var j = other.length;
		while (i > 0 && j > 0 && equalItems(this[i - 1], other[j - 1])) {
			i--;
			j--;
		}
		return this.slice(0, i);
	}

	public inline function copy():CallStack
		return this.copy();

	@:arrayAccess public inline function get(index:Int):StackItem
		return this[index];

	inline function asArray():Array<StackItem>
		return this;

	static function equalItems(a:Null<StackItem>, b:Null<StackItem>):Bool
		return Type.enumEq(a, b);

	static function parse(trace:rayzor.rt.Stack.StackTrace, skip:Int):CallStack {
		final out:Array<StackItem> = [];
		if (trace != null)
			for (line in rayzor.rt.Stack.frames(trace, skip)) {
				final parts = line.split("|");
				final dot = parts[0].lastIndexOf(".");
				final method = dot < 0 ? Method(null, parts[0]) : Method(parts[0].substr(0, dot), parts[0].substr(dot + 1));
				final number = parts.length > 2 ? Std.parseInt(parts[2]) : null;
				final column = parts.length > 3 ? Std.parseInt(parts[3]) : null;
				out.push(number == null ? method : FilePos(method, parts[1], number, column));
			}
		return out;
	}

	static function itemToString(out:StringBuf, item:StackItem):Void
		switch item {
			case CFunction:
				out.add("a C function");
			case Module(m):
				out.add("module ");
				out.add(m);
			case FilePos(inner, file, line, column):
				if (inner != null) {
					itemToString(out, inner);
					out.add(" (");
				}
				out.add(file);
				out.add(" line ");
				out.add(line);
				if (column != null) {
					out.add(" column ");
					out.add(column);
				}
				if (inner != null)
					out.add(")");
			case Method(classname, method):
				out.add(classname == null ? "<unknown>" : classname);
				out.add(".");
				out.add(method);
			case LocalFunction(n):
				out.add("local function #");
				out.add(n);
		}
}
