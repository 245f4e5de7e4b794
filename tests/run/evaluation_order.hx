class Main {
	static function three(a:Int, b:Int, c:Int) {}
	static function main() {
		var log = [];
		function e(s:String, v:Int) { log.push(s); return v; }
		var arr = [1, 2, 3];
		arr[e("i", 0)] = e("v", 5) + e("w", 6);
		arr[e("j", 1)] += e("u", 1);
		three(e("a", 1), e("b", 2), e("c", 3));
		var o = {x: e("x", 1), y: e("y", 2)};
		trace(log.join(","), arr, o.x + o.y);
	}
}
