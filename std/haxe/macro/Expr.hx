package haxe.macro;

/** A place in a source file; opaque outside of macros. **/
#if macro
extern abstract Position(Dynamic) {}
#else
typedef Position = {
	var file:String;
	var min:Int;
	var max:Int;
}
#end

/** How a string literal was written. **/
enum StringLiteralKind {
	DoubleQuotes;
	SingleQuotes;
}

/** A literal or an identifier. **/
enum Constant {
	CInt(v:String, ?s:String);
	CFloat(f:String, ?s:String);
	CString(s:String, ?kind:StringLiteralKind);
	CIdent(s:String);
	CRegexp(r:String, opt:String);
}

/** An operator between two operands. **/
enum Binop {
	OpAdd;
	OpMult;
	OpDiv;
	OpSub;
	OpAssign;
	OpEq;
	OpNotEq;
	OpGt;
	OpGte;
	OpLt;
	OpLte;
	OpAnd;
	OpOr;
	OpXor;
	OpBoolAnd;
	OpBoolOr;
	OpShl;
	OpShr;
	OpUShr;
	OpMod;

	/** `op=` **/
	OpAssignOp(op:Binop);
	OpInterval;
	OpArrow;
	OpIn;
	OpNullCoal;
}

/** An operator of one operand. **/
enum Unop {
	OpIncrement;
	OpDecrement;
	OpNot;
	OpNeg;
	OpNegBits;
	OpSpread;
}

/** An expression with its place. **/
typedef Expr = {
	var expr:ExprDef;
	var pos:Position;
}

/** An expression that is meant to have the type `T`; only macros look at it. **/
typedef ExprOf<T> = Expr;

/** One `case` of a `switch`. **/
typedef Case = {
	var values:Array<Expr>;
	@:optional var guard:Null<Expr>;
	var expr:Null<Expr>;
}

/** One variable of a `var`. **/
typedef Var = {
	var name:String;
	@:optional var namePos:Position;
	var type:Null<ComplexType>;
	var expr:Null<Expr>;
	@:optional var isFinal:Bool;
	@:optional var isStatic:Bool;
	@:optional var meta:Metadata;
}

/** One `catch` of a `try`. **/
typedef Catch = {
	var name:String;
	@:optional var type:Null<ComplexType>;
	var expr:Expr;
}

/** Whether the name of a structure's field was quoted. **/
enum QuoteStatus {
	Unquoted;
	Quoted;
}

/** One field of `{a: 1}`. **/
typedef ObjectField = {
	var field:String;
	var expr:Expr;
	@:optional var quotes:QuoteStatus;
}

/** How a field is reached. **/
enum EFieldKind {
	Normal;
	Safe;
}

/** What a function expression is. **/
enum FunctionKind {
	FAnonymous;
	FNamed(name:String, ?inlined:Bool);
	FArrow;
}

/** What an editor asks at a place. **/
enum DisplayKind {
	DKCall;
	DKDot;
	DKStructure;
	DKMarked;
	DKPattern(outermost:Bool);
}

/** The forms of expressions. **/
enum ExprDef {
	EConst(c:Constant);
	EArray(e1:Expr, e2:Expr);
	EBinop(op:Binop, e1:Expr, e2:Expr);
	EField(e:Expr, field:String, ?kind:EFieldKind);
	EParenthesis(e:Expr);
	EObjectDecl(fields:Array<ObjectField>);
	EArrayDecl(values:Array<Expr>);
	ECall(e:Expr, params:Array<Expr>);
	ENew(t:TypePath, params:Array<Expr>);
	EUnop(op:Unop, postFix:Bool, e:Expr);
	EVars(vars:Array<Var>);
	EFunction(kind:Null<FunctionKind>, f:Function);
	EBlock(exprs:Array<Expr>);
	EFor(it:Expr, expr:Expr);
	EIf(econd:Expr, eif:Expr, eelse:Null<Expr>);
	EWhile(econd:Expr, e:Expr, normalWhile:Bool);
	ESwitch(e:Expr, cases:Array<Case>, edef:Null<Expr>);
	ETry(e:Expr, catches:Array<Catch>);
	EReturn(?e:Null<Expr>);
	EBreak;
	EContinue;
	EUntyped(e:Expr);
	EThrow(e:Expr);
	ECast(e:Expr, t:Null<ComplexType>);
	EDisplay(e:Expr, displayKind:DisplayKind);
	ETernary(econd:Expr, eif:Expr, eelse:Expr);
	ECheckType(e:Expr, t:ComplexType);
	EMeta(s:MetadataEntry, e:Expr);
	EIs(e:Expr, t:ComplexType);
}

