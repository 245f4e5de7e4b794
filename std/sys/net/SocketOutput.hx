package sys.net;

import haxe.io.Bytes;
import haxe.io.Error;
import rayzor.rt.SocketTable;

/** What a socket sends. **/
@:noCompletion class SocketOutput extends haxe.io.Output {
	final s:Dynamic;

	public function new(s:Dynamic)
		this.s = s;

	override function writeByte(c:Int):Void {
		final one = Bytes.alloc(1);
		one.set(0, c);
		writeBytes(one, 0, 1);
	}

	override function writeBytes(buf:Bytes, pos:Int, len:Int):Int {
		if (pos < 0 || len < 0 || pos + len > buf.length)
			throw Error.OutsideBounds;
		final n = SocketTable.write(s, buf.getData(), pos, len);
		if (n < 0)
			throw Error.Blocked;
		return n;
	}

	override function close():Void
		SocketTable.close(s);
}
