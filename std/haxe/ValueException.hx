package haxe;

/** The exception around a thrown value that is no `Exception`. **/
class ValueException extends Exception {
	/** The value that was thrown. **/
	public var value(default, null):Any;

	public function new(value:Any, ?previous:Exception, ?native:Any) {
		super(Std.string(value), previous, native);
		this.value = value;
	}
}
