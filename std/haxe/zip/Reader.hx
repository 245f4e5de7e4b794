package haxe.zip;

import haxe.io.Bytes;
import haxe.zip.Entry;

/** Reads ZIP archives. **/
class Reader {
	final i:haxe.io.Input;

	public function new(i:haxe.io.Input)
		this.i = i;

	/** The files of the archive that `i` is. **/
	public static function readZip(i:haxe.io.Input):haxe.ds.List<Entry>
		return new Reader(i).read();

	/** The data of an entry, without compression. **/
	public static function unzip(f:Entry):Null<Bytes> {
		Tools.uncompress(f);
		return f.data;
	}

	/** The files of the archive. **/
	public function read():haxe.ds.List<Entry> {
		final entries = new haxe.ds.List<Entry>();
		var entry = readEntryHeader();
		while (entry != null) {
			entries.add(entry);
			entry = readData(entry);
		}
		return entries;
	}

	/** The next entry's head; `null` when no more follow. Its data comes next. **/
	public function readEntryHeader():Null<Entry> {
		final signature = i.readInt32();
		// The central directory, or the end of an empty archive.
		if (signature == 0x02014B50 || signature == 0x06054B50)
			return null;
		if (signature != 0x04034B50)
			throw "Invalid Zip Data";
		i.readUInt16();
		final flags = i.readUInt16();
		final isUtf8 = flags & 0x800 != 0;
		if (flags & 0xF7F1 != 0)
			throw "Unsupported flags " + flags;
		final method = i.readUInt16();
		if (method != 0 && method != 8)
			throw "Unsupported compression " + method;
		final time = readZipDate();
		final crc32 = i.readInt32();
		final dataSize = i.readInt32();
		final fileSize = i.readInt32();
		final nameLength = i.readUInt16();
		final extraLength = i.readUInt16();
		final fileName = i.readString(nameLength);
		final extra = readExtraFields(extraLength);
		if (isUtf8)
			extra.push(FUtf8);
		// Bit 3: sizes and check sum follow the data.
		final isLate = flags & 8 != 0;
		return {
			fileName: fileName,
			fileSize: fileSize,
			fileTime: time,
			compressed: method == 8,
			dataSize: dataSize,
			data: null,
			crc32: isLate ? null : crc32,
			extraFields: extra
		};
	}

	function readExtraFields(length:Int):haxe.ds.List<ExtraField> {
		final fields = new haxe.ds.List<ExtraField>();
		var left = length;
		while (left > 0) {
			if (left < 4)
				throw "Invalid extra fields data";
			final tag = i.readUInt16();
			final size = i.readUInt16();
			if (left < size + 4)
				throw "Invalid extra fields data";
			if (tag == 0x7075 && size >= 5 && i.readByte() == 1) {
				final crc = i.readInt32();
				fields.add(FInfoZipUnicodePath(i.read(size - 5).toString(), crc));
			} else if (tag == 0x7075)
				fields.add(FUnknown(tag, i.read(size - 1)));
			else
				fields.add(FUnknown(tag, i.read(size)));
			left -= size + 4;
		}
		return fields;
	}

	function readZipDate():Date {
		final time = i.readUInt16();
		final day = i.readUInt16();
		return new Date((day >> 9) + 1980, ((day >> 5) & 15) - 1, day & 31, (time >> 11) & 31, (time >> 5) & 63, (time & 31) << 1);
	}

	/** Reads the data of `entry`; gives the head after it. **/
	function readData(entry:Entry):Null<Entry> {
		if (entry.crc32 != null) {
			entry.data = i.read(entry.dataSize);
			return readEntryHeader();
		}
		if (!entry.compressed)
			throw "Stored entry without size";
		// The data itself tells where it ends.
		final data = new InflateImpl(i, false, false).inflate();
		entry.data = data;
		entry.compressed = false;
		final first = i.readInt32();
		entry.crc32 = first == 0x08074B50 ? i.readInt32() : first;
		i.readInt32();
		i.readInt32();
		entry.dataSize = data.length;
		entry.fileSize = data.length;
		return readEntryHeader();
	}
}
