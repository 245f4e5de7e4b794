/** Kinds of XML nodes. **/
enum abstract XmlType(Int) {
	var Element = 0;
	var PCData = 1;
	var CData = 2;
	var Comment = 3;
	var DocType = 4;
	var ProcessingInstruction = 5;
	var Document = 6;

	public function toString():String
		return switch (cast this : XmlType) {
			case Element: "Element";
			case PCData: "PCData";
			case CData: "CData";
			case Comment: "Comment";
			case DocType: "DocType";
			case ProcessingInstruction: "ProcessingInstruction";
			case Document: "Document";
		}
}

/** A node of an XML document. **/
class Xml {
	public static var Element(default, never) = XmlType.Element;
	public static var PCData(default, never) = XmlType.PCData;
	public static var CData(default, never) = XmlType.CData;
	public static var Comment(default, never) = XmlType.Comment;
	public static var DocType(default, never) = XmlType.DocType;
	public static var ProcessingInstruction(default, never) = XmlType.ProcessingInstruction;
	public static var Document(default, never) = XmlType.Document;

	/** What kind of node this is. **/
	public var nodeType(default, null):XmlType;

	/** The name of an element. **/
	@:isVar public var nodeName(get, set):String;

	/** The text of a node that is neither element nor document. **/
	@:isVar public var nodeValue(get, set):String;

	/** The node this one stands in. **/
	public var parent(default, null):Xml;

	final children:Array<Xml> = [];
	final attributeMap:Map<String, String> = new Map();

	function new(nodeType:XmlType)
		this.nodeType = nodeType;

	/** The document that `str` stands for; throws `haxe.xml.XmlParserException`. **/
	public static function parse(str:String):Xml
		return haxe.xml.Parser.parse(str);

	public static function createElement(name:String):Xml {
		final xml = new Xml(Element);
		xml.nodeName = name;
		return xml;
	}

	static function createText(type:XmlType, data:String):Xml {
		final xml = new Xml(type);
		xml.nodeValue = data;
		return xml;
	}

	public static function createPCData(data:String):Xml
		return createText(PCData, data);

	public static function createCData(data:String):Xml
		return createText(CData, data);

	public static function createComment(data:String):Xml
		return createText(Comment, data);

	public static function createDocType(data:String):Xml
		return createText(DocType, data);

	public static function createProcessingInstruction(data:String):Xml
		return createText(ProcessingInstruction, data);

	public static function createDocument():Xml
		return new Xml(Document);

	function get_nodeName():String {
		if (nodeType != Element)
			throw 'Bad node type, expected Element but found $nodeType';
		return nodeName;
	}

	function set_nodeName(v:String):String {
		if (nodeType != Element)
			throw 'Bad node type, expected Element but found $nodeType';
		return nodeName = v;
	}

	function get_nodeValue():String {
		if (nodeType == Document || nodeType == Element)
			throw 'Bad node type, unexpected $nodeType';
		return nodeValue;
	}

	function set_nodeValue(v:String):String {
		if (nodeType == Document || nodeType == Element)
			throw 'Bad node type, unexpected $nodeType';
		return nodeValue = v;
	}

	function needElement():Void
		if (nodeType != Element)
			throw 'Bad node type, expected Element but found $nodeType';

	function needChildren():Void
		if (nodeType != Document && nodeType != Element)
			throw 'Bad node type, expected Element or Document but found $nodeType';

	/** The value of the attribute `att`, or `null`. **/
	public function get(att:String):String {
		needElement();
		return attributeMap[att];
	}

	public function set(att:String, value:String):Void {
		needElement();
		attributeMap.set(att, value);
	}

	public function remove(att:String):Void {
		needElement();
		attributeMap.remove(att);
	}

	public function exists(att:String):Bool {
		needElement();
		return attributeMap.exists(att);
	}

	/** The names of the attributes. **/
	public function attributes():Iterator<String> {
		needElement();
		return attributeMap.keys();
	}

	/** The nodes inside. **/
	public inline function iterator():Iterator<Xml> {
		needChildren();
		return children.iterator();
	}

	/** The elements inside. **/
	public function elements():Iterator<Xml> {
		needChildren();
		return [for (child in children) if (child.nodeType == Element) child].iterator();
	}

	/** The elements inside that have the name. **/
	public function elementsNamed(name:String):Iterator<Xml> {
		needChildren();
		return [for (child in children) if (child.nodeType == Element && child.nodeName == name) child].iterator();
	}

	/** The first node inside, or `null`. **/
	public inline function firstChild():Xml {
		needChildren();
		return children[0];
	}

	/** The first element inside, or `null`. **/
	public function firstElement():Xml {
		needChildren();
		for (child in children)
			if (child.nodeType == Element)
				return child;
		return null;
	}

	/** Puts `x` at the end, taking it out of where it stood. **/
	public function addChild(x:Xml):Void {
		needChildren();
		if (x.parent != null)
			x.parent.removeChild(x);
		children.push(x);
		x.parent = this;
	}

	/** Takes `x` out; false when it was not here. **/
	public function removeChild(x:Xml):Bool {
		needChildren();
		if (!children.remove(x))
			return false;
		x.parent = null;
		return true;
	}

	/** Puts `x` at `pos`, taking it out of where it stood. **/
	public function insertChild(x:Xml, pos:Int):Void {
		needChildren();
		if (x.parent != null)
			x.parent.children.remove(x);
		children.insert(pos, x);
		x.parent = this;
	}

	/** The node as XML text. **/
	public inline function toString():String
		return haxe.xml.Printer.print(this);
}
