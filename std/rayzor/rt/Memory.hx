package rayzor.rt;

/** An address in memory that the collector does not look into. **/
@:noCompletion @:coreType @:notNull abstract RawPtr {}

/**
	Raw memory. `sizeOf`, `load`, `store` and `isReference` are instructions of the compiler for a concrete `T`;
	the rest is the allocator. Whoever allocates frees.
**/
@:noCompletion extern class Memory {
	/** Bytes of one `T` in memory; the argument only tells `T`. **/
	@:intrinsic("size_of") static function sizeOf<T>(witness:Null<T>):Int;
	/** Whether `T` is something the collector must see. **/
	@:intrinsic("is_reference") static function isReference<T>(witness:Null<T>):Bool;
	/** The `T` number `index` from `p`. **/
	@:intrinsic("load") static function load<T>(p:RawPtr, index:Int):T;
	@:intrinsic("store") static function store<T>(p:RawPtr, index:Int, value:T):Void;
	@:intrinsic("null") static function none():RawPtr;
	/** Throws "Out of memory". **/
	@:rt("rayzor_memory_alloc") static function alloc(bytes:Int):RawPtr;
	@:rt("rayzor_memory_realloc") static function realloc(p:RawPtr, bytes:Int):RawPtr;
	@:rt("rayzor_memory_free") static function free(p:RawPtr):Void;
}
