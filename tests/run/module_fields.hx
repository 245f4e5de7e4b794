var counter = 1;
final NAME = "mod";

function bump(by = 1) {
	counter += by;
	return counter;
}

class Main {
	static function main() {
		trace(bump(), bump(5), counter, NAME);
	}
}
