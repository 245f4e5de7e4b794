package haxe.exceptions;

/** An exception that knows where it was made. **/
class PosException extends Exception {
	/** Where it was made. **/
	public final posInfos:PosInfos;

	public function new(message:String, ?previous:Exception, ?pos:PosInfos):Void {
		super(message, previous);
		posInfos = pos == null ? {fileName: "(unknown)", lineNumber: 0, className: "(unknown)", methodName: "(unknown)"} : pos;
	}

	override function toString():String
		return '${super.toString()} in ${posInfos.className}.${posInfos.methodName} at ${posInfos.fileName}:${posInfos.lineNumber}';
}
