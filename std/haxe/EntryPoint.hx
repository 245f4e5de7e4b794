package haxe;

/** What runs around `main`. **/
class EntryPoint {
	/** Calls `f` once, from the main loop. **/
	public static function runInMainThread(f:() -> Void):Void
		MainLoop.runInMainThread(f);

	/** Runs the main loop until nothing is left to do. **/
	@:keep public static function run():Void
		@:privateAccess MainLoop.run();
}
