/** An enum as a value: `var e:Enum<Color> = Color;`. **/
@:using(haxe.EnumTools)
@:coreType @:runtimeValue abstract Enum<T> {}
