package haxe.rtti;

/** Metadata without a colon (`@name(args)`) of types and fields at run time. **/
class Meta {
	/** Of the type itself. **/
	public static function getType(t:Dynamic):Dynamic<Array<Dynamic>>
		return part(t, "obj");

	/** Of its static fields. **/
	public static function getStatics(t:Dynamic):Dynamic<Dynamic<Array<Dynamic>>>
		return part(t, "statics");

	/** Of its instance fields, or of the constructors of an enum. **/
	public static function getFields(t:Dynamic):Dynamic<Dynamic<Array<Dynamic>>>
		return part(t, "fields");

	static function part(t:Dynamic, name:String):Dynamic {
		final meta:Dynamic = rayzor.rt.Reflection.meta(t);
		final found:Dynamic = meta == null ? null : Reflect.field(meta, name);
		return found == null ? {} : found;
	}
}
