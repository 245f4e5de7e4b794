package haxe.macro;

import haxe.macro.Expr;

using Lambda;
using StringTools;

/** Expressions, type hints and declarations as Haxe text. **/
class Printer {
	var tabs:String = "";
	var tabString:String;

	/** `tabString`: what one level is indented by. **/
	public function new(?tabString:String = "\t")
		this.tabString = tabString;

	/** `++`, `!` … **/
	public function printUnop(op:Unop):String
		return switch op {
			case OpIncrement: "++";
			case OpDecrement: "--";
			case OpNot: "!";
			case OpNeg: "-";
			case OpNegBits: "~";
			case OpSpread: "...";
		}

	/** `+`, `=>` … **/
	public function printBinop(op:Binop):String
		return switch op {
			case OpAdd: "+";
			case OpMult: "*";
			case OpDiv: "/";
			case OpSub: "-";
			case OpAssign: "=";
			case OpEq: "==";
			case OpNotEq: "!=";
			case OpGt: ">";
			case OpGte: ">=";
			case OpLt: "<";
			case OpLte: "<=";
			case OpAnd: "&";
			case OpOr: "|";
			case OpXor: "^";
			case OpBoolAnd: "&&";
			case OpBoolOr: "||";
			case OpShl: "<<";
			case OpShr: ">>";
			case OpUShr: ">>>";
			case OpMod: "%";
			case OpInterval: "...";
			case OpArrow: "=>";
			case OpIn: "in";
			case OpNullCoal: "??";
			case OpAssignOp(inner): printBinop(inner) + "=";
		}

	function escaped(s:String, quote:String):String
		return quote + s.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r").replace(quote, "\\" + quote) + quote;

	/** A string literal in double quotes. **/
	public function printString(s:String):String
		return escaped(s, '"');

	/** A string literal in single quotes. **/
	public function printFormatString(s:String):String
		return escaped(s, "'");

	/** A literal or identifier. **/
	public function printConstant(c:Constant):String
		return switch c {
			case CString(s, SingleQuotes): printFormatString(s);
			case CString(s, _): printString(s);
			case CIdent(s): s;
			case CInt(s, suffix), CFloat(s, suffix): suffix == null ? s : s + suffix;
			case CRegexp(s, opt): '~/$s/$opt';
		}

	/** A type argument. **/
	public function printTypeParam(param:TypeParam):String
		return switch param {
			case TPType(ct): printComplexType(ct);
			case TPExpr(e): printExpr(e);
		}

	/** `pack.Name.Sub<T>` **/
	public function printTypePath(tp:TypePath):String
		return tp.pack.map(it -> it + ".").join("")
			+ tp.name
			+ (tp.sub == null ? "" : "." + tp.sub)
			+ (tp.params == null || tp.params.length == 0 ? "" : "<" + tp.params.map(printTypeParam).join(", ") + ">");

	/** A type hint. **/
	public function printComplexType(ct:ComplexType):String
		return switch ct {
			case TPath(tp): printTypePath(tp);
			case TFunction(args, ret): functionArgs(args) + " -> " + (ret.match(TFunction(_, _)) ? '(${printComplexType(ret)})' : printComplexType(ret));
			case TAnonymous(fields): "{ " + structureFields(fields) + "}";
			case TParent(inner): "(" + printComplexType(inner) + ")";
			case TOptional(inner): "?" + printComplexType(inner);
			case TNamed(name, inner): name + ":" + printComplexType(inner);
			case TExtend(paths, fields): "{" + paths.map(path -> "> " + printTypePath(path) + ", ").join("") + structureFields(fields) + "}";
			case TIntersection(parts): parts.map(printComplexType).join(" & ");
		}

	function functionArgs(args:Array<ComplexType>):String
		return switch args {
			case [TNamed(_, _)]: '(${printComplexType(args[0])})';
			case [TFunction(_, _)]: '(${printComplexType(args[0])})';
			case [TOptional(_)] | [TParent(_)] | [TPath(_)] | [TAnonymous(_)] | [TExtend(_, _)]: printComplexType(args[0]);
			case _: "(" + args.map(printComplexType).join(", ") + ")";
		}

