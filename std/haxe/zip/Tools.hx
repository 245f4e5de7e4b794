package haxe.zip;

import haxe.io.Bytes;

/** Compressing the files of an archive. **/
class Tools {
	/** Compresses the data of `f` unless it is compressed already. **/
	public static function compress(f:Entry, level:Int):Void {
		if (f.compressed)
			return;
		// The archive has the bare stream, without zlib's head and check sum.
		final data = Compress.run(f.data, level);
		f.compressed = true;
		f.data = data.sub(2, data.length - 6);
		f.dataSize = f.data.length;
	}

	/** Takes the compression of `f` back. **/
	public static function uncompress(f:Entry):Void {
		if (!f.compressed)
			return;
		f.data = inflated(f.data);
		f.compressed = false;
		f.dataSize = f.fileSize;
	}

	static function inflated(data:Bytes):Bytes
		return new InflateImpl(new haxe.io.BytesInput(data), false, false).inflate();
}
