package haxe.macro;

import haxe.macro.Expr;

/** What can be asked of a place; in macros only. **/
class PositionTools {
	/** File and offsets. **/
	public static function getInfos(p:Position):{min:Int, max:Int, file:String}
		return Context.getPosInfos(p);

	/** The place with that file and those offsets. **/
	public static function make(inf:{min:Int, max:Int, file:String}):Position
		return Context.makePosition(inf);
}
