package rayzor.rt;

/** What the runtime offers for arrays beyond the methods of `Array`. **/
@:noCompletion extern class ArrayTable {
	@:rt("rayzor_array_slice") static function slice<T>(a:Array<T>, pos:Int, end:Int):Array<T>;
	@:rt("rayzor_array_index_of") static function indexOf<T>(a:Array<T>, x:T, from:Int):Int;
	@:rt("rayzor_array_last_index_of") static function lastIndexOf<T>(a:Array<T>, x:T, from:Int):Int;
	/** Copies `len` elements; the ranges may overlap. **/
	@:rt("rayzor_array_blit") static function blit<T>(src:Array<T>, srcPos:Int, dst:Array<T>, dstPos:Int, len:Int):Void;
}