	function structureFields(fields:Array<Field>):String
		return fields.map(field -> printField(field) + "; ").join("");

	/** `@name(args)` **/
	public function printMetadata(meta:MetadataEntry):String
		return "@" + meta.name + (meta.params == null || meta.params.length == 0 ? "" : "(" + printExprs(meta.params, ", ") + ")");

	/** A modifier. **/
	public function printAccess(access:Access):String
		return switch access {
			case AStatic: "static";
			case APublic: "public";
			case APrivate: "private";
			case AOverride: "override";
			case AInline: "inline";
			case ADynamic: "dynamic";
			case AMacro: "macro";
			case AFinal: "final";
			case AExtern: "extern";
			case AAbstract: "abstract";
			case AOverload: "overload";
		}

	/** A field, without the `;`. **/
	public function printField(field:Field):String {
		var access = field.access == null ? [] : field.access;
		final isFinalVar = field.kind.match(FVar(_, _)) && access.contains(AFinal);
		if (isFinalVar)
			access = access.filter(it -> it != AFinal);
		return doc(field.doc)
			+ metas(field.meta, "\n" + tabs)
			+ access.map(it -> printAccess(it) + " ").join("")
			+ switch field.kind {
				case FVar(t, e): (isFinalVar ? "final " : "var ") + field.name + wideHint(t) + initialiser(e);
				case FProp(get, set, t, e): 'var ${field.name}($get, $set)' + wideHint(t) + initialiser(e);
				case FFun(f): "function " + field.name + printFunction(f);
			}
	}

	function doc(text:Null<String>):String
		return text == null || text == "" ? "" : "/**\n" + tabs + tabString + text.trim().replace("\n", "\n" + tabs + tabString) + "\n" + tabs + "**/\n" + tabs;

	function metas(list:Null<Metadata>, after:String):String
		return list == null ? "" : list.map(meta -> printMetadata(meta) + after).join("");

	function hint(t:Null<ComplexType>):String
		return t == null ? "" : ":" + printComplexType(t);

	function wideHint(t:Null<ComplexType>):String
		return t == null ? "" : " : " + printComplexType(t);

	function initialiser(e:Null<Expr>):String
		return e == null ? "" : " = " + printExpr(e);

	/** A declared type parameter. **/
	public function printTypeParamDecl(tpd:TypeParamDecl):String {
		final constraints = tpd.constraints == null ? [] : tpd.constraints;
		return metas(tpd.meta, " ")
			+ tpd.name
			+ typeParams(tpd.params)
			+ (switch constraints {
				case []: "";
				case [only]: ":" + printComplexType(only);
				case _: ":(" + constraints.map(printComplexType).join(", ") + ")";
			})
			+ (tpd.defaultType == null ? "" : "=" + printComplexType(tpd.defaultType));
	}

	function typeParams(list:Null<Array<TypeParamDecl>>):String
		return list == null || list.length == 0 ? "" : "<" + list.map(printTypeParamDecl).join(", ") + ">";

	/** An argument of a function. **/
	public function printFunctionArg(arg:FunctionArg):String
		return metas(arg.meta, " ") + (arg.opt ? "?" : "") + arg.name + hint(arg.type) + initialiser(arg.value);

	/** What follows the name of a function. **/
	public function printFunction(func:Function, ?kind:FunctionKind):String {
		final isArrow = kind == FArrow;
		final isBare = isArrow && func.args.length == 1 && func.args[0].type == null && func.args[0].opt != true && func.args[0].value == null;
		final args = func.args.map(printFunctionArg).join(", ");
		return typeParams(func.params)
			+ (isBare ? args : "(" + args + ")")
			+ (isArrow ? " ->" : "")
			+ hint(func.ret)
			+ (func.expr == null ? "" : " " + printExpr(func.expr));
	}

	/** A variable, without the `var`. **/
	public function printVar(v:Var):String
		return metas(v.meta, " ") + v.name + hint(v.type) + initialiser(v.expr);

	/** The name of a field of an object literal. **/
	public function printObjectFieldKey(field:ObjectField):String
		return field.quotes == Quoted ? printString(field.field) : field.field;

	/** A field of an object literal. **/
	public function printObjectField(field:ObjectField):String
		return printObjectFieldKey(field) + " : " + printExpr(field.expr);

