package haxe;

import sys.thread.EventLoop;
import sys.thread.Thread;

/** What runs around `main`. **/
class EntryPoint {
	/** Threads started by `addThread` that still run. **/
	public static var threadCount(default, null):Int = 0;

	@:allow(haxe.MainLoop) static final mainThread = Thread.current();

	/** Wakes the main loop where it waits. **/
	public static function wakeup():Void
		rayzor.rt.ThreadTable.notify();

	/** Calls `f` once, from the main loop. **/
	public static function runInMainThread(f:() -> Void):Void
		mainThread.events.run(f);

	/** Starts a thread that the program waits for before it ends. **/
	public static function addThread(f:() -> Void):Void {
		threadCount++;
		mainThread.events.promise();
		Thread.create(() -> {
			try f() catch (e:Exception) {
				ended();
				throw e;
			}
			ended();
		});
	}

	static function ended():Void {
		threadCount--;
		mainThread.events.runPromised(() -> {});
	}

	/** Runs the main loop until nothing is left to do. Called after `main`. **/
	@:keep public static function run():Void
		mainThread.events.loop();
}
