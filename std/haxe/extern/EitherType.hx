package haxe.extern;

/** A value of either of two types. **/
@:transitive
abstract EitherType<T1, T2>(Dynamic) from T1 to T1 from T2 to T2 {}
