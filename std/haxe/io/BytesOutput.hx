package haxe.io;

/** Collects what is written. **/
class BytesOutput extends Output {
	final b:BytesBuffer;

	/** Number of bytes so far. **/
	public var length(get, never):Int;

	public function new()
		b = new BytesBuffer();

	inline function get_length():Int
		return b.length;

	override function writeByte(c:Int):Void
		b.addByte(c);

	override function writeBytes(buf:Bytes, pos:Int, len:Int):Int {
		b.addBytes(buf, pos, len);
		return len;
	}

	/** What was written; the output is empty afterwards. **/
	public function getBytes():Bytes
		return b.getBytes();
}
