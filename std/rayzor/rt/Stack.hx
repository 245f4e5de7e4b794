package rayzor.rt;

/** A recorded stack, cheap to make; its frames are worked out when somebody looks. **/
@:noCompletion extern class StackTrace {}

/** Recording stacks. **/
@:noCompletion extern class Stack {
	@:rt("rayzor_stack_capture") static function capture():StackTrace;

	/** Of the exception caught last. **/
	@:rt("rayzor_stack_exception") static function exception():StackTrace;

	/** A text per frame without the innermost `skip`: `function|file|line|column`. **/
	@:rt("rayzor_stack_frames") static function frames(trace:StackTrace, skip:Int):Array<String>;
}
