class Main {
	static var count = 3;
	static var name = "n" + 1;
	static var total:Float = count * 2;
	static var table = [10, 20, 30];
	static function bump() count += 10;
	static function main() {
		trace(count, name);
		count++;
		bump(); bump();
		trace(count, total);
		total = 1.5;
		trace(total + 1, table[1]);
	}
}
