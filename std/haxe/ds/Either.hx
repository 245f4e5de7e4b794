package haxe.ds;

/** One of two kinds of value. **/
enum Either<L, R> {
	Left(v:L);
	Right(v:R);
}
