/** Puts a string together piece by piece without copying what is there. **/
class StringBuf {
	final b:Dynamic;

	/** Number of characters so far. **/
	public var length(get, never):Int;

	public inline function new()
		b = rayzor.rt.Buffer.make();

	inline function get_length():Int
		return rayzor.rt.Buffer.length(b);

	/** Appends the text of `x`. **/
	public inline function add<T>(x:T):Void
		rayzor.rt.Buffer.addString(b, Std.string(x));

	/** Appends the character of code `c`. **/
	public inline function addChar(c:Int):Void
		rayzor.rt.Buffer.addChar(b, c);

	/** Appends `len` characters of `s` from `pos`, to its end when `len` is not given. **/
	public inline function addSub(s:String, pos:Int, ?len:Int):Void
		rayzor.rt.Buffer.addString(b, s.substr(pos, len));

	/** The string put together so far. **/
	public inline function toString():String
		return rayzor.rt.Buffer.asString(b);
}
