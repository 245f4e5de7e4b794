package haxe;

/** Files put into the program when it was built. A program that is run has none. **/
class Resource {
	static final content:Map<String, haxe.io.Bytes> = [];

	/** The names of all resources. **/
	public static function listNames():Array<String>
		return [for (name in content.keys()) name];

	/** The resource as text, or `null`. **/
	public static function getString(name:String):String {
		final bytes = content[name];
		return bytes == null ? null : bytes.toString();
	}

	/** The resource as bytes, or `null`. **/
	public static function getBytes(name:String):haxe.io.Bytes
		return content[name];
}
