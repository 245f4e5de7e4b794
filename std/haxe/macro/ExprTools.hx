package haxe.macro;

import haxe.macro.Expr;

/** What can be done with an expression that was not typed yet. **/
class ExprTools {
	/** The expression as Haxe text. **/
	public static function toString(e:Expr):String
		return new Printer().printExpr(e);

	/** Calls `f` with the direct parts of `e` from left to right. **/
	public static function iter(e:Expr, f:Expr->Void):Void
		map(e, part -> {
			f(part);
			part;
		});

	/** `e` with its direct parts replaced by what `f` makes of them. **/
	public static function map(e:Expr, f:Expr->Expr):Expr {
		final opt = (part:Null<Expr>) -> part == null ? null : f(part);
		final all = (parts:Array<Expr>) -> parts.map(f);
		return {
			pos: e.pos,
			expr: switch e.expr {
				case EConst(_) | EBreak | EContinue: e.expr;
				case EArray(e1, e2): EArray(f(e1), f(e2));
				case EBinop(op, e1, e2): EBinop(op, f(e1), f(e2));
				case EField(of, field, kind): EField(f(of), field, kind);
				case EParenthesis(inner): EParenthesis(f(inner));
				case EObjectDecl(fields):
					EObjectDecl([
						for (field in fields)
							{field: field.field, expr: f(field.expr), quotes: field.quotes}
					]);
				case EArrayDecl(values): EArrayDecl(all(values));
				case ECall(callee, params): ECall(f(callee), all(params));
				case ENew(t, params): ENew(t, all(params));
				case EUnop(op, postFix, operand): EUnop(op, postFix, f(operand));
				case EVars(vars):
					EVars([
						for (v in vars)
							{
								name: v.name,
								namePos: v.namePos,
								type: v.type,
								expr: opt(v.expr),
								isFinal: v.isFinal,
								isStatic: v.isStatic,
								meta: v.meta
							}
					]);
				case EFunction(kind, fun): EFunction(kind, mapFunction(fun, f));
				case EBlock(exprs): EBlock(all(exprs));
				case EFor(it, body): EFor(f(it), f(body));
				case EIf(econd, eif, eelse): EIf(f(econd), f(eif), opt(eelse));
				case EWhile(econd, body, normalWhile): EWhile(f(econd), f(body), normalWhile);
				case ESwitch(subject, cases, edef):
					ESwitch(f(subject), [
						for (c in cases)
							{values: all(c.values), guard: opt(c.guard), expr: opt(c.expr)}
					], edef == null || edef.expr == null ? edef : f(edef));
				case ETry(body, catches): ETry(f(body), [for (c in catches) {name: c.name, type: c.type, expr: f(c.expr)}]);
				case EReturn(value): EReturn(opt(value));
				case EUntyped(inner): EUntyped(f(inner));
				case EThrow(inner): EThrow(f(inner));
				case ECast(inner, t): ECast(f(inner), t);
				case EDisplay(inner, kind): EDisplay(f(inner), kind);
				case ETernary(econd, eif, eelse): ETernary(f(econd), f(eif), f(eelse));
				case ECheckType(inner, t): ECheckType(f(inner), t);
				case EMeta(entry, inner): EMeta(entry, f(inner));
				case EIs(inner, t): EIs(f(inner), t);
			}
		};
	}

	static function mapFunction(fun:Function, f:Expr->Expr):Function {
		final opt = (part:Null<Expr>) -> part == null ? null : f(part);
		return {
			args: [
				for (arg in fun.args)
					{name: arg.name, opt: arg.opt, type: arg.type, value: opt(arg.value), meta: arg.meta}
			],
			ret: fun.ret,
			expr: opt(fun.expr),
			params: fun.params
		};
	}

	/** The value of an expression of constants; throws for any other. **/
	public static function getValue(e:Expr):Dynamic
		return switch e.expr {
			case EConst(CInt(v, null)): Std.parseInt(v);
			case EConst(CInt(v, _)): Std.parseInt(v);
			case EConst(CFloat(v, _)): Std.parseFloat(v);
			case EConst(CString(s, _)): s;
			case EConst(CIdent("true")): true;
			case EConst(CIdent("false")): false;
			case EConst(CIdent("null")): null;
			case EParenthesis(inner) | EUntyped(inner) | EMeta(_, inner) | ECheckType(inner, _): getValue(inner);
			case EObjectDecl(fields):
				final value = {};
				for (field in fields)
					Reflect.setField(value, field.field, getValue(field.expr));
				value;
			case EArrayDecl(values): values.map(getValue);
			case EIf(econd, eif, eelse) | ETernary(econd, eif, eelse):
				final cond:Bool = getValue(econd);
				eelse == null ? (cond ? getValue(eif) : null) : getValue(cond ? eif : eelse);
			case EUnop(op, false, operand):
				final v:Dynamic = getValue(operand);
				switch op {
					case OpNot: !v;
					case OpNeg: -v;
					case OpNegBits: ~v;
					case _: throw 'Unsupported expression: ${toString(e)}';
				}
			case EBinop(op, e1, e2): binary(op, getValue(e1), getValue(e2));
			case _: throw 'Unsupported expression: ${toString(e)}';
		}

	static function binary(op:Binop, a:Dynamic, b:Dynamic):Dynamic
		return switch op {
			case OpAdd: a + b;
			case OpSub: a - b;
			case OpMult: a * b;
			case OpDiv: a / b;
			case OpMod: a % b;
			case OpEq: a == b;
			case OpNotEq: a != b;
			case OpLt: a < b;
			case OpLte: a <= b;
			case OpGt: a > b;
			case OpGte: a >= b;
			case OpOr: a | b;
			case OpAnd: a & b;
			case OpXor: a ^ b;
			case OpBoolAnd: a && b;
			case OpBoolOr: a || b;
			case OpShl: a << b;
			case OpShr: a >> b;
			case OpUShr: a >>> b;
			case OpNullCoal: a == null ? b : a;
			case OpAssign | OpAssignOp(_) | OpInterval | OpArrow | OpIn: throw 'Unsupported operator: $op';
		}
}
