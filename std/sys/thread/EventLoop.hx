package sys.thread;

import rayzor.rt.ThreadTable;

/** When the next event of a loop is due. **/
enum NextEventTime {
	/** There is one already. **/
	Now;

	/** None will come. **/
	Never;

	/** One was promised and may come from another thread at any time; the next timed one is due at `time`. **/
	AnyTime(time:Null<Float>);

	/** At `time`, in `Sys.time` seconds. **/
	At(time:Float);
}

/** An event that repeats, to cancel it by. **/
abstract EventHandler(RegularEvent) from RegularEvent to RegularEvent {}

private class RegularEvent {
	public final run:() -> Void;
	public final interval:Float;
	public var nextRun:Float;
	public var cancelled = false;

	public function new(run:() -> Void, nextRun:Float, interval:Float) {
		this.run = run;
		this.nextRun = nextRun;
		this.interval = interval;
	}
}

/** Calls events of one thread when they are due. Any thread may add events. **/
class EventLoop {
	/** By the time they are due. **/
	final regular:Array<RegularEvent> = [];

	var once:Array<() -> Void> = [];
	var promised = 0;

	public function new() {}

	/** Calls `event` every `intervalMs` milliseconds until it is cancelled. **/
	public function repeat(event:() -> Void, intervalMs:Int):EventHandler {
		final interval = 0.001 * intervalMs;
		final added = new RegularEvent(event, Sys.time() + interval, interval);
		insert(added);
		ThreadTable.notify();
		return added;
	}

	/** No further calls. **/
	public function cancel(eventHandler:EventHandler):Void {
		final event:RegularEvent = eventHandler;
		event.cancelled = true;
		regular.remove(event);
		ThreadTable.notify();
	}

	/** Keeps the loop going until `runPromised` was called as often. **/
	public function promise():Void
		promised++;

	/** Calls `event` once, as soon as the loop comes to it. **/
	public function run(event:() -> Void):Void {
		once.push(event);
		ThreadTable.notify();
	}

	/** Calls `event` once and takes back one promise. **/
	public function runPromised(event:() -> Void):Void {
		promised--;
		run(event);
	}

	/** Calls everything that is due; tells when more will be. **/
	public function progress():NextEventTime {
		if (runDue())
			return Now;
		final next:Null<Float> = regular.length > 0 ? regular[0].nextRun : null;
		return promised > 0 ? AnyTime(next) : next == null ? Never : At(next);
	}

	/** Waits until an event is due, `timeout` seconds at most; whether one is. **/
	public function wait(?timeout:Float):Bool
		return rayzor.rt.Waiting.untilTime(() -> isDue(), timeout == null ? -1 : timeout, () -> nextDelay());

	/** Runs until nothing is left to do. **/
	public function loop():Void {
		while (true) {
			final seen = ThreadTable.events();
			switch progress() {
				case Now:
				case Never:
					break;
				case AnyTime(null):
					ThreadTable.wait(seen, -1);
				case AnyTime(time), At(time):
					final left = time - Sys.time();
					if (left > 0)
						ThreadTable.wait(seen, left);
			}
		}
	}

	function isDue():Bool
		return once.length > 0 || regular.length > 0 && regular[0].nextRun <= Sys.time();

	/** Seconds until the next timed event; negative when there is none. **/
	function nextDelay():Float
		return regular.length == 0 ? -1 : Math.max(0, regular[0].nextRun - Sys.time());

	/** Calls what is due now, but not what that adds. **/
	function runDue():Bool {
		final now = Sys.time();
		final due = [];
		while (regular.length > 0 && regular[0].nextRun <= now)
			due.push(regular.shift());
		for (event in due) {
			event.nextRun += event.interval;
			insert(event);
		}
		for (event in due)
			if (!event.cancelled)
				event.run();
		final singles = once;
		once = [];
		for (event in singles)
			event();
		return due.length > 0 || singles.length > 0;
	}

	function insert(event:RegularEvent):Void {
		var at = regular.length;
		while (at > 0 && regular[at - 1].nextRun > event.nextRun)
			at--;
		regular.insert(at, event);
	}
}
