package haxe;

/** Where a call stands in the source; filled in by the compiler for a trailing optional argument of this type. **/
typedef PosInfos = {
	var fileName:String;
	var lineNumber:Int;
	var className:String;
	var methodName:String;
	var ?customParams:Array<Dynamic>;
}
