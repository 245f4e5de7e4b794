/** Throwing and catching in a loop, through a few frames. **/
class Oops extends haxe.Exception {
	public var code:Int;

	public function new(code) {
		super("oops");
		this.code = code;
	}
}

class Exceptions {
	static function risky(i:Int, depth:Int):Int {
		if (depth > 0)
			return risky(i, depth - 1) + 1;
		if (i % 3 == 0)
			throw "text";
		if (i % 3 == 1)
			throw new Oops(i);
		return i;
	}

	static function main() {
		var sum = 0;
		for (i in 0...300000) {
			try {
				sum = (sum + risky(i, 3)) | 0;
			} catch (s:String) {
				sum += s.length;
			} catch (e:Oops) {
				sum = (sum ^ e.code);
			}
		}
		trace(sum);
	}
}
