/** A value of any enum. **/
@:using(haxe.EnumTools.EnumValueTools)
@:coreType @:runtimeValue abstract EnumValue {
	/** Whether this value matches `pattern`, which may bind nothing. Handled by the compiler. **/
	public extern inline function match(pattern:Dynamic):Bool
		return false;
}
