package haxe;

/** JSON text to values and back. **/
class Json {
	/** The value that `text` stands for; throws when it is no JSON. **/
	public static inline function parse(text:String):Dynamic
		return haxe.format.JsonParser.parse(text);

	/** The text of `value`; `replacer` may exchange values, `space` indents. **/
	public static inline function stringify(value:Dynamic, ?replacer:(key:Dynamic, value:Dynamic) -> Dynamic, ?space:String):String
		return haxe.format.JsonPrinter.print(value, replacer, space);
}
