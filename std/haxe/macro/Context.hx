package haxe.macro;

import haxe.macro.Expr;
import haxe.macro.Type;

/** A message of the compiler. **/
enum Message {
	Info(msg:String, pos:Position);
	Warning(msg:String, pos:Position);
}

/** What a macro asks of the compiler. Outside of macros all of it throws. **/
class Context {
	/** Reports an error and ends the macro. **/
	public static function error(msg:String, pos:Position, ?depth:Int):Dynamic
		return outside("error");

	/** Reports an error and ends the compilation. **/
	public static function fatalError(msg:String, pos:Position, ?depth:Int):Dynamic
		return outside("fatalError");

	/** Reports an error and goes on. **/
	public static function reportError(msg:String, pos:Position, ?depth:Int):Void
		outside("reportError");

	/** Reports a warning. **/
	public static function warning(msg:String, pos:Position, ?depth:Int):Void
		outside("warning");

	/** Reports something worth knowing. **/
	public static function info(msg:String, pos:Position, ?depth:Int):Void
		outside("info");

	/** The messages so far. **/
	public static function getMessages():Array<Message>
		return outside("getMessages");

	/** Keeps the messages for which `predicate` answers true. **/
	public static function filterMessages(predicate:Message->Bool):Void
		outside("filterMessages");

	/** The path of a file found on the class path. **/
	public static function resolvePath(file:String):String
		return outside("resolvePath");

	/** The class path. **/
	public static function getClassPath():Array<String>
		return outside("getClassPath");

	/** Whether the place an editor asks about is inside `pos`. **/
	public static function containsDisplayPosition(pos:Position):Bool
		return outside("containsDisplayPosition");

	/** Where the macro was called. **/
	public static function currentPos():Position
		return outside("currentPos");

	/** The type expected at the call. **/
	public static function getExpectedType():Null<Type>
		return outside("getExpectedType");

	/** The arguments of the constructor call behind a `@:genericBuild`. **/
	public static function getCallArguments():Null<Array<Expr>>
		return outside("getCallArguments");

	/** The class the macro was called in. **/
	public static function getLocalClass():Null<Ref<ClassType>>
		return outside("getLocalClass");

	/** The module the macro was called in. **/
	public static function getLocalModule():String
		return outside("getLocalModule");

	/** The type the macro was called in. **/
	public static function getLocalType():Null<Type>
		return outside("getLocalType");

	/** The method the macro was called in. **/
	public static function getLocalMethod():Null<String>
		return outside("getLocalMethod");

	/** The classes of `using` where the macro was called. **/
	public static function getLocalUsing():Array<Ref<ClassType>>
		return outside("getLocalUsing");

	/** The imports where the macro was called. **/
	public static function getLocalImports():Array<ImportExpr>
		return outside("getLocalImports");

	/** The locals where the macro was called, with their types. **/
	@:deprecated("Use Context.getLocalTVars() instead") static function getLocalVars():Map<String, Type>;

	/** The locals where the macro was called. **/
	public static function getLocalTVars():Map<String, TVar>
		return outside("getLocalTVars");

	/** Whether there is a define of that name. **/
	public static function defined(s:String):Bool
		return outside("defined");

	/** The value of a define, or `null`. **/
	public static function definedValue(key:String):String
		return outside("definedValue");

	/** All defines. **/
	public static function getDefines():Map<String, String>
		return outside("getDefines");

	/** The type of that path; an exception when there is none. **/
	public static function getType(name:String):Type
		return outside("getType");

	/** The types of a module. **/
	public static function getModule(name:String):Array<Type>
		return outside("getModule");

	/** The expression that `expr` reads as. **/
	public static function parse(expr:String, pos:Position):Expr
		return outside("parse");

	/** The same, with positions inside `pos`. **/
	public static function parseInlineString(expr:String, pos:Position):Expr
		return outside("parseInlineString");

	/** The expression that makes `v`. **/
	public static function makeExpr(v:Dynamic, pos:Position):Expr
		return outside("makeExpr");

	/** A digest of `v`. **/
	public static function signature(v:Dynamic):String
		return outside("signature");

	/** Calls `callback` with all types before code is generated. **/
	public static function onGenerate(callback:Array<Type>->Void, persistent:Bool = true):Void
		outside("onGenerate");

	/** Calls `callback` after code was generated. **/
	public static function onAfterGenerate(callback:() -> Void):Void
		outside("onAfterGenerate");

