import haxe.xml.Access;
class Main {
	static function main() {
		var x = Xml.parse('<?xml version="1.0"?><!DOCTYPE r><root a="1" b="x &amp; y"><!-- c --><item id="1">one</item><item id="2"><![CDATA[<raw>]]></item><empty/>text &lt;tail&gt;</root>');
		trace(x.toString()); var r = x.firstElement(); trace(r.nodeName, r.get("a"), r.get("b"), r.get("zz"), r.exists("a")); trace([for (a in r.attributes()) a]); trace([for (e in r.elements()) e.nodeName]); trace([for (e in r.elementsNamed("item")) e.get("id")]);
		for (n in r) trace(n.nodeType, switch n.nodeType { case Element: n.nodeName; case PCData, CData, Comment: n.nodeValue; case _: "?"; });
		trace(r.firstChild().nodeType == Xml.Comment); trace(r.parent.nodeType == Document); r.set("c", "\"q\" <"); r.remove("a"); trace(r.toString());
		var e = Xml.createElement("new"); e.addChild(Xml.createPCData("hi & bye")); e.addChild(Xml.createComment(" note ")); e.addChild(Xml.createCData("x<y")); e.set("k", "v'"); r.addChild(e); r.insertChild(Xml.createElement("first"), 0); trace(r.toString()); trace(r.removeChild(e)); trace(r.removeChild(e)); 
		trace(haxe.xml.Printer.print(r, true)); trace(haxe.xml.Printer.print(Xml.parse("<a><b>t</b><c/></a>"), true)); trace(haxe.xml.Printer.print(Xml.parse("<a><b>t</b><c/></a>")));
		var a = new Access(Xml.parse('<lib name="L"><book id="1"><title>T1</title></book><book id="2"><title>T2</title><x/></book></lib>').firstElement());
		trace(a.name, a.att.name, a.has.name, a.has.nope, a.hasNode.book, a.hasNode.zip); for (b in a.nodes.book) trace(b.att.id, b.node.title.innerData, b.innerHTML); trace([for (b in a.elements) b.name]); trace(a.node.book.node.title.innerHTML);
		try { a.att.zz; } catch (e) trace(e.message); try { a.node.zz; } catch (e) trace(e.message); try { a.innerData; } catch (e) trace(e.message);
		for (bad in ["<a></b>", "<a x=1/>", "<a x='1' x='2'/>", "</a>", "<a", "<a b>", "text", "<a>&unknown;</a>", "<!-- x", "<a><![CDATA[x</a>"]) try { trace(Xml.parse(bad).toString()); } catch (e) trace(bad + ": " + e.message);
		trace(Xml.parse("<a>&#65;&#x42;&apos;&quot;</a>").firstElement().firstChild().nodeValue); trace(Xml.parse("<a>\n  <b/>\n</a>").toString()); 
		var copy = Xml.parse(r.toString()); trace(copy.firstElement().nodeName);
	}
}
// CHOICE: attributes in the order of insertion
