package haxe.zip;

/** When a compressor writes what it holds back. **/
enum FlushMode {
	NO;
	SYNC;
	FULL;
	FINISH;
	BLOCK;
}
