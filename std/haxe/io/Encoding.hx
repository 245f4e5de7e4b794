package haxe.io;

/** How text becomes bytes. **/
enum Encoding {
	UTF8;

	/** What the target stores strings in; here UTF-8. **/
	RawNative;
}
