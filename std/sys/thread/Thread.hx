package sys.thread;

import rayzor.rt.ThreadTable;

/** A thread of the program. One thread runs at a time, until it waits. **/
class Thread {
	static final threads = new Map<Int, Thread>();

	/** What it does when it is due; only the first thread and those made with one have a loop. **/
	public var events(get, never):EventLoop;

	final messages = new Deque<Dynamic>();
	var ownLoop:Null<EventLoop>;

	function new() {}

	/** The thread that asks. **/
	public static function current():Thread {
		final id = ThreadTable.current();
		final known = threads.get(id);
		if (known != null)
			return known;
		final thread = new Thread();
		if (id == 0)
			thread.ownLoop = new EventLoop();
		threads.set(id, thread);
		return thread;
	}

	/** Starts a thread that runs `job`. **/
	public static function create(job:() -> Void):Thread {
		final thread = new Thread();
		ThreadTable.start(() -> {
			final id = ThreadTable.current();
			threads.set(id, thread);
			try job() catch (e:haxe.Exception) {
				threads.remove(id);
				throw e;
			}
			threads.remove(id);
		});
		return thread;
	}

	/** Runs `job`, then the events of this thread, which has a loop from here on until none is left. **/
	public static function runWithEventLoop(job:() -> Void):Void {
		final thread = current();
		if (thread.ownLoop != null)
			return job();
		final made = new EventLoop();
		thread.ownLoop = made;
		try {
			job();
			made.loop();
		} catch (e:haxe.Exception) {
			thread.ownLoop = null;
			throw e;
		}
		thread.ownLoop = null;
	}

	/** Starts a thread that runs `job`, then its events until none is left. **/
	public static function createWithEventLoop(job:() -> Void):Thread {
		final thread = new Thread();
		thread.ownLoop = new EventLoop();
		ThreadTable.start(() -> {
			final id = ThreadTable.current();
			threads.set(id, thread);
			try {
				job();
				thread.events.loop();
			} catch (e:haxe.Exception) {
				threads.remove(id);
				throw e;
			}
			threads.remove(id);
		});
		return thread;
	}

	/** A message sent to the asking thread; waits for one if `block`, else `null` when there is none. **/
	public static function readMessage(block:Bool):Dynamic
		return current().messages.pop(block);

	/** Leaves a message for this thread. **/
	public function sendMessage(msg:Dynamic):Void
		messages.add(msg);

	function get_events():EventLoop {
		if (ownLoop == null)
			throw new NoEventLoopException();
		return ownLoop;
	}
}
