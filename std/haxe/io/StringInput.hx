package haxe.io;

/** Reads from the bytes of a string. **/
class StringInput extends BytesInput {
	public function new(s:String)
		super(Bytes.ofString(s));
}
