package haxe.rtti;

/** The dotted path of a type. **/
typedef Path = String;

/** Names of the targets that have something. **/
typedef Platforms = Array<String>;

/** An argument of a function type. **/
typedef FunctionArgument = {name:String, opt:Bool, t:CType, ?value:String};

/** A type as it was declared. **/
enum CType {
	CUnknown;
	CEnum(name:Path, params:Array<CType>);
	CClass(name:Path, params:Array<CType>);
	CTypedef(name:Path, params:Array<CType>);
	CFunction(args:Array<FunctionArgument>, ret:CType);
	CAnonymous(fields:Array<ClassField>);
	CDynamic(?t:CType);
	CAbstract(name:Path, params:Array<CType>);
}

/** A type's path with its arguments. **/
typedef PathParams = {
	/** The path of the type. **/
	var path:Path;

	/** Its type arguments. **/
	var params:Array<CType>;
};

/** Names of type parameters, without their constraints. **/
typedef TypeParams = Array<String>;

/** How a field may be read or written. **/
enum Rights {
	RNormal;
	RNo;
	RCall(m:String);
	RMethod;
	RDynamic;
	RInline;
}

/** Metadata in the order written, arguments as source text. **/
typedef MetaData = Array<{name:String, params:Array<String>}>;

/** A field of a class or structure. **/
typedef ClassField = {
	/** The name. **/
	var name:String;

	/** The type. **/
	var type:CType;

	/** Whether it is `public`. **/
	var isPublic:Bool;

	/** Whether it is `final`. **/
	var isFinal:Bool;

	/** Whether it overrides another. **/
	var isOverride:Bool;

	/** Its documentation, `null` when there is none. **/
	var doc:Null<String>;

	/** How it may be read. **/
	var get:Rights;

	/** How it may be written. **/
	var set:Rights;

	/** Names of its own type parameters. **/
	var params:TypeParams;

	/** The targets that have it. **/
	var platforms:Platforms;

	/** Its metadata. **/
	var meta:MetaData;

	/** The line of its declaration; `null` where the description does not say. **/
	var line:Null<Int>;

	/** The other declarations of that name, `null` when there are none. **/
	var overloads:Null<Array<ClassField>>;

	/** The source of its initial value, `null` when there is none. **/
	var expr:Null<String>;
};

/** What all declarations have. **/
typedef TypeInfos = {
	/** The path of the type. **/
	var path:Path;

	/** The module it is in; `null` for the module's main type. **/
	var module:Path;

	/** The file it is in; `null` where the description does not say. **/
	var file:Null<String>;

	/** Names of its type parameters. **/
	var params:TypeParams;

	/** Its documentation, `null` when there is none. **/
	var doc:Null<String>;

	/** Whether it is `private`. **/
	var isPrivate:Bool;

	/** The targets that have it. **/
	var platforms:Platforms;

	/** Its metadata. **/
	var meta:MetaData;
};

/** A class or an interface. **/
typedef Classdef = TypeInfos & {
	/** Whether it is `extern`. **/
	var isExtern:Bool;

	/** Whether it is `final`. **/
	var isFinal:Bool;

	/** Whether it is an interface. **/
	var isInterface:Bool;

	/** The class it extends. **/
	var superClass:Null<PathParams>;

	/** The interfaces it names. **/
	var interfaces:Array<PathParams>;

	/** Its members. **/
	var fields:Array<ClassField>;

	/** Its statics. **/
	var statics:Array<ClassField>;

	/** The type of its undeclared fields, `null` when it has none. **/
	var tdynamic:Null<CType>;
};

/** A constructor of an enum. **/
typedef EnumField = {
	/** The name. **/
	var name:String;

	/** The arguments, `null` for a constructor without. **/
	var args:Null<Array<{name:String, opt:Bool, t:CType}>>;

	/** Its documentation, `null` when there is none. **/
	var doc:String;

	/** The targets that have it. **/
	var platforms:Platforms;

	/** Its metadata. **/
	var meta:MetaData;
};

/** An enum. **/
typedef Enumdef = TypeInfos & {
	/** Whether it is `extern`. **/
	var isExtern:Bool;

	/** Its constructors, in the order written. **/
	var constructors:Array<EnumField>;
};

/** A typedef. **/
typedef Typedef = TypeInfos & {
	/** What it stands for. **/
	var type:CType;

	/** What it stands for on each target. **/
	var types:Map<String, CType>;
};

