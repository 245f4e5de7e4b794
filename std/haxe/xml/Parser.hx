package haxe.xml;

/** What is wrong with a document, and where. **/
class XmlParserException {
	/** What is wrong. **/
	public var message:String;

	/** From 1. **/
	public var lineNumber:Int;

	/** From 1. **/
	public var positionAtLine:Int;

	/** In characters from the start. **/
	public var position:Int;

	/** The whole text. **/
	public var xml:String;

	public function new(message:String, xml:String, position:Int) {
		this.xml = xml;
		this.message = message;
		this.position = position;
		lineNumber = 1;
		positionAtLine = 0;
		for (i in 0...position) {
			final c = StringTools.fastCodeAt(xml, i);
			if (c == "\n".code) {
				lineNumber++;
				positionAtLine = 0;
			} else if (c != "\r".code)
				positionAtLine++;
		}
	}

	public function toString():String
		return Type.getClassName(Type.getClass(this)) + ": " + message + " at line " + lineNumber + " char " + positionAtLine;
}

/** Reads XML by recursive descent; in lenient mode unknown entities stay as they are. **/
class Parser {
	static final escapes:Map<String, String> = ["lt" => "<", "gt" => ">", "amp" => "&", "quot" => '"', "apos" => "'"];

	/** The document that `str` stands for. **/
	public static function parse(str:String, strict = false):Xml {
		final document = Xml.createDocument();
		final parser = new Parser(str, strict);
		parser.content(document, null);
		return document;
	}

	final str:String;
	final strict:Bool;
	var p:Int = 0;

	function new(str:String, strict:Bool) {
		this.str = str;
		this.strict = strict;
	}

	/** At the end of the text whatever was expected is missing. **/
	function fail(message:String):Dynamic
		throw new XmlParserException(p >= str.length && !StringTools.startsWith(message, "Unclosed node") ? "Unexpected end" : message, str, p);

	inline function peek():Int
		return StringTools.fastCodeAt(str, p);

	inline function at(text:String):Bool
		return str.substr(p, text.length) == text;

	static inline function isNameChar(c:Int):Bool
		return (c >= "a".code && c <= "z".code) || (c >= "A".code && c <= "Z".code) || (c >= "0".code && c <= "9".code)
			|| c == ":".code || c == ".".code || c == "_".code || c == "-".code;

	function skipSpace():Void
		while (true) {
			final c = peek();
			if (c == " ".code || c == "\n".code || c == "\r".code || c == "\t".code)
				p++;
			else
				return;
		}

	function name(what:String):String {
		final start = p;
		while (isNameChar(peek()))
			p++;
		if (p == start)
			fail(what);
		return str.substring(start, p);
	}

	/** Everything up to the end tag of `parent`, or to the end of the text for the document. **/
	function content(parent:Xml, parentName:Null<String>):Void {
		while (true) {
			final c = peek();
			if (StringTools.isEof(c)) {
				if (parentName != null)
					fail("Unclosed node <" + parentName + ">");
				return;
			}
			if (c != "<".code) {
				text(parent);
				continue;
			}
			if (at("</")) {
				p += 2;
				skipSpace();
				final closing = name("Expected node name");
				if (parentName == null)
					fail("Unexpected </" + closing + ">, tag is not open");
				if (closing != parentName)
					fail("Expected </" + parentName + ">");
				skipSpace();
				if (peek() != ">".code)
					fail("Expected >");
				p++;
				// <a></a> holds an empty text, <a/> holds nothing.
				if (parent.firstChild() == null)
					parent.addChild(Xml.createPCData(""));
				return;
			}
			if (at("<!--"))
				parent.addChild(Xml.createComment(until(4, "-->", "Unclosed comment")));
			else if (at("<![CDATA["))
				parent.addChild(Xml.createCData(until(9, "]]>", "Unclosed CDATA")));
			else if (str.substr(p, 9).toUpperCase() == "<!DOCTYPE")
				docType(parent);
			else if (at("<!"))
				fail("Expected <!DOCTYPE");
			else if (at("<?"))
				parent.addChild(Xml.createProcessingInstruction(until(2, "?>", "Unclosed processing instruction")));
			else
				element(parent);
		}
	}

	/** The text between an opening of `skip` characters and `end`. **/
	function until(skip:Int, end:String, message:String):String {
		final start = p + skip;
		final stop = str.indexOf(end, start);
		if (stop < 0) {
			p = str.length;
			fail(message);
		}
		p = stop + end.length;
		return str.substring(start, stop);
	}

	function docType(parent:Xml):Void {
		p += 9;
		final start = p;
		var brackets = 0;
		while (true) {
			final c = peek();
			if (StringTools.isEof(c))
				fail("Unclosed DOCTYPE");
			if (c == "[".code)
				brackets++;
			else if (c == "]".code) {
				brackets--;
				if (brackets < 0)
					fail("Invalid ] found in XML DOCTYPE");
			} else if (c == ">".code && brackets == 0)
				break;
			p++;
		}
		parent.addChild(Xml.createDocType(StringTools.ltrim(str.substring(start, p))));
		p++;
	}

	function text(parent:Xml):Void {
		final out = new StringBuf();
		while (true) {
			final c = peek();
			if (StringTools.isEof(c) || c == "<".code)
				break;
			if (c == "&".code)
				entity(out);
			else {
				out.addChar(c);
				p++;
			}
		}
		parent.addChild(Xml.createPCData(out.toString()));
	}

	function entity(out:StringBuf):Void {
		final semi = str.indexOf(";", p);
		final stop = str.indexOf("<", p);
		if (semi < 0 || (stop >= 0 && stop < semi)) {
			if (strict)
				fail("Unclosed entity");
			out.addChar("&".code);
			p++;
			return;
		}
		final s = str.substring(p + 1, semi);
		if (StringTools.fastCodeAt(s, 0) == "#".code) {
			final code = StringTools.fastCodeAt(s, 1) == "x".code ? Std.parseInt("0" + s.substr(1)) : Std.parseInt(s.substr(1));
			out.addChar(code);
		} else if (escapes.exists(s))
			out.add(escapes.get(s));
		else {
			if (strict) {
				p = semi;
				fail("Undefined entity: " + s);
			}
			out.add("&" + s + ";");
		}
		p = semi + 1;
	}

	function element(parent:Xml):Void {
		p++;
		skipSpace();
		final tag = name("Expected node name");
		final xml = Xml.createElement(tag);
		parent.addChild(xml);
		while (true) {
			skipSpace();
			final c = peek();
			if (c == "/".code) {
				p++;
				if (peek() != ">".code)
					fail("Expected >");
				p++;
				return;
			}
			if (c == ">".code) {
				p++;
				content(xml, tag);
				return;
			}
			final attribute = name("Expected attribute name");
			if (xml.exists(attribute))
				fail("Duplicate attribute [" + attribute + "]");
			skipSpace();
			if (peek() != "=".code)
				fail("Expected =");
			p++;
			skipSpace();
			xml.set(attribute, attributeValue());
		}
	}

	function attributeValue():String {
		final quote = peek();
		if (quote != '"'.code && quote != "'".code)
			fail("Expected \"");
		p++;
		final out = new StringBuf();
		while (true) {
			final c = peek();
			if (StringTools.isEof(c))
				fail("Unclosed attribute value");
			if (c == quote)
				break;
			if (c == "&".code)
				entity(out);
			else {
				if (strict && (c == "<".code || c == ">".code))
					fail("Invalid unescaped " + String.fromCharCode(c) + " in attribute value");
				out.addChar(c);
				p++;
			}
		}
		p++;
		return out.toString();
	}
}