	/** Calls `callback` when everything is typed. **/
	public static function onAfterTyping(callback:Array<ModuleType>->Void):Void
		outside("onAfterTyping");

	/** Calls `callback` with the path of a type that is not found; it may give a declaration. **/
	public static function onTypeNotFound(callback:String->TypeDefinition):Void
		outside("onTypeNotFound");

	/** Calls `callback` once the initial macros ran. **/
	public static function onAfterInitMacros(callback:() -> Void):Void
		outside("onAfterInitMacros");

	/** Whether the initial macros ran. **/
	public static function initMacrosDone():Bool
		return outside("initMacrosDone");

	/** The type of an expression. **/
	public static function typeof(e:Expr):Type
		return outside("typeof");

	/** The expression after typing. **/
	public static function typeExpr(e:Expr):TypedExpr
		return outside("typeExpr");

	/** The type that a hint names. **/
	public static function resolveType(t:ComplexType, p:Position):Type
		return outside("resolveType");

	/** The hint that names a type. **/
	public static function toComplexType(t:Type):Null<ComplexType>
		return outside("toComplexType");

	/** Whether `t1` may be used where `t2` is expected. **/
	public static function unify(t1:Type, t2:Type):Bool
		return outside("unify");

	/** The type behind typedefs; one step if `once`. **/
	public static function follow(t:Type, ?once:Bool):Type
		return outside("follow");

	/** The type behind typedefs and abstracts; one step if `once`. **/
	public static function followWithAbstracts(t:Type, once:Bool = false):Type
		return outside("followWithAbstracts");

	/** File and offsets of a place. **/
	public static function getPosInfos(p:Position):{min:Int, max:Int, file:String}
		return outside("getPosInfos");

	/** The place with that file and those offsets. **/
	public static function makePosition(inf:{min:Int, max:Int, file:String}):Position
		return outside("makePosition");

	/** The resources of the program. **/
	public static function getResources():Map<String, haxe.io.Bytes>
		return outside("getResources");

	/** Adds a resource. **/
	public static function addResource(name:String, data:haxe.io.Bytes):Void
		outside("addResource");

	/** The fields of the type that is built. **/
	public static function getBuildFields():Array<Field>
		return outside("getBuildFields");

	/** Declares a type. **/
	public static function defineType(t:TypeDefinition, ?moduleDependency:String):Void
		outside("defineType");

	/** Declares a module. **/
	public static function defineModule(modulePath:String, types:Array<TypeDefinition>, ?imports:Array<ImportExpr>, ?usings:Array<TypePath>):Void
		outside("defineModule");

	/** The expression that `t` was before typing, as far as there is one. **/
	public static function getTypedExpr(t:TypedExpr):Expr
		return outside("getTypedExpr");

	/** An expression that stands for `t`. **/
	public static function storeTypedExpr(t:TypedExpr):Expr
		return outside("storeTypedExpr");

	/** Types `e` once; gives an expression that stands for the result. **/
	public static function storeExpr(e:Expr):Expr
		return outside("storeExpr");

	/** Makes a module depend on a file. **/
	public static function registerModuleDependency(modulePath:String, externFile:String):Void
		outside("registerModuleDependency");

	/** Starts a timer of that name; call what it gives to stop it. **/
	public static function timer(id:String):() -> Void
		return outside("timer");

	/** The call of `main`. **/
	public static function getMainExpr():Null<TypedExpr>
		return outside("getMainExpr");

	/** All types of all modules. **/
	public static function getAllModuleTypes():Array<ModuleType>
		return outside("getAllModuleTypes");

	/** A type to be solved. **/
	public static function makeMonomorph():Type
		return outside("makeMonomorph");

	/** Runs `code` with these options. **/
	public static function withOptions<X>(options:{?allowInlining:Bool, ?allowTransform:Bool}, code:() -> X):X
		return outside("withOptions");

	/** Runs `code` with these imports and usings. **/
	public static function withImports<X>(imports:Array<String>, usings:Array<String>, code:() -> X):X
		return outside("withImports");

	/** Calls `callb` when the context of macros is used again by a compilation server. **/
	@:deprecated public static function onMacroContextReused(callb:() -> Bool):Void
		outside("onMacroContextReused");

	static function outside(name:String):Dynamic
		return throw 'haxe.macro.Context.$name can be called in macros only';
}
