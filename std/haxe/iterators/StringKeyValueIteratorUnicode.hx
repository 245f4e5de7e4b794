package haxe.iterators;

/** Steps through the positions and code points of a string. **/
class StringKeyValueIteratorUnicode {
	public static inline function unicodeKeyValueIterator(s:String)
		return new StringKeyValueIteratorUnicode(s);

	final s:String;
	var offset:Int = 0;

	public inline function new(s:String)
		this.s = s;

	public inline function hasNext():Bool
		return offset < s.length;

	public inline function next():{key:Int, value:Int}
		return {key: offset, value: StringTools.unsafeCodeAt(s, offset++)};
}
