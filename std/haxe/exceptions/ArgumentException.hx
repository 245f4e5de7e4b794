package haxe.exceptions;

/** Thrown when an argument is not one the function can take. **/
class ArgumentException extends PosException {
	/** The name of the argument. **/
	public final argument:String;

	public function new(argument:String, ?message:String, ?previous:Exception, ?pos:PosInfos):Void {
		super(message == null ? 'Invalid argument "$argument"' : message, previous, pos);
		this.argument = argument;
	}
}
