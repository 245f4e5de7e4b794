package haxe;

/** Methods of enums; used without an import. **/
extern class EnumTools {
	static inline function getName<T>(e:Enum<T>):String
		return Type.getEnumName(e);

	static inline function createByName<T>(e:Enum<T>, constr:String, ?params:Array<Dynamic>):T
		return Type.createEnum(e, constr, params);

	static inline function createByIndex<T>(e:Enum<T>, index:Int, ?params:Array<Dynamic>):T
		return Type.createEnumIndex(e, index, params);

	static inline function createAll<T>(e:Enum<T>):Array<T>
		return Type.allEnums(e);

	static inline function getConstructors<T>(e:Enum<T>):Array<String>
		return Type.getEnumConstructs(e);
}

/** Methods of enum values; used without an import. **/
extern class EnumValueTools {
	static inline function equals<T:EnumValue>(a:T, b:T):Bool
		return Type.enumEq(a, b);

	static inline function getName(e:EnumValue):String
		return Type.enumConstructor(e);

	static inline function getParameters(e:EnumValue):Array<Dynamic>
		return Type.enumParameters(e);

	static inline function getIndex(e:EnumValue):Int
		return Type.enumIndex(e);
}
