package haxe.xml;

/** Writes XML. **/
class Printer {
	/** The text of `xml`; with `pretty` on indented lines. **/
	public static function print(xml:Xml, ?pretty = false):String {
		final printer = new Printer(pretty);
		printer.node(xml, "");
		return printer.out.toString();
	}

	final out:StringBuf = new StringBuf();
	final pretty:Bool;

	function new(pretty:Bool)
		this.pretty = pretty;

	inline function newline():Void
		if (pretty)
			out.add("\n");

	function node(value:Xml, tabs:String):Void {
		switch value.nodeType {
			case CData:
				out.add(tabs + "<![CDATA[");
				out.add(value.nodeValue);
				out.add("]]>");
				newline();
			case Comment:
				var text = value.nodeValue;
				if (pretty)
					text = ~/[\n\r\t]+/g.replace(text, "");
				out.add(tabs + "<!--" + text + "-->");
				newline();
			case Document:
				for (child in value)
					node(child, tabs);
			case Element:
				element(value, tabs);
			case PCData:
				final text = value.nodeValue;
				if (text.length != 0) {
					out.add(tabs + StringTools.htmlEscape(text));
					newline();
				}
			case ProcessingInstruction:
				out.add("<?" + value.nodeValue + "?>");
				newline();
			case DocType:
				out.add("<!DOCTYPE " + value.nodeValue + ">");
				newline();
		}
	}

	function element(value:Xml, tabs:String):Void {
		out.add(tabs + "<");
		out.add(value.nodeName);
		for (attribute in value.attributes())
			out.add(" " + attribute + '="' + StringTools.htmlEscape(value.get(attribute), true) + '"');
		if (!hasContent(value)) {
			out.add("/>");
			newline();
			return;
		}
		out.add(">");
		newline();
		for (child in value)
			node(child, pretty ? tabs + "\t" : tabs);
		out.add(tabs + "</");
		out.add(value.nodeName);
		out.add(">");
		newline();
	}

	function hasContent(value:Xml):Bool {
		for (child in value)
			switch child.nodeType {
				case Element | PCData:
					return true;
				case CData | Comment:
					if (StringTools.ltrim(child.nodeValue).length != 0)
						return true;
				case _:
			}
		return false;
	}
}
