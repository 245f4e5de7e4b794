package sys.net;

import haxe.io.Bytes;
import haxe.io.Eof;
import haxe.io.Error;
import rayzor.rt.SocketTable;

/** What arrives at a socket. **/
@:noCompletion class SocketInput extends haxe.io.Input {
	final s:Dynamic;

	public function new(s:Dynamic)
		this.s = s;

	override function readByte():Int {
		final one = Bytes.alloc(1);
		readBytes(one, 0, 1);
		return one.get(0);
	}

	override function readBytes(buf:Bytes, pos:Int, len:Int):Int {
		if (pos < 0 || len < 0 || pos + len > buf.length)
			throw Error.OutsideBounds;
		final n = SocketTable.read(s, buf.getData(), pos, len);
		if (n < 0)
			throw Error.Blocked;
		if (n == 0 && len > 0)
			throw new Eof();
		return n;
	}

	override function close():Void
		SocketTable.close(s);
}
