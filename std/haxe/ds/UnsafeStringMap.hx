package haxe.ds;

/** A `StringMap` for use by one thread. **/
typedef UnsafeStringMap<T> = StringMap<T>;
