package haxe.rtti;

import haxe.rtti.CType;
import haxe.xml.Access;

/** Reads what the compiler's `--xml` writes, and what `@:rtti` keeps of a class. **/
class XmlParser {
	/** Everything read so far. **/
	public var root:TypeRoot;

	var curplatform:String;

	public function new() {
		root = [];
	}

	/** Orders packages and types by name, classes' variables before their functions. **/
	public function sort(?l:TypeRoot):Void {
		if (l == null)
			l = root;
		l.sort((a, b) -> Reflect.compare(sortKey(a), sortKey(b)));
		for (tree in l)
			switch tree {
				case TPackage(_, _, subs):
					sort(subs);
				case TClassdecl(c):
					sortFields(c.fields);
					sortFields(c.statics);
				case TEnumdecl(_) | TTypedecl(_) | TAbstractdecl(_):
			}
	}

	static function sortKey(tree:TypeTree):String
		return switch tree {
			case TPackage(name, _, _): " " + name;
			case _: TypeApi.typeInfos(tree).path;
		}

	function sortFields(fields:Array<ClassField>):Void
		fields.sort((a, b) -> {
			final aIsVar = TypeApi.isVar(a.type);
			if (aIsVar != TypeApi.isVar(b.type))
				return aIsVar ? -1 : 1;
			if ((a.name == "new") != (b.name == "new"))
				return a.name == "new" ? -1 : 1;
			return Reflect.compare(a.name, b.name);
		});

	/** Adds what the root element `x` of a document says, which was written for `platform`. **/
	public function process(x:Xml, platform:String):Void {
		curplatform = platform;
		for (element in new Access(x).elements)
			merge(processElement(element.x));
	}

	/** Called for a field that another target's description of the same class lacks. **/
	public dynamic function newField(c:Classdef, f:ClassField) {}

	function merge(tree:TypeTree):Void {
		final infos = TypeApi.typeInfos(tree);
		final names = infos.path.split(".");
		names.pop();
		var level = root;
		for (i in 0...names.length)
			level = packageIn(level, names[i], names.slice(0, i + 1).join("."));
		for (i in 0...level.length) {
			final other = level[i];
			if (other.match(TPackage(_, _, _)) || TypeApi.typeInfos(other).path != infos.path)
				continue;
			if (mergeInto(other, tree)) {
				TypeApi.typeInfos(other).platforms.push(curplatform);
				return;
			}
		}
		level.push(tree);
	}

	static function packageIn(level:Array<TypeTree>, name:String, full:String):Array<TypeTree> {
		for (tree in level)
			switch tree {
				case TPackage(other, _, subs) if (other == name):
					return subs;
				case _:
			}
		final subs = [];
		level.push(TPackage(name, full, subs));
		return subs;
	}

	/** Whether both describe one type; then `a` afterwards says what either does. **/
	function mergeInto(a:TypeTree, b:TypeTree):Bool
		return switch [a, b] {
			case [TClassdecl(c), TClassdecl(d)] if (c.isInterface == d.isInterface):
				if (d.isExtern)
					c.isExtern = true;
				mergeFields(c, c.fields, d.fields);
				mergeFields(c, c.statics, d.statics);
				true;
			case [TEnumdecl(e), TEnumdecl(f)]:
				for (ctor in f.constructors) {
					final same = Lambda.find(e.constructors, it -> TypeApi.constructorEq(it, ctor));
					if (same != null)
						same.platforms.push(curplatform);
					else
						e.constructors.push(ctor);
				}
				true;
			case [TTypedecl(t), TTypedecl(u)]:
				t.types.set(curplatform, u.type);
				true;
			case [TAbstractdecl(c), TAbstractdecl(d)]:
				mergeFields(c.impl, c.impl.fields, d.impl.fields);
				mergeFields(c.impl, c.impl.statics, d.impl.statics);
				true;
			case _: false;
		}

	function mergeFields(c:Classdef, into:Array<ClassField>, from:Array<ClassField>):Void
		for (field in from) {
			final same = Lambda.find(into, it -> it.name == field.name && TypeApi.typeEq(it.type, field.type));
			if (same == null) {
				newField(c, field);
				into.push(field);
				continue;
			}
			if (same.doc == null)
				same.doc = field.doc;
			if (field.isPublic)
				same.isPublic = true;
			same.platforms.push(curplatform);
		}

	function platforms():Platforms
		return curplatform == null ? [] : [curplatform];

	/** What one element says. **/
	public function processElement(x:Xml):TypeTree {
		final c = new Access(x);
		return switch c.name {
			case "class": TClassdecl(xclass(c));
			case "enum": TEnumdecl(xenum(c));
			case "typedef": TTypedecl(xtypedef(c));
			case "abstract": TAbstractdecl(xabstract(c));
			case name: throw "Invalid " + name;
		}
	}

	static function typeParams(text:String):TypeParams
		return text == "" ? [] : text.split(":");

	static function rights(x:Access, name:String):Rights
		return !x.x.exists(name) ? RNormal : switch x.x.get(name) {
			case "null": RNo;
			case "method": RMethod;
			case "dynamic": RDynamic;
			case "inline": RInline;
			case method: RCall(method);
		}

	static function meta(x:Access):MetaData
		return [
			for (list in x.nodes.meta)
				for (m in list.nodes.m)
					{name: m.att.n, params: [for (e in m.nodes.e) e.innerHTML]}
		];

	static function doc(x:Access):Null<String>
		return x.hasNode.haxe_doc ? x.node.haxe_doc.innerData : null;

	function path(x:Access):PathParams
		return {path: x.att.path, params: params(x)};

	function params(x:Access):Array<CType>
		return [for (element in x.elements) type(element)];

