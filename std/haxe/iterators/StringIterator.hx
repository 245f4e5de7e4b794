package haxe.iterators;

/** Steps through the character codes of a string. **/
class StringIterator {
	final s:String;
	var offset:Int = 0;

	public inline function new(s:String)
		this.s = s;

	public inline function hasNext():Bool
		return offset < s.length;

	public inline function next():Int
		return StringTools.unsafeCodeAt(s, offset++);
}
