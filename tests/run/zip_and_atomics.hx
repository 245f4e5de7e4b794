import haxe.zip.*;
class Main {
	static function main() {
		final files = new List<Entry>();
		final text = haxe.io.Bytes.ofString([for (i in 0...50) "line " + i % 5].join("\n"));
		for (name in ["a.txt", "dir/b.txt", "empty"]) {
			final data = name == "empty" ? haxe.io.Bytes.alloc(0) : text;
			final e:Entry = {fileName: name, fileSize: data.length, fileTime: new Date(2020, 4, 6, 10, 20, 30), compressed: false, dataSize: data.length, data: data, crc32: haxe.crypto.Crc32.make(data)};
			if (name == "dir/b.txt")
				Tools.compress(e, 9);
			files.add(e);
		}
		final out = new haxe.io.BytesOutput();
		new Writer(out).write(files);
		final zip = out.getBytes();
		for (e in Reader.readZip(new haxe.io.BytesInput(zip))) {
			trace(e.fileName, e.fileSize, e.compressed, e.fileTime, e.dataSize < text.length);
			trace(Reader.unzip(e).length, haxe.crypto.Crc32.make(e.data) == e.crc32);
		}
		final n = new haxe.atomic.AtomicInt(5);
		trace(n.add(3), n.load(), n.sub(1), n.compareExchange(7, 1), n.compareExchange(9, 2), n.exchange(4), n.store(6), n.or(1), n.and(6), n.xor(3), n.load());
		final b = new haxe.atomic.AtomicBool(true);
		trace(b.exchange(false), b.load(), b.compareExchange(false, true), b.store(false));
		final http:haxe.http.HttpMethod = Get;
		trace(http, (haxe.http.HttpStatus.NotFound : Int));
	}
}
// CHOICE: the reference's interpreter has no atomics
