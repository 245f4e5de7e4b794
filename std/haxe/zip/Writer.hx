package haxe.zip;

import haxe.zip.Entry;

private typedef Written = {
	var entry:Entry;
	var offset:Int;
}

/** Writes ZIP archives. **/
class Writer {
	final o:haxe.io.Output;
	final written:Array<Written> = [];
	var at = 0;

	public function new(o:haxe.io.Output)
		this.o = o;

	/** Writes all `files` and the directory. **/
	public function write(files:haxe.ds.List<Entry>):Void {
		for (file in files) {
			writeEntryHeader(file);
			o.writeFullBytes(file.data, 0, file.data.length);
		}
		writeCDR();
	}

	/** Writes the head of an entry; write its data next. **/
	public function writeEntryHeader(f:Entry):Void {
		if (f.data == null) {
			f.fileSize = 0;
			f.dataSize = 0;
			f.crc32 = 0;
			f.compressed = false;
			f.data = haxe.io.Bytes.alloc(0);
		} else {
			if (f.crc32 == null) {
				if (f.compressed)
					throw "CRC32 must be processed before compression";
				f.crc32 = haxe.crypto.Crc32.make(f.data);
			}
			if (!f.compressed)
				f.fileSize = f.data.length;
			f.dataSize = f.data.length;
		}
		written.push({entry: f, offset: at});
		final name = haxe.io.Bytes.ofString(f.fileName);
		o.writeInt32(0x04034B50);
		writeCommon(f, name.length);
		o.write(name);
		at += 30 + name.length + f.dataSize;
	}

	/** What an entry's head and its line in the directory share. **/
	function writeCommon(f:Entry, nameLength:Int):Void {
		o.writeUInt16(0x0014);
		o.writeUInt16(isUtf8(f) ? 0x800 : 0);
		o.writeUInt16(f.compressed ? 8 : 0);
		final d = f.fileTime;
		o.writeUInt16(d.getHours() << 11 | d.getMinutes() << 5 | d.getSeconds() >> 1);
		o.writeUInt16((d.getFullYear() - 1980) << 9 | (d.getMonth() + 1) << 5 | d.getDate());
		o.writeInt32(f.crc32);
		o.writeInt32(f.dataSize);
		o.writeInt32(f.fileSize);
		o.writeUInt16(nameLength);
		o.writeUInt16(0);
	}

	static function isUtf8(f:Entry):Bool
		return f.extraFields != null && Lambda.has(f.extraFields, FUtf8);

	/** Writes the directory, which ends the archive. **/
	public function writeCDR():Void {
		var size = 0;
		for (it in written) {
			final name = haxe.io.Bytes.ofString(it.entry.fileName);
			o.writeInt32(0x02014B50);
			o.writeUInt16(0x0014);
			writeCommon(it.entry, name.length);
			o.writeUInt16(0);
			o.writeUInt16(0);
			o.writeUInt16(0);
			o.writeInt32(0);
			o.writeInt32(it.offset);
			o.write(name);
			size += 46 + name.length;
		}
		o.writeInt32(0x06054B50);
		o.writeUInt16(0);
		o.writeUInt16(0);
		o.writeUInt16(written.length);
		o.writeUInt16(written.length);
		o.writeInt32(size);
		o.writeInt32(at);
		o.writeUInt16(0);
	}
}
