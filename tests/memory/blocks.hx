// live: 30 MiB of blocks whose sizes change all the time, from 16 bytes to 256 KiB.
class Main {
	static function main() {
		var blocks:Array<haxe.io.Bytes> = [];
		var sizes = 0;
		var seed = 1;
		function next(n:Int):Int {
			seed = (seed * 69069 + 12345) & 0xffffff;
			return (seed >> 4) % n;
		}
		var made = 0;
		for (round in 0...60000) {
			var size = 16 << next(15);
			size += next(size >> 1);
			var at = next(2000);
			if (at < blocks.length) {
				sizes -= blocks[at].length;
				blocks[at] = null;
			} else {
				at = blocks.length;
			}
			// The oldest go first when there would be too much.
			while (sizes + size > 28 << 20) {
				var old = next(blocks.length);
				if (blocks[old] != null && blocks[old].length > 0) {
					sizes -= blocks[old].length;
					blocks[old] = haxe.io.Bytes.alloc(0);
				}
			}
			blocks[at] = haxe.io.Bytes.alloc(size);
			sizes += size;
			made++;
		}
		Sys.println(made + " " + (sizes <= 28 << 20));
	}
}
