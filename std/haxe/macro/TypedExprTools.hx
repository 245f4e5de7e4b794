package haxe.macro;

import haxe.macro.Type;

/** What can be done with an expression after typing. **/
class TypedExprTools {
	/** `e` with its direct parts replaced by what `f` makes of them. **/
	public static function map(e:TypedExpr, f:TypedExpr->TypedExpr):TypedExpr
		return mapWithType(e, f, t -> t, v -> v);

	/** The same, with types and variables replaced as well. **/
	public static function mapWithType(e:TypedExpr, f:TypedExpr->TypedExpr, ft:Type->Type, fv:TVar->TVar):TypedExpr {
		final opt = (part:Null<TypedExpr>) -> part == null ? null : f(part);
		final all = (parts:Array<TypedExpr>) -> parts.map(f);
		final expr = switch e.expr {
			case TConst(_) | TBreak | TContinue | TTypeExpr(_) | TIdent(_): e.expr;
			case TLocal(v): TLocal(fv(v));
			case TArray(e1, e2): TArray(f(e1), f(e2));
			case TBinop(op, e1, e2): TBinop(op, f(e1), f(e2));
			case TField(of, fa): TField(f(of), fa);
			case TParenthesis(inner): TParenthesis(f(inner));
			case TObjectDecl(fields): TObjectDecl([for (field in fields) {name: field.name, expr: f(field.expr)}]);
			case TArrayDecl(el): TArrayDecl(all(el));
			case TCall(callee, el): TCall(f(callee), all(el));
			case TNew(c, params, el): TNew(c, params, all(el));
			case TUnop(op, postFix, operand): TUnop(op, postFix, f(operand));
			case TFunction(fun):
				TFunction({
					args: [for (arg in fun.args) {v: fv(arg.v), value: arg.value}],
					t: ft(fun.t),
					expr: f(fun.expr)
				});
			case TVar(v, init): TVar(fv(v), opt(init));
			case TBlock(el): TBlock(all(el));
			case TFor(v, it, body): TFor(fv(v), f(it), f(body));
			case TIf(econd, eif, eelse): TIf(f(econd), f(eif), opt(eelse));
			case TWhile(econd, body, normalWhile): TWhile(f(econd), f(body), normalWhile);
			case TSwitch(subject, cases, edef): TSwitch(f(subject), [for (c in cases) {values: c.values, expr: f(c.expr)}], opt(edef));
			case TTry(body, catches): TTry(f(body), [for (c in catches) {v: fv(c.v), expr: f(c.expr)}]);
			case TReturn(value): TReturn(opt(value));
			case TThrow(inner): TThrow(f(inner));
			case TCast(inner, m): TCast(f(inner), m);
			case TMeta(m, inner): TMeta(m, f(inner));
			case TEnumParameter(inner, ef, index): TEnumParameter(f(inner), ef, index);
			case TEnumIndex(inner): TEnumIndex(f(inner));
		};
		return {expr: expr, pos: e.pos, t: ft(e.t)};
	}

	/** Calls `f` with the direct parts of `e` from left to right. **/
	public static function iter(e:TypedExpr, f:TypedExpr->Void):Void
		map(e, part -> {
			f(part);
			part;
		});

	/** The expression as text; in macros only. **/
	public static function toString(t:TypedExpr, ?pretty:Bool = false):String
		return ExprTools.toString(Context.getTypedExpr(t));
}
