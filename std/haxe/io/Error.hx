package haxe.io;

/** What input and output may throw. **/
enum Error {
	/** The operation would have to wait. **/
	Blocked;

	/** A number does not fit. **/
	Overflow;

	/** A position lies outside of the buffer. **/
	OutsideBounds;

	/** Anything else. **/
	Custom(e:Dynamic);
}
