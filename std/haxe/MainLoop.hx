package haxe;

import sys.thread.EventLoop.EventHandler;

/** Something the main loop calls when its time has come. **/
class MainEvent {
	var f:Null<() -> Void>;

	/** When it is called next, in `Timer.stamp` seconds. **/
	@:allow(haxe.MainLoop) var nextRun(default, null):Float = Math.NEGATIVE_INFINITY;

	/** Larger goes first. **/
	public var priority(default, null):Int;

	/** Whether the program waits for it before it ends. **/
	public var isBlocking:Bool = true;

	@:allow(haxe.MainLoop) function new(f:() -> Void, priority:Int) {
		this.f = f;
		this.priority = priority;
	}

	/** Calls again in `t` seconds; at once when `t` is `null`. **/
	public function delay(t:Null<Float>):Void {
		nextRun = t == null ? Math.NEGATIVE_INFINITY : Timer.stamp() + t;
		@:privateAccess MainLoop.schedule(t == null ? 0 : t);
	}

	/** Calls it now. **/
	public inline function call():Void
		if (f != null)
			f();

	/** Takes it out of the loop. **/
	public function stop():Void {
		if (f == null)
			return;
		f = null;
		@:privateAccess MainLoop.pending.remove(this);
	}
}

/** Events that are called again and again after `main`, until they are stopped. **/
class MainLoop {
	static final pending:Array<MainEvent> = [];

	/** What the main thread's loop calls when the next event is due. **/
	static var due:Null<EventHandler>;

	/** Threads started by `addThread` that still run. **/
	public static var threadCount(get, never):Int;

	static inline function get_threadCount():Int
		return EntryPoint.threadCount;

	/** Whether the program still waits for something. **/
	public static function hasEvents():Bool {
		for (e in pending)
			if (e.isBlocking)
				return true;
		return false;
	}

	/** Starts a thread that the program waits for before it ends. **/
	public static function addThread(f:() -> Void):Void
		EntryPoint.addThread(f);

	/** Calls `f` once from the loop. **/
	public static function runInMainThread(f:() -> Void):Void
		EntryPoint.runInMainThread(f);

	/** Calls `f` from the loop until the event is stopped. **/
	public static function add(f:() -> Void, priority = 0):MainEvent {
		if (f == null)
			throw "Event function is null";
		final e = new MainEvent(f, priority);
		var at = 0;
		while (at < pending.length && pending[at].priority >= priority)
			at++;
		pending.insert(at, e);
		schedule(0);
		return e;
	}

	/** Calls what is due; returns the seconds until something is. **/
	static function tick():Float {
		final now = Timer.stamp();
		var wait = 1e9;
		for (e in pending.copy()) {
			final left = e.nextRun - now;
			if (left <= 0) {
				wait = 0;
				e.call();
			} else if (left < wait)
				wait = left;
		}
		return wait;
	}

	/** Makes the main thread come here again in `seconds`. **/
	static function schedule(seconds:Float):Void {
		final events = EntryPoint.mainThread.events;
		if (due != null)
			events.cancel(due);
		due = events.repeat(() -> {
			events.cancel(due);
			due = null;
			final wait = tick();
			if (hasEvents())
				schedule(wait);
		}, Math.ceil(Math.min(seconds, 1e6) * 1000));
	}
}
