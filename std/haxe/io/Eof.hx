package haxe.io;

/** Thrown at the end of an input. **/
class Eof {
	public function new() {}

	@:keep public function toString():String
		return "Eof";
}
