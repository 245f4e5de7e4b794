package haxe.io;

/** Reads another input in larger pieces. **/
class BufferInput extends Input {
	public var i:Input;
	public var buf:Bytes;
	public var available:Int;
	public var pos:Int;

	public function new(i:Input, buf:Bytes, ?pos = 0, ?available = 0) {
		this.i = i;
		this.buf = buf;
		this.pos = pos;
		this.available = available;
	}

	/** Reads more from the other input. **/
	public function refill():Void {
		if (pos > 0) {
			buf.blit(0, buf, pos, available);
			pos = 0;
		}
		available += i.readBytes(buf, available, buf.length - available);
	}

	override function readByte():Int {
		if (available == 0)
			refill();
		final c = buf.get(pos);
		pos++;
		available--;
		return c;
	}

	override function readBytes(buf:Bytes, pos:Int, len:Int):Int {
		if (available == 0)
			refill();
		final n = len > available ? available : len;
		buf.blit(pos, this.buf, this.pos, n);
		this.pos += n;
		available -= n;
		return n;
	}
}
