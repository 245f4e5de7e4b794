package haxe;

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
	public function delay(t:Null<Float>):Void
		nextRun = t == null ? Math.NEGATIVE_INFINITY : Timer.stamp() + t;

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

/** The loop that runs after `main` until no event is left. **/
class MainLoop {
	static final pending:Array<MainEvent> = [];

	/** Whether the program still waits for something. **/
	public static function hasEvents():Bool {
		for (e in pending)
			if (e.isBlocking)
				return true;
		return false;
	}

	/** Calls `f` from the loop until the event is stopped. **/
	public static function add(f:() -> Void, priority = 0):MainEvent {
		final e = new MainEvent(f, priority);
		var at = 0;
		while (at < pending.length && pending[at].priority >= priority)
			at++;
		pending.insert(at, e);
		return e;
	}

	/** Calls `f` once from the loop. **/
	public static function runInMainThread(f:() -> Void):Void {
		var e:MainEvent = null;
		e = add(() -> {
			e.stop();
			f();
		});
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

	/** Runs until no blocking event is left. Called after `main`. **/
	@:keep @:noCompletion public static function run():Void {
		while (hasEvents()) {
			final wait = tick();
			if (wait > 0 && hasEvents())
				Sys.sleep(wait);
		}
	}
}
