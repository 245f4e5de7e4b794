package haxe.io;

/** Something to write bytes to. A concrete output overrides `writeByte`, and `writeBytes` for speed. **/
class Output {
	/** Whether numbers have their highest byte first. **/
	public var bigEndian(default, set):Bool;

	function set_bigEndian(b:Bool):Bool
		return bigEndian = b;

	public function writeByte(c:Int):Void
		throw new haxe.exceptions.NotImplementedException();

	/** Up to `len` bytes of `s` from `pos`; returns how many were written. **/
	public function writeBytes(s:Bytes, pos:Int, len:Int):Int {
		if (pos < 0 || len < 0 || pos + len > s.length)
			throw Error.OutsideBounds;
		for (i in pos...pos + len)
			writeByte(s.get(i));
		return len;
	}

	public function flush():Void {}

	public function close():Void {}

	/** All bytes of `s`. **/
	public function write(s:Bytes):Void {
		var left = s.length;
		var p = 0;
		while (left > 0) {
			final n = writeBytes(s, p, left);
			if (n == 0)
				throw Error.Blocked;
			p += n;
			left -= n;
		}
	}

	/** Exactly `len` bytes of `s` from `pos`. **/
	public function writeFullBytes(s:Bytes, pos:Int, len:Int):Void {
		while (len > 0) {
			final n = writeBytes(s, pos, len);
			pos += n;
			len -= n;
		}
	}

	public function writeFloat(x:Float):Void
		writeInt32(FPHelper.floatToI32(x));

	public function writeDouble(x:Float):Void {
		final i64 = FPHelper.doubleToI64(x);
		writeInt32(bigEndian ? i64.high : i64.low);
		writeInt32(bigEndian ? i64.low : i64.high);
	}

	public function writeInt8(x:Int):Void {
		if (x < -0x80 || x >= 0x80)
			throw Error.Overflow;
		writeByte(x & 0xFF);
	}

	public function writeInt16(x:Int):Void {
		if (x < -0x8000 || x >= 0x8000)
			throw Error.Overflow;
		writeUInt16(x & 0xFFFF);
	}

	public function writeUInt16(x:Int):Void {
		if (x < 0 || x >= 0x10000)
			throw Error.Overflow;
		writeByte(bigEndian ? x >> 8 : x & 0xFF);
		writeByte(bigEndian ? x & 0xFF : x >> 8);
	}

	public function writeInt24(x:Int):Void {
		if (x < -0x800000 || x >= 0x800000)
			throw Error.Overflow;
		writeUInt24(x & 0xFFFFFF);
	}

	public function writeUInt24(x:Int):Void {
		if (x < 0 || x >= 0x1000000)
			throw Error.Overflow;
		for (i in 0...3)
			writeByte((x >> (bigEndian ? 16 - i * 8 : i * 8)) & 0xFF);
	}

	public function writeInt32(x:Int):Void {
		for (i in 0...4)
			writeByte((x >>> (bigEndian ? 24 - i * 8 : i * 8)) & 0xFF);
	}

	/** Tells that `nbytes` bytes will follow. **/
	public function prepare(nbytes:Int):Void {}

	/** Everything that `i` has. **/
	public function writeInput(i:Input, ?bufsize:Int):Void {
		final buf = Bytes.alloc(bufsize == null ? 4096 : bufsize);
		try {
			while (true) {
				final n = i.readBytes(buf, 0, buf.length);
				if (n == 0)
					throw Error.Blocked;
				writeFullBytes(buf, 0, n);
			}
		} catch (e:Eof) {}
	}

	public function writeString(s:String, ?encoding:Encoding):Void {
		final b = Bytes.ofString(s, encoding);
		writeFullBytes(b, 0, b.length);
	}
}
