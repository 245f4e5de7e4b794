package rayzor.rt;

/** Run-time type information as the runtime gives it; `Type` and `Reflect` stand on it. **/
@:noCompletion extern class Reflection {
	@:rt("rayzor_reflect_compare") static function compare(a:Dynamic, b:Dynamic):Int;
	@:rt("rayzor_reflect_copy") static function copy(o:Dynamic):Dynamic;
	/** Index of the `Type.ValueType` constructor. **/
	@:rt("rayzor_type_typeof_index") static function typeofIndex(v:Dynamic):Int;
	@:rt("rayzor_type_get_class") static function getClass(o:Dynamic):Dynamic;
	@:rt("rayzor_type_get_enum") static function getEnum(o:Dynamic):Dynamic;
	@:rt("rayzor_type_get_super_class") static function getSuperClass(c:Dynamic):Dynamic;
	@:rt("rayzor_type_class_name") static function className(c:Dynamic):String;
	@:rt("rayzor_type_enum_name") static function enumName(e:Dynamic):String;
	@:rt("rayzor_type_resolve_class") static function resolveClass(name:String):Dynamic;
	@:rt("rayzor_type_resolve_enum") static function resolveEnum(name:String):Dynamic;
	@:rt("rayzor_type_create_instance") static function createInstance(c:Dynamic, args:Array<Dynamic>):Dynamic;
	@:rt("rayzor_type_create_empty_instance") static function createEmptyInstance(c:Dynamic):Dynamic;
	@:rt("rayzor_type_create_enum") static function createEnum(e:Dynamic, ctor:String, params:Array<Dynamic>):Dynamic;
	@:rt("rayzor_type_create_enum_index") static function createEnumIndex(e:Dynamic, index:Int, params:Array<Dynamic>):Dynamic;
	@:rt("rayzor_type_instance_fields") static function instanceFields(c:Dynamic):Array<String>;
	@:rt("rayzor_type_class_fields") static function classFields(c:Dynamic):Array<String>;
	@:rt("rayzor_type_enum_constructs") static function enumConstructs(e:Dynamic):Array<String>;
	@:rt("rayzor_type_enum_eq") static function enumEq(a:Dynamic, b:Dynamic):Bool;
	@:rt("rayzor_type_enum_constructor") static function enumConstructor(e:Dynamic):String;
	@:rt("rayzor_type_enum_parameters") static function enumParameters(e:Dynamic):Array<Dynamic>;
	@:rt("rayzor_type_enum_index") static function enumIndex(e:Dynamic):Int;
	@:rt("rayzor_type_all_enums") static function allEnums(e:Dynamic):Array<Dynamic>;
	/** Of the type itself, then `fields` and `statics`: what `haxe.rtti.Meta` gives, or `null`. **/
	@:rt("rayzor_type_meta") static function meta(t:Dynamic):Dynamic;
}
