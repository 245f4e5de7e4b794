package haxe.io;

/** The storage of `Bytes`. **/
abstract BytesData(Dynamic) {
	/** Number of bytes. **/
	public var length(get, never):Int;

	inline function get_length():Int
		return rayzor.rt.ByteTable.length(this);
}
