import rayzor.rt.Reflection;

/** What a value is at run time. **/
enum ValueType {
	TNull;
	TInt;
	TFloat;
	TBool;
	TObject;
	TFunction;
	TClass(c:Class<Dynamic>);
	TEnum(e:Enum<Dynamic>);
	TUnknown;
}

/** Classes and enums at run time. **/
class Type {
	/** The class of `o`; `null` when it is not an instance of one. **/
	public static inline function getClass<T>(o:T):Class<T>
		return cast Reflection.getClass(o);

	/** The enum of `o`. **/
	public static inline function getEnum(o:EnumValue):Enum<Dynamic>
		return cast Reflection.getEnum(o);

	/** The parent of `c`, or `null`. **/
	public static inline function getSuperClass(c:Class<Dynamic>):Class<Dynamic>
		return cast Reflection.getSuperClass(c);

	/** The dotted path of `c`. **/
	public static inline function getClassName(c:Class<Dynamic>):String
		return Reflection.className(c);

	/** The dotted path of `e`. **/
	public static inline function getEnumName(e:Enum<Dynamic>):String
		return Reflection.enumName(e);

	/** The class of that dotted path, or `null`. **/
	public static inline function resolveClass(name:String):Class<Dynamic>
		return cast Reflection.resolveClass(name);

	/** The enum of that dotted path, or `null`. **/
	public static inline function resolveEnum(name:String):Enum<Dynamic>
		return cast Reflection.resolveEnum(name);

	/** A new `cl` made by its constructor. **/
	public static inline function createInstance<T>(cl:Class<T>, args:Array<Dynamic>):T
		return cast Reflection.createInstance(cl, args);

	/** A new `cl` whose constructor is not called. **/
	public static inline function createEmptyInstance<T>(cl:Class<T>):T
		return cast Reflection.createEmptyInstance(cl);

	/** The value of `e` with the constructor `constr`. **/
	public static inline function createEnum<T>(e:Enum<T>, constr:String, ?params:Array<Dynamic>):T
		return cast Reflection.createEnum(e, constr, params);

	/** The value of `e` with the constructor number `index`. **/
	public static inline function createEnumIndex<T>(e:Enum<T>, index:Int, ?params:Array<Dynamic>):T
		return cast Reflection.createEnumIndex(e, index, params);

	/** The names of the instance fields of `c`, its parents' included. **/
	public static inline function getInstanceFields(c:Class<Dynamic>):Array<String>
		return Reflection.instanceFields(c);

	/** The names of the static fields of `c`. **/
	public static inline function getClassFields(c:Class<Dynamic>):Array<String>
		return Reflection.classFields(c);

	/** The names of the constructors of `e`. **/
	public static inline function getEnumConstructs(e:Enum<Dynamic>):Array<String>
		return Reflection.enumConstructs(e);

	/** What `v` is. **/
	public static function typeof(v:Dynamic):ValueType
		return switch Reflection.typeofIndex(v) {
			case 0: TNull;
			case 1: TInt;
			case 2: TFloat;
			case 3: TBool;
			case 4: TObject;
			case 5: TFunction;
			case 6: TClass(cast Reflection.getClass(v));
			case 7: TEnum(cast Reflection.getEnum(v));
			case _: TUnknown;
		}

	/** Whether both have the same constructor and equal arguments, in depth. **/
	public static inline function enumEq<T:EnumValue>(a:Null<T>, b:Null<T>):Bool
		return Reflection.enumEq(a, b);

	/** The name of the constructor of `e`. **/
	public static inline function enumConstructor(e:EnumValue):String
		return Reflection.enumConstructor(e);

	/** The arguments of `e`. **/
	public static inline function enumParameters(e:EnumValue):Array<Dynamic>
		return Reflection.enumParameters(e);

	/** The number of the constructor of `e`. **/
	public static inline function enumIndex(e:EnumValue):Int
		return Reflection.enumIndex(e);

	/** The values of those constructors of `e` that have no arguments. **/
	public static inline function allEnums<T>(e:Enum<T>):Array<T>
		return cast Reflection.allEnums(e);
}
