package rayzor.rt;

/** Threads of the runtime. One runs at a time, until it waits. **/
@:noCompletion extern class ThreadTable {
	/** Starts a thread; its number. **/
	@:rt("rayzor_thread_start") static function start(job:Void->Void):Int;
	@:rt("rayzor_thread_current") static function current():Int;
	/** Events so far. **/
	@:rt("rayzor_thread_events") static function events():Float;
	/** Waits for an event after the `seen`th, for `seconds` at most unless negative. **/
	@:rt("rayzor_thread_wait") static function wait(seen:Float, seconds:Float):Void;
	@:rt("rayzor_thread_notify") static function notify():Void;
}
