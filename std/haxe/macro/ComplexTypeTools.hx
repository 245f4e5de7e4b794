package haxe.macro;

import haxe.macro.Expr;

/** What can be asked of a type hint. **/
class ComplexTypeTools {
	/** The hint as Haxe text. **/
	public static function toString(c:ComplexType):String
		return new Printer().printComplexType(c);

	/** The type it names, or `null`; in macros only. **/
	public static function toType(c:ComplexType):Null<Type>
		return c == null ? null : Context.resolveType(c, Context.currentPos());
}
