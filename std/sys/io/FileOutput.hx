package sys.io;

import haxe.io.Bytes;
import haxe.io.Error;
import rayzor.rt.FileTable;

/** Writes to a file; made by `File.write`. **/
class FileOutput extends haxe.io.Output {
	final f:Dynamic;

	@:allow(sys) @:allow(Sys) function new(f:Dynamic)
		this.f = f;

	/** Moves `p` bytes from `pos`. **/
	public function seek(p:Int, pos:FileSeek):Void
		FileTable.seek(f, p, Type.enumIndex(pos));

	/** The position in bytes. **/
	public function tell():Int
		return FileTable.tell(f);

	override function writeByte(c:Int):Void {
		final one = Bytes.alloc(1);
		one.set(0, c);
		FileTable.write(f, one.getData(), 0, 1);
	}

	override function writeBytes(s:Bytes, pos:Int, len:Int):Int {
		if (pos < 0 || len < 0 || pos + len > s.length)
			throw Error.OutsideBounds;
		return FileTable.write(f, s.getData(), pos, len);
	}

	override function flush():Void
		FileTable.flush(f);

	override function close():Void
		FileTable.close(f);
}
