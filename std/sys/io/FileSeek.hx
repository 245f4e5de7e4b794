package sys.io;

/** Where `seek` counts from. **/
enum FileSeek {
	SeekBegin;
	SeekCur;
	SeekEnd;
}
