package haxe.macro;

import haxe.macro.Expr;

/** Text and expressions. **/
class MacroStringTools {
	/** The expression of an interpolated string; in macros only. **/
	public static function formatString(s:String, pos:Position):Expr
		return Context.parseInlineString("'" + s + "'", pos);

	/** Whether `e` is a string in single quotes. **/
	public static function isFormatExpr(e:ExprOf<String>):Bool
		return switch e.expr {
			case EConst(CString(_, SingleQuotes)): true;
			case _: false;
		}

	/** `["a", "b", "c"]` as the expression `a.b.c`. **/
	public static function toFieldExpr(sl:Array<String>, ?pos:Position):Expr {
		final at:Position = pos == null ? Context.currentPos() : pos;
		var e:Expr = {expr: EConst(CIdent(sl[0])), pos: at};
		for (i in 1...sl.length)
			e = {expr: EField(e, sl[i]), pos: at};
		return e;
	}

	/** `pack.name` **/
	public static function toDotPath(pack:Array<String>, name:String):String
		return pack.length == 0 ? name : pack.join(".") + "." + name;

	/** The hint of a dotted path. **/
	public static function toComplex(path:String):ComplexType {
		final pack = path.split(".");
		return TPath({pack: pack, name: pack.pop(), params: []});
	}
}