	function infos(x:Access):TypeInfos
		return {
			file: x.x.get("file"),
			path: x.att.path,
			module: x.x.get("module"),
			doc: doc(x),
			isPrivate: x.x.exists("private"),
			params: typeParams(x.att.params),
			platforms: platforms(),
			meta: meta(x)
		};

	function xclass(x:Access):Classdef {
		final infos = infos(x);
		final res:Classdef = {
			file: infos.file,
			path: infos.path,
			module: infos.module,
			doc: infos.doc,
			isPrivate: infos.isPrivate,
			params: infos.params,
			platforms: infos.platforms,
			meta: infos.meta,
			isExtern: x.x.exists("extern"),
			isFinal: x.x.exists("final"),
			isInterface: x.x.exists("interface"),
			superClass: null,
			interfaces: [],
			fields: [],
			statics: [],
			tdynamic: null
		};
		for (element in x.elements)
			switch element.name {
				case "haxe_doc" | "meta":
				case "extends" if (res.isInterface):
					res.interfaces.push(path(element));
				case "extends":
					res.superClass = path(element);
				case "implements":
					res.interfaces.push(path(element));
				case "haxe_dynamic":
					res.tdynamic = type(new Access(element.x.firstElement()));
				case _ if (element.x.exists("static")):
					res.statics.push(xfield(element, false));
				case _:
					res.fields.push(xfield(element, false));
			}
		return res;
	}

	function xfield(x:Access, isPublic:Bool):ClassField {
		final line = x.x.get("line");
		final overloads = x.hasNode.overloads ? [for (it in x.node.overloads.elements) xfield(it, false)] : null;
		return {
			name: x.name,
			type: type(new Access(x.x.firstElement())),
			isPublic: isPublic || x.x.exists("public"),
			isFinal: x.x.exists("final"),
			isOverride: x.x.exists("override"),
			line: line == null ? null : Std.parseInt(line),
			doc: doc(x),
			get: rights(x, "get"),
			set: rights(x, "set"),
			params: x.x.exists("params") ? typeParams(x.att.params) : [],
			platforms: platforms(),
			meta: meta(x),
			overloads: overloads,
			expr: x.x.get("expr")
		};
	}

	function xenum(x:Access):Enumdef {
		final infos = infos(x);
		return {
			file: infos.file,
			path: infos.path,
			module: infos.module,
			doc: infos.doc,
			isPrivate: infos.isPrivate,
			params: infos.params,
			platforms: infos.platforms,
			meta: infos.meta,
			isExtern: x.x.exists("extern"),
			constructors: [for (it in x.elements) if (it.name != "haxe_doc" && it.name != "meta") xconstructor(it)]
		};
	}

	function xconstructor(x:Access):EnumField {
		final names = x.x.exists("a") ? x.att.a.split(":") : null;
		final types = [for (it in x.elements) if (it.name != "haxe_doc" && it.name != "meta") it];
		return {
			name: x.name,
			args: names == null ? null : [
				for (i in 0...names.length)
					{
						name: optional(names[i]) ? names[i].substr(1) : names[i],
						opt: optional(names[i]),
						t: type(types[i])
					}
			],
			doc: doc(x),
			meta: meta(x),
			platforms: platforms()
		};
	}

	static inline function optional(name:String):Bool
		return StringTools.startsWith(name, "?");

	function xabstract(x:Access):Abstractdef {
		final infos = infos(x);
		return {
			file: infos.file,
			path: infos.path,
			module: infos.module,
			doc: infos.doc,
			isPrivate: infos.isPrivate,
			params: infos.params,
			platforms: infos.platforms,
			meta: infos.meta,
			to: x.hasNode.to ? casts(x.node.to) : [],
			from: x.hasNode.from ? casts(x.node.from) : [],
			impl: x.hasNode.impl ? xclass(new Access(x.node.impl.x.firstElement())) : null,
			athis: type(new Access(x.x.elementsNamed("this").next().firstElement()))
		};
	}

	function casts(x:Access):Array<{t:CType, field:Null<String>}>
		return [for (it in x.nodes.icast) {t: type(new Access(it.x.firstElement())), field: it.x.get("field")}];

	function xtypedef(x:Access):Typedef {
		final infos = infos(x);
		final type = type(new Access(x.x.firstElement()));
		final types = new Map<String, CType>();
		if (curplatform != null)
			types.set(curplatform, type);
		return {
			file: infos.file,
			path: infos.path,
			module: infos.module,
			doc: infos.doc,
			isPrivate: infos.isPrivate,
			params: infos.params,
			platforms: infos.platforms,
			meta: infos.meta,
			type: type,
			types: types
		};
	}

	function type(x:Access):CType
		return switch x.name {
			case "unknown": CUnknown;
			case "e": CEnum(x.att.path, params(x));
			case "c": CClass(x.att.path, params(x));
			case "t": CTypedef(x.att.path, params(x));
			case "x": CAbstract(x.att.path, params(x));
			case "f": xfunction(x);
			case "a": CAnonymous([for (it in x.elements) xfield(it, true)]);
			case "d":
				final inner = x.x.firstElement();
				CDynamic(inner == null ? null : type(new Access(inner)));
			case name: throw "Invalid " + name;
		}

	function xfunction(x:Access):CType {
		final names = x.att.a.split(":");
		final values = x.x.exists("v") ? x.att.v.split(":") : [];
		final types = params(x);
		final ret = types.pop();
		return CFunction([
			for (i in 0...types.length) {
				final name = i < names.length ? names[i] : "";
				final value = i < values.length && values[i] != "" ? values[i] : null;
				final arg:FunctionArgument = {name: optional(name) ? name.substr(1) : name, opt: optional(name), t: types[i]};
				if (value != null)
					arg.value = value;
				arg;
			}
		], ret);
	}
}
