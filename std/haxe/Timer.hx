package haxe;

import sys.thread.EventLoop.EventHandler;
import sys.thread.Thread;

/** Calls later, and the clock. **/
class Timer {
	final thread:Thread;
	final handler:EventHandler;

	/** Calls `run` every `time_ms` milliseconds until stopped, on the thread that makes the timer. **/
	public function new(time_ms:Int) {
		thread = Thread.current();
		handler = thread.events.repeat(() -> run(), time_ms);
	}

	/** No further calls. **/
	public function stop():Void
		thread.events.cancel(handler);

	/** What is called; meant to be replaced. **/
	public dynamic function run():Void {}

	/** Calls `f` once, `time_ms` milliseconds from now. **/
	public static function delay(f:() -> Void, time_ms:Int):Timer {
		final t = new Timer(time_ms);
		t.run = () -> {
			t.stop();
			f();
		};
		return t;
	}

	/** Calls `f`, traces how long it took, and returns its value. **/
	public static function measure<T>(f:() -> T, ?pos:PosInfos):T {
		final t0 = stamp();
		final r = f();
		Log.trace((stamp() - t0) + "s", pos);
		return r;
	}

	/** Seconds on a clock that only moves forward. **/
	public static inline function stamp():Float
		return Sys.time();
}
