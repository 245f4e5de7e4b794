package haxe;

/** What every `throw` ends up as when it is caught without a more special type. **/
class Exception {
	/** What went wrong. **/
	public var message(get, never):String;

	/** Where it was made or thrown. **/
	public var stack(get, never):CallStack;

	/** The exception that led to this one, if any. **/
	public var previous(get, never):Null<Exception>;

	/** The thrown value as the runtime has it. **/
	public var native(get, never):Any;

	@:noCompletion var __message:String;
	@:noCompletion var __previous:Null<Exception>;
	@:noCompletion var __native:Any;
	@:noCompletion var __stack:rayzor.rt.Stack.StackTrace;

	public function new(message:String, ?previous:Exception, ?native:Any) {
		__message = message;
		__previous = previous;
		__native = native == null ? this : native;
		__stack = rayzor.rt.Stack.capture();
	}

	/** The exception for a caught value: itself, or a `ValueException` around it. **/
	@:noCompletion public static function caught(value:Any):Exception {
		if (Std.isOfType(value, Exception))
			return (cast value : Exception);
		final e = new ValueException(value, null, value);
		e.__stack = rayzor.rt.Stack.exception();
		return e;
	}

	/** The value that a typed `catch` tests. **/
	@:noCompletion public static function unwrap(value:Any):Any
		return Std.isOfType(value, ValueException) ? (cast value : ValueException).value : value;

	/** What to throw for `value`. **/
	@:noCompletion public static function thrown(value:Any):Any
		return value;

	/** The value inside, for `ValueException`. **/
	@:noCompletion function unwrapNative():Any
		return __native;

	/** The message. **/
	public function toString():String
		return message;

	/** Message, stack and the exceptions before this one. **/
	public function details():String {
		if (previous == null)
			return 'Exception: ${toString()}${stack}';
		var result = "";
		var e:Null<Exception> = this;
		var after:Null<Exception> = null;
		while (e != null) {
			final head = 'Exception: ${e.message}${e.stack}';
			result = after == null ? head : head + "\n\nNext " + result;
			after = e;
			e = e.previous;
		}
		return result;
	}

	function get_message():String
		return __message;

	function get_previous():Null<Exception>
		return __previous;

	function get_native():Any
		return __native;

	function get_stack():CallStack
		return CallStack.parse(__stack, 0);
}
