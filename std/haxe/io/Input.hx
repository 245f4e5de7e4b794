package haxe.io;

/** Something to read bytes from. A concrete input overrides `readByte`, and `readBytes` for speed. **/
class Input {
	/** Whether numbers have their highest byte first. **/
	public var bigEndian(default, set):Bool;

	function set_bigEndian(b:Bool):Bool
		return bigEndian = b;

	/** One byte; throws `Eof` at the end. **/
	public function readByte():Int
		throw new haxe.exceptions.NotImplementedException();

	/** Up to `len` bytes into `s` at `pos`; returns how many. Throws `Eof` when there is none. **/
	public function readBytes(s:Bytes, pos:Int, len:Int):Int {
		if (pos < 0 || len < 0 || pos + len > s.length)
			throw Error.OutsideBounds;
		var left = len;
		try {
			while (left > 0) {
				s.set(pos, readByte());
				pos++;
				left--;
			}
		} catch (e:Eof) {}
		if (left == len && len > 0)
			throw new Eof();
		return len - left;
	}

	public function close():Void {}

	/** Everything up to the end. **/
	public function readAll(?bufsize:Int):Bytes {
		final buf = Bytes.alloc(bufsize == null ? 1 << 14 : bufsize);
		final total = new BytesBuffer();
		try {
			while (true) {
				final n = readBytes(buf, 0, buf.length);
				if (n == 0)
					throw Error.Blocked;
				total.addBytes(buf, 0, n);
			}
		} catch (e:Eof) {}
		return total.getBytes();
	}

	/** Exactly `len` bytes into `s` at `pos`. **/
	public function readFullBytes(s:Bytes, pos:Int, len:Int):Void {
		while (len > 0) {
			final n = readBytes(s, pos, len);
			if (n == 0)
				throw Error.Blocked;
			pos += n;
			len -= n;
		}
	}

	/** Exactly `nbytes` bytes. **/
	public function read(nbytes:Int):Bytes {
		final out = Bytes.alloc(nbytes);
		readFullBytes(out, 0, nbytes);
		return out;
	}

	/** The text up to the byte `end`, which is taken but not returned. **/
	public function readUntil(end:Int):String {
		final buf = new BytesBuffer();
		while (true) {
			final c = readByte();
			if (c == end)
				break;
			buf.addByte(c);
		}
		return buf.getBytes().toString();
	}

	/** The text up to the end of the line, which is taken but not returned. **/
	public function readLine():String {
		final buf = new BytesBuffer();
		try {
			while (true) {
				final c = readByte();
				if (c == 10)
					break;
				buf.addByte(c);
			}
		} catch (e:Eof) {
			if (buf.length == 0)
				throw e;
		}
		final line = buf.getBytes();
		final n = line.length;
		return n > 0 && line.get(n - 1) == 13 ? line.getString(0, n - 1) : line.toString();
	}

	public function readFloat():Float
		return FPHelper.i32ToFloat(readInt32());

	public function readDouble():Float {
		final a = readInt32();
		final b = readInt32();
		return bigEndian ? FPHelper.i64ToDouble(b, a) : FPHelper.i64ToDouble(a, b);
	}

	public function readInt8():Int {
		final n = readByte();
		return n >= 128 ? n - 256 : n;
	}

	public function readInt16():Int {
		final n = readUInt16();
		return n & 0x8000 != 0 ? n - 0x10000 : n;
	}

	public function readUInt16():Int {
		final a = readByte();
		final b = readByte();
		return bigEndian ? b | (a << 8) : a | (b << 8);
	}

	public function readInt24():Int {
		final n = readUInt24();
		return n & 0x800000 != 0 ? n - 0x1000000 : n;
	}

	public function readUInt24():Int {
		final a = readByte();
		final b = readByte();
		final c = readByte();
		return bigEndian ? c | (b << 8) | (a << 16) : a | (b << 8) | (c << 16);
	}

	public function readInt32():Int {
		final a = readByte();
		final b = readByte();
		final c = readByte();
		final d = readByte();
		return bigEndian ? d | (c << 8) | (b << 16) | (a << 24) : a | (b << 8) | (c << 16) | (d << 24);
	}

	/** The text of exactly `len` bytes. **/
	public function readString(len:Int, ?encoding:Encoding):String
		return read(len).getString(0, len, encoding);
}
