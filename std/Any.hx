/** Any value. Unlike `Dynamic` it has no fields and no operators until it is assigned to a type. **/
@:forward.variance
abstract Any(Dynamic) from Dynamic to Dynamic {
	@:noCompletion @:to extern inline function __promote<T>():T
		return this;

	@:noCompletion @:from extern inline static function __cast<T>(value:T):Any
		return cast value;

	@:noCompletion function toString():String
		return Std.string(this);
}