	/** An expression. **/
	public function printExpr(e:Expr):String {
		if (e == null)
			return "#NULL";
		return switch e.expr {
			case null: "#NULL";
			case EConst(c): printConstant(c);
			case EArray(e1, e2): '${printExpr(e1)}[${printExpr(e2)}]';
			case EBinop(op, e1, e2): '${printExpr(e1)} ${printBinop(op)} ${printExpr(e2)}';
			case EField(of, name, Safe): '${printExpr(of)}?.$name';
			case EField(of, name, _): '${printExpr(of)}.$name';
			case EParenthesis(inner): '(${printExpr(inner)})';
			case EObjectDecl(fields): "{ " + fields.map(printObjectField).join(", ") + " }";
			case EArrayDecl(values): "[" + printExprs(values, ", ") + "]";
			case ECall(callee, params): '${printExpr(callee)}(${printExprs(params, ", ")})';
			case ENew(tp, params): 'new ${printTypePath(tp)}(${printExprs(params, ", ")})';
			case EUnop(op, true, operand): printExpr(operand) + printUnop(op);
			case EUnop(op, false, operand): printUnop(op) + printExpr(operand);
			case EFunction(FNamed(name, inlined), f): (inlined ? "inline " : "") + "function " + name + printFunction(f, FNamed(name, inlined));
			case EFunction(kind, f): (kind == FArrow ? "" : "function") + printFunction(f, kind);
			case EVars([]): "var ";
			case EVars(vars): (vars[0].isStatic ? "static " : "") + (vars[0].isFinal ? "final " : "var ") + vars.map(printVar).join(", ");
			case EBlock([]): "{ }";
			case EBlock(exprs): block(exprs);
			case EFor(it, body): 'for (${printExpr(it)}) ${printExpr(body)}';
			case EIf(econd, eif, null): 'if (${printExpr(econd)}) ${printExpr(eif)}';
			case EIf(econd, eif, eelse): 'if (${printExpr(econd)}) ${printExpr(eif)} else ${printExpr(eelse)}';
			case EWhile(econd, body, true): 'while (${printExpr(econd)}) ${printExpr(body)}';
			case EWhile(econd, body, false): 'do ${printExpr(body)} while (${printExpr(econd)})';
			case ESwitch(subject, cases, edef): switch_(subject, cases, edef);
			case ETry(body, catches): 'try ${printExpr(body)}' + catches.map(it -> ' catch(${it.name}${hint(it.type)}) ${printExpr(it.expr)}').join("");
			case EReturn(value): "return" + (value == null ? "" : " " + printExpr(value));
			case EBreak: "break";
			case EContinue: "continue";
			case EUntyped(inner): "untyped " + printExpr(inner);
			case EThrow(inner): "throw " + printExpr(inner);
			case ECast(inner, null): "cast " + printExpr(inner);
			case ECast(inner, ct): 'cast(${printExpr(inner)}, ${printComplexType(ct)})';
			case EIs(inner, ct): '${printExpr(inner)} is ${printComplexType(ct)}';
			case EDisplay(inner, _): '#DISPLAY(${printExpr(inner)})';
			case ETernary(econd, eif, eelse): '${printExpr(econd)} ? ${printExpr(eif)} : ${printExpr(eelse)}';
			case ECheckType(inner, ct): '(${printExpr(inner)} : ${printComplexType(ct)})';
			case EMeta({name: ":implicitReturn"}, {expr: EReturn(inner)}): printExpr(inner);
			case EMeta(meta, inner): printMetadata(meta) + " " + printExpr(inner);
		}
	}

	/** Expressions with `sep` between them. **/
	public function printExprs(el:Array<Expr>, sep:String):String
		return el.map(printExpr).join(sep);

	function block(exprs:Array<Expr>):String
		return braced(() -> exprs.map(e -> tabs + printExpr(e) + ";\n").join(""));

	/** `{ … }` around lines that `inside` makes one level deeper. **/
	function braced(inside:() -> String):String {
		final old = tabs;
		tabs += tabString;
		final text = inside();
		tabs = old;
		return "{\n" + text + tabs + "}";
	}

