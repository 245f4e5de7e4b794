package haxe.ds;

/** A value that may be absent. **/
enum Option<T> {
	Some(v:T);
	None;
}

