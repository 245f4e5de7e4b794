package haxe;

private enum Part {
	Variable(v:String);
	Computed(expr:() -> Dynamic);
	Conditional(expr:() -> Dynamic, eif:Part, eelse:Null<Part>);
	Text(str:String);
	Sequence(l:Array<Part>);
	Loop(expr:() -> Dynamic, loop:Part);
	MacroCall(name:String, params:Array<Part>);
}

private typedef Token = {
	var p:String;
	var s:Bool;
	var l:Array<String>;
}

/** Text with places to fill in: `::name::`, `::if::`, `::foreach::` and `$$macro(args)`. **/
class Template {
	static final splitter = ~/(::[A-Za-z0-9_ ()&|!+=\/><*."-]+::|\$\$([A-Za-z0-9_-]+)\()/;
	static final operatorSplitter = ~/(\(|\)|[ \r\n\t]*"[^"]*"[ \r\n\t]*|[!+=\/><*.&|-]+)/;
	static final fieldName = ~/^[ ]*([^ ]+)[ ]*$/;
	static final integer = ~/^[0-9]+$/;
	static final decimal = ~/^([+-]?)(?=\d|,\d)\d*(,\d*)?([Ee]([+-]?\d+))?$/;

	/** Values that every template sees. **/
	public static var globals:Dynamic = {};

	final expr:Part;
	var context:Dynamic;
	var macros:Dynamic;
	var stack:Array<Dynamic>;
	var buf:StringBuf;

	public function new(str:String) {
		final tokens = parseTokens(str);
		var at = 0;
		final reader = {peek: () -> tokens[at], next: () -> tokens[at++]};
		expr = parseBlock(reader.peek, reader.next);
		if (reader.peek() != null)
			throw "Unexpected '" + reader.peek().s + "'";
	}

	/** The text with values from `context`; `macros` holds functions for `$$name(…)`. **/
	public function execute(context:Dynamic, ?macros:Dynamic):String {
		this.macros = macros == null ? {} : macros;
		this.context = context;
		stack = [];
		buf = new StringBuf();
		run(expr);
		return buf.toString();
	}

	function resolve(v:String):Dynamic {
		if (v == "__current__")
			return context;
		if (Reflect.isObject(context)) {
			final value:Dynamic = Reflect.getProperty(context, v);
			if (value != null || Reflect.hasField(context, v))
				return value;
		}
		for (outer in stack) {
			final value:Dynamic = Reflect.getProperty(outer, v);
			if (value != null || Reflect.hasField(outer, v))
				return value;
		}
		return Reflect.field(globals, v);
	}

	static function parseTokens(data:String):Array<Token> {
		final tokens:Array<Token> = [];
		while (splitter.match(data)) {
			final p = splitter.matchedPos();
			if (p.pos > 0)
				tokens.push({p: data.substr(0, p.pos), s: true, l: null});
			// ::…::
			if (StringTools.fastCodeAt(data, p.pos) == ":".code) {
				tokens.push({p: data.substr(p.pos + 2, p.len - 4), s: false, l: null});
				data = splitter.matchedRight();
				continue;
			}
			// $$name(…)
			var at = p.pos + p.len;
			var depth = 1;
			final params = [];
			var part = new StringBuf();
			while (true) {
				final c = StringTools.fastCodeAt(data, at);
				if (StringTools.isEof(c))
					throw "Unclosed macro parenthesis";
				at++;
				if (c == "(".code)
					depth++;
				else if (c == ")".code) {
					depth--;
					if (depth <= 0)
						break;
				} else if (c == ",".code && depth == 1) {
					params.push(part.toString());
					part = new StringBuf();
					continue;
				}
				part.addChar(c);
			}
			params.push(part.toString());
			tokens.push({p: splitter.matched(2), s: false, l: params});
			data = data.substr(at);
		}
		if (data.length > 0)
			tokens.push({p: data, s: true, l: null});
		return tokens;
	}

	function parseBlock(peek:() -> Token, next:() -> Token):Part {
		final l = [];
		while (true) {
			final t = peek();
			if (t == null)
				break;
			if (!t.s && (t.p == "end" || t.p == "else" || t.p.substr(0, 7) == "elseif "))
				break;
			l.push(parse(peek, next));
		}
		return l.length == 1 ? l[0] : Sequence(l);
	}

	function parse(peek:() -> Token, next:() -> Token):Part {
		final t = next();
		var p = t.p;
		if (t.s)
			return Text(p);
		if (t.l != null)
			return MacroCall(p, [for (arg in t.l) new Template(arg).expr]);
		final condition = keywordArgument(p, "if");
		if (condition != null)
			return parseIf(condition, peek, next);
		final subject = keywordArgument(p, "foreach");
		if (subject != null) {
			final e = parseExpr(subject);
			final loop = parseBlock(peek, next);
			final end = next();
			if (end == null || end.p != "end")
				throw "Unclosed 'foreach'";
			return Loop(e, loop);
		}
		if (operatorSplitter.match(p))
			return Computed(parseExpr(p));
		return Variable(p);
	}

	static function keywordArgument(p:String, keyword:String):Null<String> {
		if (!StringTools.startsWith(p, keyword))
			return null;
		final c = p.charAt(keyword.length);
		return c == " " || c == "(" ? p.substr(keyword.length) : null;
	}

	function parseIf(condition:String, peek:() -> Token, next:() -> Token):Part {
		final e = parseExpr(condition);
		final eif = parseBlock(peek, next);
		final t = peek();
		if (t == null)
			throw "Unclosed 'if'";
		if (t.p == "end") {
			next();
			return Conditional(e, eif, null);
		}
		if (t.p == "else") {
			next();
			final eelse = parseBlock(peek, next);
			final end = next();
			if (end == null || end.p != "end")
				throw "Unclosed 'else'";
			return Conditional(e, eif, eelse);
		}
		// elseif: read on as an if of its own, which takes the end with it
		t.p = t.p.substr(4, t.p.length - 4);
		return Conditional(e, eif, parse(peek, next));
	}

	function parseExpr(data:String):() -> Dynamic {
		final tokens:Array<Token> = [];
		final whole = data;
		while (operatorSplitter.match(data)) {
			final p = operatorSplitter.matchedPos();
			if (p.pos != 0)
				tokens.push({p: data.substr(0, p.pos), s: true, l: null});
			final op = operatorSplitter.matched(0);
			tokens.push({p: op, s: op.indexOf('"') >= 0, l: null});
			data = operatorSplitter.matchedRight();
		}
		if (data.length != 0)
			for (i in 0...data.length)
				if (data.charCodeAt(i) != " ".code) {
					tokens.push({p: data.substr(i), s: true, l: null});
					break;
				}
		var at = 0;
		final peek = () -> tokens[at];
		final next = () -> tokens[at++];
		final e:() -> Dynamic = try {
			final parsed = operand(peek, next);
			if (peek() != null)
				throw peek().p;
			parsed;
		} catch (s:String) {
			throw "Unexpected '" + s + "' in " + whole;
		}
		return () -> try e() catch (failure:Dynamic) throw "Error : " + Std.string(failure) + " in " + whole;
	}

	function constant(v:String):() -> Dynamic {
		v = StringTools.trim(v);
		if (StringTools.fastCodeAt(v, 0) == '"'.code) {
			final text = v.substr(1, v.length - 2);
			return () -> text;
		}
		if (integer.match(v)) {
			final i = Std.parseInt(v);
			return () -> i;
		}
		if (decimal.match(v)) {
			final f = Std.parseFloat(v);
			return () -> f;
		}
		return () -> resolve(v);
	}

	function path(e:() -> Dynamic, peek:() -> Token, next:() -> Token):() -> Dynamic {
		final p = peek();
		if (p == null || p.p != ".")
			return e;
		next();
		final field = next();
		if (field == null || !field.s)
			throw field == null ? "." : field.p;
		if (!fieldName.match(field.p))
			throw field.p;
		final name = fieldName.matched(1);
		return path(() -> Reflect.field(e(), name), peek, next);
	}

	function operand(peek:() -> Token, next:() -> Token):() -> Dynamic
		return path(atom(peek, next), peek, next);

	static function skipBlanks(peek:() -> Token, next:() -> Token):Void
		while (peek() != null && StringTools.trim(peek().p) == "")
			next();

	function atom(peek:() -> Token, next:() -> Token):() -> Dynamic {
		skipBlanks(peek, next);
		final p = next();
		skipBlanks(peek, next);
		if (p == null)
			throw "<eof>";
		if (p.s)
			return constant(p.p);
		switch p.p {
			case "(":
				skipBlanks(peek, next);
				final e1 = operand(peek, next);
				skipBlanks(peek, next);
				final op = next();
				if (op == null || op.s)
					throw op == null ? "<eof>" : op.p;
				if (op.p == ")")
					return e1;
				skipBlanks(peek, next);
				final e2 = operand(peek, next);
				skipBlanks(peek, next);
				final close = next();
				skipBlanks(peek, next);
				if (close == null || close.p != ")")
					throw close == null ? "<eof>" : close.p;
				return binary(op.p, e1, e2);
			case "!":
				final e = operand(peek, next);
				return () -> {
					final v:Dynamic = e();
					return v == null || v == false;
				};
			case "-":
				final e = operand(peek, next);
				return () -> -(e() : Float);
		}
		throw p.p;
	}

	static function binary(op:String, e1:() -> Dynamic, e2:() -> Dynamic):() -> Dynamic
		return switch op {
			case "+": () -> (e1() : Dynamic) + (e2() : Dynamic);
			case "-": () -> (e1() : Float) - (e2() : Float);
			case "*": () -> (e1() : Float) * (e2() : Float);
			case "/": () -> (e1() : Float) / (e2() : Float);
			case ">": () -> (e1() : Float) > (e2() : Float);
			case "<": () -> (e1() : Float) < (e2() : Float);
			case ">=": () -> (e1() : Float) >= (e2() : Float);
			case "<=": () -> (e1() : Float) <= (e2() : Float);
			case "==": () -> e1() == e2();
			case "!=": () -> e1() != e2();
			case "&&": () -> truthy(e1()) && truthy(e2());
			case "||": () -> truthy(e1()) || truthy(e2());
			case _: throw "Unknown operation " + op;
		}

	static inline function truthy(v:Dynamic):Bool
		return v != null && v != false;

	function run(e:Part):Void
		switch e {
			case Variable(v):
				buf.add(Std.string(resolve(v)));
			case Computed(e):
				buf.add(Std.string(e()));
			case Conditional(e, eif, eelse):
				if (truthy(e()))
					run(eif);
				else if (eelse != null)
					run(eelse);
			case Text(str):
				buf.add(str);
			case Sequence(l):
				for (item in l)
					run(item);
			case Loop(e, loop):
				foreach(e(), loop);
			case MacroCall(name, params):
				callMacro(name, params);
		}

	function foreach(v:Dynamic, loop:Part):Void {
		final items:Iterator<Dynamic> = try {
			final it:Dynamic = Std.isOfType(v, Array) ? (v : Array<Dynamic>).iterator() : v.hasNext != null ? v : v.iterator();
			it;
		} catch (e:Dynamic) throw "Cannot iter on " + v;
		stack.unshift(context);
		while (items.hasNext()) {
			context = items.next();
			run(loop);
		}
		context = stack.shift();
	}

	function callMacro(name:String, params:Array<Part>):Void {
		final f:Dynamic = Reflect.field(macros, name);
		final args:Array<Dynamic> = [resolve];
		final outer = buf;
		for (p in params)
			switch p {
				case Variable(v):
					args.push(resolve(v));
				case _:
					buf = new StringBuf();
					run(p);
					args.push(buf.toString());
			}
		buf = outer;
		try {
			buf.add(Std.string(Reflect.callMethod(macros, f, args)));
		} catch (e:Dynamic) {
			final shown = try args.join(",") catch (_:Dynamic) "???";
			throw "Macro call " + name + "(" + shown + ") failed (" + Std.string(e) + ")";
		}
	}
}