	function switch_(subject:Expr, cases:Array<Case>, edef:Null<Expr>):String
		return 'switch ${printExpr(subject)} ' + braced(() -> {
			final lines = cases.map(it -> tabs + "case " + printExprs(it.values, ", ") + (it.guard == null ? ":" : ' if (${printExpr(it.guard)}):') + caseBody(it.expr));
			if (edef != null)
				lines.push(tabs + "default:" + caseBody(edef));
			lines.map(line -> line + "\n").join("");
		});

	function caseBody(e:Null<Expr>):String
		return e == null || e.expr == null ? "" : printExpr(e) + ";";

	/** A type declaration. **/
	public function printTypeDefinition(t:TypeDefinition, printPackage:Bool = true):String {
		if (t == null)
			return "#NULL";
		final head = (printPackage && t.pack.length > 0 ? 'package ${t.pack.join(".")};\n' : "")
			+ doc(t.doc)
			+ metas(t.meta, " ")
			+ (t.isExtern ? "extern " : "");
		final params = typeParams(t.params);
		return head + switch t.kind {
			case TDEnum: 'enum ${t.name}$params ' + braced(() -> t.fields.map(it -> tabs + enumCtor(it) + ";\n").join(""));
			case TDStructure: 'typedef ${t.name}$params = ' + braced(() -> t.fields.map(it -> tabs + printField(it) + ";\n").join("")) + ";";
			case TDClass(superClass, interfaces, isInterface, isFinal, isAbstract):
				final words = (isFinal ? "final " : "") + (isAbstract ? "abstract " : "") + (isInterface ? "interface " : "class ");
				final parents = (superClass == null ? "" : " extends " + printTypePath(superClass))
					+ (interfaces == null ? "" : interfaces.map(it -> (isInterface ? " extends " : " implements ") + printTypePath(it)).join(""));
				words + t.name + params + parents + " " + members(t.fields);
			case TDAlias(ct): 'typedef ${t.name}$params = ' + (switch ct {
					case TExtend(paths, fields): braced(() -> paths.map(it -> tabs + "> " + printTypePath(it) + ",\n").join("") + fields.map(it -> tabs + printField(it) + ";\n").join(""));
					case TAnonymous(fields): braced(() -> fields.map(it -> tabs + printField(it) + ";\n").join(""));
					case _: printComplexType(ct);
				}) + ";";
			case TDAbstract(tthis, flags, from, to): abstract_(t, params, tthis, flags == null ? [] : flags, from == null ? [] : from, to == null ? [] : to);
			case TDField(kind, access): printField({name: t.name, kind: kind, access: access, pos: t.pos, doc: null, meta: null}) + ";";
		}
	}

	function abstract_(t:TypeDefinition, params:String, tthis:Null<ComplexType>, flags:Array<AbstractFlag>, from:Array<ComplexType>, to:Array<ComplexType>):String {
		final from = from.concat([
			for (flag in flags)
				switch flag {
					case AbFrom(ct): ct;
					case _: continue;
				}
		]);
		final to = to.concat([
			for (flag in flags)
				switch flag {
					case AbTo(ct): ct;
					case _: continue;
				}
		]);
		return (flags.contains(AbEnum) ? "enum " : "")
			+ 'abstract ${t.name}$params'
			+ (tthis == null ? "" : "(" + printComplexType(tthis) + ")")
			+ from.map(it -> " from " + printComplexType(it)).join("")
			+ to.map(it -> " to " + printComplexType(it)).join("")
			+ " "
			+ members(t.fields);
	}

	function members(fields:Array<Field>):String
		return braced(() -> fields.map(it -> tabs + printField(it) + (hasBlock(it) ? "\n" : ";\n")).join(""));

	function hasBlock(field:Field):Bool
		return switch field.kind {
			case FFun({expr: {expr: EBlock(_)}}): true;
			case _: false;
		}

	function enumCtor(field:Field):String
		return doc(field.doc) + metas(field.meta, " ") + field.name + switch field.kind {
			case FVar(t, _) | FProp(_, _, t, _): hint(t);
			case FFun(f): typeParams(f.params) + "(" + f.args.map(printFunctionArg).join(", ") + ")" + hint(f.ret);
		}
}
