package haxe.iterators;

/** Steps through the indices and values of rest arguments. **/
class RestKeyValueIterator<T> {
	final args:Array<T>;
	var current:Int = 0;

	public inline function new(args:Array<T>)
		this.args = args;

	public inline function hasNext():Bool
		return current < args.length;

	public inline function next():{key:Int, value:T}
		return {key: current, value: args[current++]};
}
