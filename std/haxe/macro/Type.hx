package haxe.macro;

import haxe.macro.Expr;

/** Something the compiler looks up when it is asked for. **/
typedef Ref<T> = {
	public function get():T;
	public function toString():String;
}

/** The types of the compiler. **/
enum Type {
	TMono(t:Ref<Null<Type>>);
	TEnum(t:Ref<EnumType>, params:Array<Type>);
	TInst(t:Ref<ClassType>, params:Array<Type>);
	TType(t:Ref<DefType>, params:Array<Type>);
	TFun(args:Array<{name:String, opt:Bool, t:Type}>, ret:Type);
	TAnonymous(a:Ref<AnonType>);
	TDynamic(t:Null<Type>);
	TLazy(f:() -> Type);
	TAbstract(t:Ref<AbstractType>, params:Array<Type>);
}

/** A structure. **/
typedef AnonType = {
	var fields:Array<ClassField>;
	var status:AnonStatus;
}

/** What a structure is the type of. **/
enum AnonStatus {
	AClosed;
	AOpened;
	AConst;
	AExtend(tl:Ref<Array<Type>>);
	AClassStatics(t:Ref<ClassType>);
	AEnumStatics(t:Ref<EnumType>);
	AAbstractStatics(t:Ref<AbstractType>);
}

/** A type parameter. **/
typedef TypeParameter = {
	var name:String;
	var t:Type;
	@:optional var defaultType:Null<Type>;
}

/** A field of a class. **/
typedef ClassField = {
	var name:String;
	var type:Type;
	var isPublic:Bool;
	var isExtern:Bool;
	var isFinal:Bool;
	var isAbstract:Bool;
	var params:Array<TypeParameter>;
	var meta:MetaAccess;
	var kind:FieldKind;
	function expr():Null<TypedExpr>;
	var pos:Position;
	var doc:Null<String>;
	var overloads:Ref<Array<ClassField>>;
}

/** A constructor of an enum. **/
typedef EnumField = {
	var name:String;
	var type:Type;
	var pos:Position;
	var meta:MetaAccess;
	var index:Int;
	var doc:Null<String>;
	var params:Array<TypeParameter>;
}

/** What a class was made for. **/
enum ClassKind {
	KNormal;
	KTypeParameter(constraints:Array<Type>);
	KModuleFields(module:String);
	KExpr(expr:Expr);
	KGeneric;
	KGenericInstance(cl:Ref<ClassType>, params:Array<Type>);
	KMacroType;
	KAbstractImpl(a:Ref<AbstractType>);
	KGenericBuild;
}

/** What all declared types have. **/
typedef BaseType = {
	var pack:Array<String>;
	var name:String;
	var module:String;
	var pos:Position;
	var isPrivate:Bool;
	var isExtern:Bool;
	var params:Array<TypeParameter>;
	var meta:MetaAccess;
	var doc:Null<String>;
	function exclude():Void;
}

/** A class or interface. **/
typedef ClassType = BaseType & {
	var kind:ClassKind;
	var isInterface:Bool;
	var isFinal:Bool;
	var isAbstract:Bool;
	var superClass:Null<{t:Ref<ClassType>, params:Array<Type>}>;
	var interfaces:Array<{t:Ref<ClassType>, params:Array<Type>}>;
	var fields:Ref<Array<ClassField>>;
	var statics:Ref<Array<ClassField>>;
	var constructor:Null<Ref<ClassField>>;
	var init:Null<TypedExpr>;
	var overrides:Array<Ref<ClassField>>;
}

/** An enum. **/
typedef EnumType = BaseType & {
	var constructs:Map<String, EnumField>;
	var names:Array<String>;
}

/** A typedef. **/
typedef DefType = BaseType & {
	var type:Type;
}

/** An abstract. **/
typedef AbstractType = BaseType & {
	var type:Type;
	var impl:Null<Ref<ClassType>>;
	var binops:Array<{op:Binop, field:ClassField}>;
	var unops:Array<{op:Unop, postFix:Bool, field:ClassField}>;
	var from:Array<{t:Type, field:Null<ClassField>}>;
	var to:Array<{t:Type, field:Null<ClassField>}>;
	var array:Array<ClassField>;
	var resolve:Null<ClassField>;
	var resolveWrite:Null<ClassField>;
}

