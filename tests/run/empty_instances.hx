// An instance that only Type.createEmptyInstance makes has its methods.
class Quiet {
	public var n = 5;

	public function new()
		throw "never";

	public function answer():Int
		return 42;
}

class Louder extends Quiet {
	override function answer():Int
		return super.answer() + 1;
}

class Main {
	static function main() {
		final quiet:Quiet = Type.createEmptyInstance(Quiet);
		trace(quiet.answer());
		final louder:Quiet = Type.createEmptyInstance(Louder);
		trace(louder.answer());
		trace(louder.n == 5);
	}
}
