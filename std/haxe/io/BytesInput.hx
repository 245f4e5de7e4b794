package haxe.io;

/** Reads from bytes. **/
class BytesInput extends Input {
	final b:Bytes;
	var pos:Int;
	var end:Int;
	final total:Int;

	/** Where in the bytes the next one is read; may be set. **/
	public var position(get, set):Int;

	/** How many bytes there are in all. **/
	public var length(get, never):Int;

	/** `len` bytes of `b` from `pos`, all of them when not given. **/
	public function new(b:Bytes, ?pos:Int, ?len:Int) {
		final from = pos == null ? 0 : pos;
		final n = len == null ? b.length - from : len;
		if (from < 0 || n < 0 || from + n > b.length)
			throw Error.OutsideBounds;
		this.b = b;
		this.total = n;
		this.pos = from;
		this.end = from + n;
	}

	inline function get_position():Int
		return pos;

	inline function get_length():Int
		return total;

	function set_position(p:Int):Int {
		if (p < 0)
			p = 0;
		else if (p > length)
			p = length;
		end = total;
		return pos = p;
	}

	override function readByte():Int {
		if (pos >= end)
			throw new Eof();
		return b.get(pos++);
	}

	override function readBytes(buf:Bytes, pos:Int, len:Int):Int {
		if (pos < 0 || len < 0 || pos + len > buf.length)
			throw Error.OutsideBounds;
		final left = end - this.pos;
		if (left == 0 && len > 0)
			throw new Eof();
		final n = len < left ? len : left;
		buf.blit(pos, b, this.pos, n);
		this.pos += n;
		return n;
	}
}
