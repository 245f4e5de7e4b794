package haxe.xml;

private abstract NodeAccess(Xml) from Xml {
	@:op(a.b) function resolve(name:String):Access {
		final x = this.elementsNamed(name);
		if (!x.hasNext())
			throw (this.nodeType == Document ? "Document" : this.nodeName) + " is missing element " + name;
		return new Access(x.next());
	}
}

private abstract AttribAccess(Xml) from Xml {
	@:op(a.b) function resolve(name:String):String {
		if (this.nodeType == Document)
			throw "Cannot access document attribute " + name;
		final v = this.get(name);
		if (v == null)
			throw this.nodeName + " is missing attribute " + name;
		return v;
	}

	@:op(a.b) function resolveWrite(name:String, value:String):String {
		if (this.nodeType == Document)
			throw "Cannot access document attribute " + name;
		this.set(name, value);
		return value;
	}
}

private abstract HasAttribAccess(Xml) from Xml {
	@:op(a.b) function resolve(name:String):Bool {
		if (this.nodeType == Document)
			throw "Cannot access document attribute " + name;
		return this.exists(name);
	}
}

private abstract HasNodeAccess(Xml) from Xml {
	@:op(a.b) function resolve(name:String):Bool
		return this.elementsNamed(name).hasNext();
}

private abstract NodeListAccess(Xml) from Xml {
	@:op(a.b) function resolve(name:String):Array<Access>
		return [for (x in this.elementsNamed(name)) new Access(x)];
}

/** An XML element whose children and attributes are read like fields. **/
@:forward.new
abstract Access(Xml) {
	/** The element itself. **/
	public var x(get, never):Xml;

	/** The name of the element. **/
	public var name(get, never):String;

	/** The text inside, when there is nothing else. **/
	public var innerData(get, never):String;

	/** Everything inside as XML text. **/
	public var innerHTML(get, never):String;

	/** The first element of a name: `a.node.b`. **/
	public var node(get, never):NodeAccess;

	/** All elements of a name: `a.nodes.b`. **/
	public var nodes(get, never):NodeListAccess;

	/** An attribute: `a.att.b`. **/
	public var att(get, never):AttribAccess;

	/** Whether there is an attribute: `a.has.b`. **/
	public var has(get, never):HasAttribAccess;

	/** Whether there is an element: `a.hasNode.b`. **/
	public var hasNode(get, never):HasNodeAccess;

	/** All elements inside. **/
	public var elements(get, never):Iterator<Access>;

	public inline function new(x:Xml) {
		if (x.nodeType != Document && x.nodeType != Element)
			throw "Invalid nodeType " + x.nodeType;
		this = x;
	}

	inline function get_x():Xml
		return this;

	function get_name():String
		return this.nodeType == Document ? "Document" : this.nodeName;

	inline function get_node():NodeAccess
		return this;

	inline function get_nodes():NodeListAccess
		return this;

	inline function get_att():AttribAccess
		return this;

	inline function get_has():HasAttribAccess
		return this;

	inline function get_hasNode():HasNodeAccess
		return this;

	inline function get_elements():Iterator<Access>
		return cast this.elements();

	function get_innerData():String {
		final it = this.iterator();
		if (!it.hasNext())
			throw get_name() + " does not have data";
		final v = it.next();
		if (it.hasNext()) {
			final n = it.next();
			// White space around a single CDATA section is no content.
			if (v.nodeType == PCData && n.nodeType == CData && StringTools.trim(v.nodeValue) == "") {
				if (!it.hasNext())
					return n.nodeValue;
				final n2 = it.next();
				if (n2.nodeType == PCData && StringTools.trim(n2.nodeValue) == "" && !it.hasNext())
					return n.nodeValue;
			}
			throw get_name() + " does not only have data";
		}
		if (v.nodeType != PCData && v.nodeType != CData)
			throw get_name() + " does not have data";
		return v.nodeValue;
	}

	function get_innerHTML():String {
		final out = new StringBuf();
		for (child in this)
			out.add(child.toString());
		return out.toString();
	}
}
