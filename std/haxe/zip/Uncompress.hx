package haxe.zip;

import haxe.io.Bytes;

/** Decompresses zlib data; `windowBits` of -15 reads it without header. **/
class Uncompress {
	final windowBits:Null<Int>;

	public function new(?windowBits:Int)
		this.windowBits = windowBits;

	/** Decompresses `src` from `srcPos` into `dst` at `dstPos`. **/
	public function execute(src:Bytes, srcPos:Int, dst:Bytes, dstPos:Int):{done:Bool, read:Int, write:Int} {
		final input = new haxe.io.BytesInput(src, srcPos);
		final header = windowBits == null || windowBits >= 0;
		final data = new InflateImpl(input, header, header).inflate();
		dst.blit(dstPos, data, 0, data.length);
		return {done: true, read: input.position, write: data.length};
	}

	public function setFlushMode(f:FlushMode):Void {}

	public function close():Void {}

	/** Everything that `src` holds. **/
	public static function run(src:Bytes, ?bufsize:Int):Bytes
		return InflateImpl.run(new haxe.io.BytesInput(src));
}
