package haxe.iterators;

/** Steps through the code points of a string. **/
class StringIteratorUnicode {
	public static inline function unicodeIterator(s:String)
		return new StringIteratorUnicode(s);

	final s:String;
	var offset:Int = 0;

	public inline function new(s:String)
		this.s = s;

	public inline function hasNext():Bool
		return offset < s.length;

	public inline function next():Int
		return StringTools.unsafeCodeAt(s, offset++);
}
