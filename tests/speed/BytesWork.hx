/** haxe.io.Bytes: checksums, copies, numbers. **/
import haxe.io.Bytes;
import haxe.io.BytesBuffer;

class BytesWork {
	static function main() {
		var b = Bytes.alloc(1 << 16);
		var sum = 0;
		for (round in 0...500) {
			for (i in 0...b.length)
				b.set(i, (i * 31 + round) & 255);
			var a = 1, c = 0;
			for (i in 0...b.length) {
				a = (a + b.get(i)) % 65521;
				c = (c + a) % 65521;
			}
			sum = sum ^ (c << 16 | a);
			var i = 0;
			while (i < b.length) {
				b.setInt32(i, b.getInt32(i) ^ round);
				i += 4;
			}
			var out = new BytesBuffer();
			for (i in 0...1000)
				out.addByte(b.get(i));
			sum += out.getBytes().length;
		}
		trace(sum);
	}
}
