package haxe.macro;

import haxe.macro.Expr;

/** Which packages a null safety mode applies to, see `Compiler.nullSafety`. **/
enum abstract NullSafetyMode(String) to String {
	var Off;
	var Loose;
	var Strict;
	var StrictThreaded;
}

/** Where a metadata may stand. **/
enum abstract MetadataTarget(String) to String {
	var Class = "TClass";
	var ClassField = "TClassField";
	var Abstract = "TAbstract";
	var AbstractField = "TAbstractField";
	var Enum = "TEnum";
	var Typedef = "TTypedef";
	var AnyField = "TAnyField";
	var Expr = "TExpr";
	var TypeParameter = "TTypeParameter";
}

/** What is known of a metadata. **/
typedef MetadataDescription = {
	final metadata:String;
	final doc:String;
	@:optional final links:Array<String>;
	@:optional final params:Array<String>;
	@:optional final platforms:Array<Platform>;
	@:optional final targets:Array<MetadataTarget>;
}

/** What is known of a define. **/
typedef DefineDescription = {
	final define:String;
	final doc:String;
	@:optional final links:Array<String>;
	@:optional final params:Array<String>;
	@:optional final platforms:Array<Platform>;
}

/** What code is generated for. **/
enum Platform {
	Cross;
	Js;
	Lua;
	Neko;
	Flash;
	Php;
	Cpp;
	Cs;
	Java;
	Python;
	Hl;
	Eval;
	CustomTarget(name:String);
}

/** How the compiler was called. **/
typedef CompilerConfiguration = {
	final version:Int;
	final args:Array<String>;
	final debug:Bool;
	final verbose:Bool;
	final foptimize:Bool;
	final platform:Platform;
	final stdPath:Array<String>;
	final mainClass:TypePath;
	final packageRules:Map<String, PackageRule>;
}

/** What may be done with a package. **/
enum PackageRule {
	Forbidden;
	Directory(path:String);
	Remap(path:String);
}

/** What initial macros do to the compiler. Outside of macros only `getDefine` can be called. **/
extern class Compiler {
	/** The value of a define, or `null`. **/
	static macro function getDefine(key:String):Expr;

	/** Adds a define. **/
	static function define(flag:String, ?value:String):Void;

	/** How the compiler was called. **/
	static function getConfiguration():Null<CompilerConfiguration>;

	/** Adds a directory to the class path. **/
	static function addClassPath(path:String):Void;

	/** The file or directory that code goes to. **/
	static function getOutput():String;

	/** Changes it. **/
	static function setOutput(fileOrDir:String):Void;

	/** Where an editor asks. **/
	static function getDisplayPos():Null<{file:String, pos:Int}>;

	/** Compiles all types of a package. **/
	static function include(pack:String, ?rec:Bool, ?ignore:Array<String>, ?classPaths:Array<String>, strict:Bool = false):Void;

	/** Leaves a type or package out of the output. **/
	static function exclude(pack:String, ?rec:Bool):Void;

	/** Leaves the types listed in a file out of the output. **/
	static function excludeFile(fileName:String):Void;

	/** Keeps a type or package from dead code elimination. **/
	static function keep(?path:String, ?paths:Array<String>, ?recursive:Bool):Void;

	/** Adds metadata to a type or package. **/
	static function addGlobalMetadata(pathFilter:String, meta:String, ?recursive:Bool = true, ?toTypes:Bool = true, ?toFields:Bool = false):Void;

	/** Adds metadata to a class or a field of it. **/
	static function addMetadata(meta:String, className:String, ?field:String, ?isStatic:Bool):Void;

	/** Takes a field away. **/
	static function removeField(className:String, field:String, ?isStatic:Bool):Void;

	/** Changes the type of a field. **/
	static function setFieldType(className:String, field:String, type:String, ?isStatic:Bool):Void;

	/** Changes types as a file says. **/
	static function patchTypes(file:String):Void;

	/** Turns null safety on for a path. **/
	static function nullSafety(path:String, mode:NullSafetyMode = Loose, recursive:Bool = true):Void;

	/** Allows a package of another platform. **/
	static function allowPackage(v:String):Void;

	/** Puts a file into JavaScript output. **/
	static macro function includeFile(file:Expr, position:Expr):Expr;

	/** Makes JavaScript output with `callb`. **/
	static function setCustomJSGenerator(callb:Dynamic->Void):Void;

	/** Makes a metadata known. **/
	static function registerCustomMetadata(meta:MetadataDescription, ?source:String):Void;

	/** Makes a define known. **/
	static function registerCustomDefine(define:DefineDescription, ?source:String):Void;

	/** Makes the metadata of a JSON file known. **/
	static function registerMetadataDescriptionFile(path:String, ?source:String):Void;

	/** Makes the defines of a JSON file known. **/
	static function registerDefinesDescriptionFile(path:String, ?source:String):Void;
}
