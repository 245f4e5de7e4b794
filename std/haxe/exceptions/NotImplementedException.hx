package haxe.exceptions;

/** Thrown where something is not there yet. **/
class NotImplementedException extends PosException {
	public function new(message:String = "Not implemented", ?previous:Exception, ?pos:PosInfos):Void
		super(message, previous, pos);
}
