/** Fields and functions by name, at run time. **/
class Reflect {
	/** Whether the structure `o` has the field `field`. **/
	@:rt("rayzor_reflect_has_field") public static extern function hasField(o:Dynamic, field:String):Bool;

	/** The field `field` of `o`, without calling a getter; `null` when there is none. **/
	@:rt("rayzor_reflect_field") public static extern function field(o:Dynamic, field:String):Dynamic;

	/** Sets the field `field` of `o` without calling a setter. **/
	@:rt("rayzor_reflect_set_field") public static extern function setField(o:Dynamic, field:String, value:Dynamic):Void;

	/** Like `field`, calling the getter if there is one. **/
	@:rt("rayzor_reflect_get_property") public static extern function getProperty(o:Dynamic, field:String):Dynamic;

	/** Like `setField`, calling the setter if there is one. **/
	@:rt("rayzor_reflect_set_property") public static extern function setProperty(o:Dynamic, field:String, value:Dynamic):Void;

	/** Calls `func` on `o` with `args`. **/
	@:rt("rayzor_reflect_call_method") public static extern function callMethod(o:Dynamic, func:haxe.Constraints.Function, args:Array<Dynamic>):Dynamic;

	/** The names of the fields of the structure `o`. **/
	@:rt("rayzor_reflect_fields") public static extern function fields(o:Dynamic):Array<String>;

	@:rt("rayzor_reflect_is_function") public static extern function isFunction(f:Dynamic):Bool;

	/** Orders numbers and strings: below, equal to or above 0. **/
	public static inline function compare<T>(a:T, b:T):Int
		return rayzor.rt.Reflection.compare(a, b);

	/** Whether both are the same function of the same object. **/
	@:rt("rayzor_reflect_compare_methods") public static extern function compareMethods(f1:Dynamic, f2:Dynamic):Bool;

	/** Whether `v` is a structure, a class instance, a string or a class or enum. **/
	@:rt("rayzor_reflect_is_object") public static extern function isObject(v:Dynamic):Bool;

	@:rt("rayzor_reflect_is_enum_value") public static extern function isEnumValue(v:Dynamic):Bool;

	/** Takes the field `field` out of the structure `o`; false when it was not there. **/
	@:rt("rayzor_reflect_delete_field") public static extern function deleteField(o:Dynamic, field:String):Bool;

	/** A new structure with the fields of `o`. **/
	public static inline function copy<T>(o:Null<T>):Null<T>
		return cast rayzor.rt.Reflection.copy(o);

	/** A function of any number of arguments, which `f` receives as an array. **/
	@:overload(function(f:Array<Dynamic>->Void):Dynamic {})
	@:rt("rayzor_reflect_make_var_args") public static extern function makeVarArgs(f:Array<Dynamic>->Dynamic):Dynamic;
}
