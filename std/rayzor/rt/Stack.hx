package rayzor.rt;

/** Stack traces, a line per frame, innermost first: `function|file|line`. **/
@:noCompletion extern class Stack {
	@:rt("rayzor_stack_capture") static function capture():Array<String>;
	/** Of the exception caught last. **/
	@:rt("rayzor_stack_exception") static function exception():Array<String>;
}