/** The forms of type hints. **/
enum ComplexType {
	TPath(p:TypePath);
	TFunction(args:Array<ComplexType>, ret:ComplexType);
	TAnonymous(fields:Array<Field>);
	TParent(t:ComplexType);
	TExtend(p:Array<TypePath>, fields:Array<Field>);
	TOptional(t:ComplexType);
	TNamed(n:String, t:ComplexType);
	TIntersection(tl:Array<ComplexType>);
}

/** A dotted path to a type with its arguments. **/
typedef TypePath = {
	var pack:Array<String>;
	var name:String;
	@:optional var params:Array<TypeParam>;
	@:optional var sub:Null<String>;
}

/** One type argument. **/
enum TypeParam {
	TPType(t:ComplexType);
	TPExpr(e:Expr);
}

/** The declaration of a type parameter. **/
typedef TypeParamDecl = {
	var name:String;
	@:optional var constraints:Array<ComplexType>;
	@:optional var params:Array<TypeParamDecl>;
	@:optional var meta:Metadata;
	@:optional var defaultType:Null<ComplexType>;
}

/** A function. **/
typedef Function = {
	var args:Array<FunctionArg>;
	@:optional var ret:Null<ComplexType>;
	@:optional var expr:Null<Expr>;
	@:optional var params:Array<TypeParamDecl>;
}

/** One argument of a function. **/
typedef FunctionArg = {
	var name:String;
	@:optional var opt:Bool;
	@:optional var type:Null<ComplexType>;
	@:optional var value:Null<Expr>;
	@:optional var meta:Metadata;
}

/** `@name(params)` **/
typedef MetadataEntry = {
	var name:String;
	@:optional var params:Array<Expr>;
	var pos:Position;
}

typedef Metadata = Array<MetadataEntry>;

/** A field of a type. **/
typedef Field = {
	var name:String;
	@:optional var doc:Null<String>;
	@:optional var access:Array<Access>;
	var kind:FieldType;
	var pos:Position;
	@:optional var meta:Metadata;
}

/** The modifiers of a field. **/
enum Access {
	APublic;
	APrivate;
	AStatic;
	AOverride;
	ADynamic;
	AInline;
	AMacro;
	AFinal;
	AExtern;
	AAbstract;
	AOverload;
}

/** What a field is. **/
enum FieldType {
	FVar(t:Null<ComplexType>, ?e:Null<Expr>);
	FFun(f:Function);
	FProp(get:String, set:String, ?t:Null<ComplexType>, ?e:Null<Expr>);
}

/** A type declaration. **/
typedef TypeDefinition = {
	var pack:Array<String>;
	var name:String;
	@:optional var doc:Null<String>;
	var pos:Position;
	@:optional var meta:Metadata;
	@:optional var params:Array<TypeParamDecl>;
	@:optional var isExtern:Bool;
	var kind:TypeDefKind;
	var fields:Array<Field>;
}

/** What a type declaration declares. **/
enum TypeDefKind {
	TDEnum;
	TDStructure;
	TDClass(?superClass:TypePath, ?interfaces:Array<TypePath>, ?isInterface:Bool, ?isFinal:Bool, ?isAbstract:Bool);
	TDAlias(t:ComplexType);
	TDAbstract(tthis:Null<ComplexType>, ?flags:Array<AbstractFlag>, ?from:Array<ComplexType>, ?to:Array<ComplexType>);
	TDField(kind:FieldType, ?access:Array<Access>);
}

/** What the head of an abstract says. **/
enum AbstractFlag {
	AbEnum;
	AbFrom(ct:ComplexType);
	AbTo(ct:ComplexType);
}

/** An error of the compiler, thrown inside macros. **/
class Error extends haxe.Exception {
	/** Where it is. **/
	public var pos:Position;

	@:noCompletion public var childErrors:Array<Error>;

	public function new(message:String, pos:Position, ?previous:haxe.Exception) {
		super(message, previous);
		this.pos = pos;
	}
}

/** The forms of `import`. **/
enum ImportMode {
	INormal;
	IAsName(alias:String);
	IAll;
}

/** One `import`. **/
typedef ImportExpr = {
	var path:Array<{pos:Position, name:String}>;
	var mode:ImportMode;
}