/** An abstract. **/
typedef Abstractdef = TypeInfos & {
	/** What it casts to, and the method that does it if one does. **/
	var to:Array<{t:CType, field:Null<String>}>;

	/** What is cast to it. **/
	var from:Array<{t:CType, field:Null<String>}>;

	/** The class of its methods. **/
	var impl:Classdef;

	/** The type below. **/
	var athis:CType;
};

/** Packages and the types in them. **/
enum TypeTree {
	TPackage(name:String, full:String, subs:Array<TypeTree>);
	TClassdecl(c:Classdef);
	TEnumdecl(e:Enumdef);
	TTypedecl(t:Typedef);
	TAbstractdecl(a:Abstractdef);
}

/** What stands outside of all packages. **/
typedef TypeRoot = Array<TypeTree>;

/** Questions about descriptions. **/
class TypeApi {
	/** What `t` has in common with every declaration. **/
	public static function typeInfos(t:TypeTree):TypeInfos
		return switch t {
			case TClassdecl(c): c;
			case TEnumdecl(e): e;
			case TTypedecl(t): t;
			case TAbstractdecl(a): a;
			case TPackage(_, _, _): throw "Unexpected Package";
		}

	/** Whether `t` is not a function. **/
	public static function isVar(t:CType):Bool
		return !t.match(CFunction(_, _));

	static function allEq<T>(eq:T->T->Bool, a:Array<T>, b:Array<T>):Bool {
		if (a.length != b.length)
			return false;
		for (i in 0...a.length)
			if (!eq(a[i], b[i]))
				return false;
		return true;
	}

	/** Whether both say the same. **/
	public static function rightsEq(r1:Rights, r2:Rights):Bool
		return switch [r1, r2] {
			case [RCall(a), RCall(b)]: a == b;
			case _: r1 == r2;
		}

	/** Whether both are the same type, all through. **/
	public static function typeEq(t1:CType, t2:CType):Bool
		return switch [t1, t2] {
			case [CUnknown, CUnknown]: true;
			case [CEnum(a, p), CEnum(b, q)] | [CClass(a, p), CClass(b, q)] | [CTypedef(a, p), CTypedef(b, q)] | [CAbstract(a, p), CAbstract(b, q)]:
				a == b && allEq(typeEq, p, q);
			case [CFunction(a, ret), CFunction(b, ret2)]:
				allEq((x, y) -> x.name == y.name && x.opt == y.opt && typeEq(x.t, y.t), a, b) && typeEq(ret, ret2);
			case [CAnonymous(a), CAnonymous(b)]:
				allEq(fieldEq, a, b);
			case [CDynamic(a), CDynamic(b)]:
				(a == null) == (b == null) && (a == null || typeEq(a, b));
			case _: false;
		}

	/** Whether both fields say the same, documentation aside. **/
	public static function fieldEq(f1:ClassField, f2:ClassField):Bool
		return f1.name == f2.name
			&& typeEq(f1.type, f2.type)
			&& f1.isPublic == f2.isPublic
			&& f1.doc == f2.doc
			&& rightsEq(f1.get, f2.get)
			&& rightsEq(f1.set, f2.set)
			&& (f1.params == null) == (f2.params == null)
			&& (f1.params == null || f1.params.join(":") == f2.params.join(":"));

	/** Whether both constructors say the same. **/
	public static function constructorEq(c1:EnumField, c2:EnumField):Bool
		return c1.name == c2.name
			&& c1.doc == c2.doc
			&& (c1.args == null) == (c2.args == null)
			&& (c1.args == null || allEq((a, b) -> a.name == b.name && a.opt == b.opt && typeEq(a.t, b.t), c1.args, c2.args));
}

/** Types as text. **/
class CTypeTools {
	/** `t` as one would write it. **/
	public static function toString(t:CType):String
		return switch t {
			case CUnknown: "unknown";
			case CClass(name, params) | CEnum(name, params) | CTypedef(name, params) | CAbstract(name, params): withArgs(name, params);
			case CFunction([], ret): "Void -> " + toString(ret);
			case CFunction(args, ret): args.map(argument).join(" -> ") + " -> " + toString(ret);
			case CDynamic(null): "Dynamic";
			case CDynamic(d): "Dynamic<" + toString(d) + ">";
			case CAnonymous(fields): "{ " + fields.map(f -> f.name + ":" + toString(f.type)).join(", ") + "}";
		}

	static function withArgs(name:String, params:Array<CType>):String
		return params.length == 0 ? name : name + "<" + params.map(toString).join(", ") + ">";

	static function argument(arg:FunctionArgument):String
		return (arg.opt ? "?" : "") + (arg.name == "" ? "" : arg.name + ":") + toString(arg.t) + (arg.value == null ? "" : " = " + arg.value);
}
