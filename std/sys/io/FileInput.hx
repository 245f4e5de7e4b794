package sys.io;

import haxe.io.Bytes;
import haxe.io.Eof;
import haxe.io.Error;
import rayzor.rt.FileTable;

/** Reads from a file; made by `File.read`. **/
class FileInput extends haxe.io.Input {
	final f:Dynamic;

	@:allow(sys) @:allow(Sys) function new(f:Dynamic)
		this.f = f;

	/** Moves `p` bytes from `pos`. **/
	public function seek(p:Int, pos:FileSeek):Void
		FileTable.seek(f, p, Type.enumIndex(pos));

	/** The position in bytes. **/
	public function tell():Int
		return FileTable.tell(f);

	/** Whether a read has met the end. **/
	public function eof():Bool
		return FileTable.eof(f);

	override function readByte():Int {
		final one = Bytes.alloc(1);
		if (FileTable.read(f, one.getData(), 0, 1) == 0)
			throw new Eof();
		return one.get(0);
	}

	override function readBytes(s:Bytes, pos:Int, len:Int):Int {
		if (pos < 0 || len < 0 || pos + len > s.length)
			throw Error.OutsideBounds;
		final n = FileTable.read(f, s.getData(), pos, len);
		if (n == 0 && len > 0)
			throw new Eof();
		return n;
	}

	override function close():Void
		FileTable.close(f);
}
