import haxe.macro.Expr;
using haxe.macro.Tools;
class Main {
	static var pos:Position = {file: "x", min: 0, max: 0};
	static function e(d:ExprDef):Expr return {expr: d, pos: pos};
	static function id(s) return e(EConst(CIdent(s)));
	static function main() {
		var x = e(EBinop(OpAdd, id("a"), e(ECall(e(EField(id("b"), "c")), [e(EConst(CInt("1"))), e(EConst(CString("s\"q")))]))));
		trace(x.toString());
		trace(e(EBlock([x, e(EReturn(id("z"))), e(EIf(id("c"), e(EBlock([])), x))])).toString());
		trace(e(ESwitch(id("v"), [{values: [id("A"), id("B")], expr: x, guard: null}, {values: [id("_")], expr: id("q"), guard: id("g")}], null)).toString());
		var n = 0; x.iter(_ -> n++); trace(n);
		function up(y:Expr):Expr return switch y.expr { case EConst(CIdent(s)): id(s.toUpperCase()); case _: y.map(up); }
		trace(up(x).toString());
		trace(e(EBinop(OpMult, e(EConst(CInt("6"))), e(EConst(CInt("7"))))).getValue());
		trace(e(EObjectDecl([{field: "a", expr: e(EArrayDecl([e(EConst(CFloat("1.5")))])), quotes: Unquoted}])).getValue());
		trace((macro_ct()).toString());
		trace(e(EFunction(FArrow, {args: [{name: "p"}], expr: id("p"), ret: null})).toString(), e(EFunction(FAnonymous, {args: [{name: "p", opt: true, type: TPath({pack: [], name: "Int"})}], expr: id("p"), ret: TPath({pack: [], name: "Int"})})).toString());
		trace(e(EVars([{name: "v", type: TPath({pack: [], name: "Int"}), expr: id("q")}])).toString(), e(EWhile(id("c"), id("b"), false)).toString(), e(ETry(id("t"), [{name: "e", type: TPath({pack: [], name: "Dynamic"}), expr: id("h")}])).toString(), e(EUnop(OpNot, false, id("n"))).toString(), e(ECheckType(id("n"), TPath({pack: ["haxe"], name: "X", sub: "Y"}))).toString(), e(EMeta({name: ":m", params: [id("p")], pos: pos}, id("z"))).toString(), e(EFor(e(EBinop(OpIn, id("i"), id("l"))), id("b"))).toString(), e(ETernary(id("a"), id("b"), id("c"))).toString(), e(ENew({pack: [], name: "C", params: [TPType(TPath({pack: [], name: "Int"}))]}, [id("x")])).toString());
		trace(new haxe.macro.Printer().printTypeDefinition({pack: ["p"], name: "T", pos: pos, kind: TDClass(null, [], false), fields: [{name: "f", pos: pos, access: [APublic, AStatic], kind: FFun({args: [], ret: null, expr: e(EBlock([x]))})}, {name: "v", pos: pos, kind: FVar(TPath({pack: [], name: "Int"}), null)}]}));
		trace(["a", "B"].toFieldExpr(pos).toString(), haxe.macro.MacroStringTools.toDotPath(["p"], "N"), "x.Y".toComplex().toString());
	}
	static function macro_ct():ComplexType return TFunction([TPath({pack: [], name: "Int"}), TAnonymous([{name: "a", pos: pos, kind: FVar(TPath({pack: [], name: "String"}), null)}])], TPath({pack: [], name: "Void"}));
}
