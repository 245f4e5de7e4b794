package haxe.iterators;

/** Steps through rest arguments. **/
class RestIterator<T> {
	final args:Array<T>;
	var current:Int = 0;

	public inline function new(args:Array<T>)
		this.args = args;

	public inline function hasNext():Bool
		return current < args.length;

	public inline function next():T
		return args[current++];
}