/** The metadata of something. **/
typedef MetaAccess = {
	function get():Metadata;
	function extract(name:String):Array<MetadataEntry>;
	function add(name:String, params:Array<Expr>, pos:Position):Void;
	function remove(name:String):Void;
	function has(name:String):Bool;
}

/** What a field is. **/
enum FieldKind {
	FVar(read:VarAccess, write:VarAccess);
	FMethod(k:MethodKind);
}

/** How a variable is read or written. **/
enum VarAccess {
	AccNormal;
	AccNo;
	AccNever;
	AccResolve;
	AccCall;
	AccInline;
	AccRequire(r:String, ?msg:String);
	AccCtor;
}

/** What a method is. **/
enum MethodKind {
	MethNormal;
	MethInline;
	MethDynamic;
	MethMacro;
}

/** A literal after typing. **/
enum TConstant {
	TInt(i:Int);
	TFloat(s:String);
	TString(s:String);
	TBool(b:Bool);
	TNull;
	TThis;
	TSuper;
}

/** A local variable after typing. **/
typedef TVar = {
	var id:Int;
	var name:String;
	var t:Type;
	var capture:Bool;
	var isStatic:Bool;
	var extra:Null<{params:Array<TypeParameter>, expr:Null<TypedExpr>}>;
	var meta:Null<MetaAccess>;
}

/** A declared type. **/
enum ModuleType {
	TClassDecl(c:Ref<ClassType>);
	TEnumDecl(e:Ref<EnumType>);
	TTypeDecl(t:Ref<DefType>);
	TAbstract(a:Ref<AbstractType>);
}

/** A function after typing. **/
typedef TFunc = {
	var args:Array<{v:TVar, value:Null<TypedExpr>}>;
	var t:Type;
	var expr:TypedExpr;
}

/** How a field is reached, after typing. **/
enum FieldAccess {
	FInstance(c:Ref<ClassType>, params:Array<Type>, cf:Ref<ClassField>);
	FStatic(c:Ref<ClassType>, cf:Ref<ClassField>);
	FAnon(cf:Ref<ClassField>);
	FDynamic(s:String);
	FClosure(c:Null<{c:Ref<ClassType>, params:Array<Type>}>, cf:Ref<ClassField>);
	FEnum(e:Ref<EnumType>, ef:EnumField);
}

/** An expression after typing. **/
typedef TypedExpr = {
	var expr:TypedExprDef;
	var pos:Position;
	var t:Type;
}

/** The forms of expressions after typing. **/
enum TypedExprDef {
	TConst(c:TConstant);
	TLocal(v:TVar);
	TArray(e1:TypedExpr, e2:TypedExpr);
	TBinop(op:Binop, e1:TypedExpr, e2:TypedExpr);
	TField(e:TypedExpr, fa:FieldAccess);
	TTypeExpr(m:ModuleType);
	TParenthesis(e:TypedExpr);
	TObjectDecl(fields:Array<{name:String, expr:TypedExpr}>);
	TArrayDecl(el:Array<TypedExpr>);
	TCall(e:TypedExpr, el:Array<TypedExpr>);
	TNew(c:Ref<ClassType>, params:Array<Type>, el:Array<TypedExpr>);
	TUnop(op:Unop, postFix:Bool, e:TypedExpr);
	TFunction(tfunc:TFunc);
	TVar(v:TVar, expr:Null<TypedExpr>);
	TBlock(el:Array<TypedExpr>);
	TFor(v:TVar, e1:TypedExpr, e2:TypedExpr);
	TIf(econd:TypedExpr, eif:TypedExpr, eelse:Null<TypedExpr>);
	TWhile(econd:TypedExpr, e:TypedExpr, normalWhile:Bool);
	TSwitch(e:TypedExpr, cases:Array<{values:Array<TypedExpr>, expr:TypedExpr}>, edef:Null<TypedExpr>);
	TTry(e:TypedExpr, catches:Array<{v:TVar, expr:TypedExpr}>);
	TReturn(e:Null<TypedExpr>);
	TBreak;
	TContinue;
	TThrow(e:TypedExpr);
	TCast(e:TypedExpr, m:Null<ModuleType>);
	TMeta(m:MetadataEntry, e1:TypedExpr);
	TEnumParameter(e1:TypedExpr, ef:EnumField, index:Int);
	TEnumIndex(e1:TypedExpr);
	TIdent(s:String);
}
