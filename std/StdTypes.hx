/**
	The types every program sees without an import.
**/

/** The type of expressions that have no value; only legal as a return type. **/
@:coreType abstract Void {}

/** A double-precision IEEE 754 floating-point number. **/
@:coreType @:notNull @:runtimeValue abstract Float {}

/** A 32-bit two's complement integer; arithmetic wraps. **/
@:coreType @:notNull @:runtimeValue abstract Int to Float {}

/** A single-precision floating-point number. **/
@:coreType @:notNull @:runtimeValue abstract Single to Float from Float {}

/** `true` or `false`. **/
@:coreType @:notNull @:runtimeValue abstract Bool {}

/** A value of type `T`, or `null`. **/
@:forward @:coreType abstract Null<T> from T to T {}

/** A value whose type is checked at run time only. `Dynamic<T>` types its fields as `T`. **/
@:coreType @:runtimeValue abstract Dynamic<T> {}

/** Anything that `for` can step through once. **/
typedef Iterator<T> = {
	/** Whether `next` has another element to give. **/
	function hasNext():Bool;

	/** The current element; moves on to the following one. **/
	function next():T;
}

/** Anything that can give an `Iterator`. **/
typedef Iterable<T> = {
	/** A new iterator, at the first element. **/
	function iterator():Iterator<T>;
}

/** An iterator over key and value pairs, for `for (key => value in …)`. **/
typedef KeyValueIterator<K, V> = Iterator<{key:K, value:V}>;

/** Anything that can give a `KeyValueIterator`. **/
typedef KeyValueIterable<K, V> = {
	/** A new iterator, at the first pair. **/
	function keyValueIterator():KeyValueIterator<K, V>;
}

/** Marks extern classes that allow `a[i]`. **/
extern interface ArrayAccess<T> {}
