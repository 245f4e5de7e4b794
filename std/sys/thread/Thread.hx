package sys.thread;

import rayzor.rt.ThreadTable;

/** A thread of the program. One thread runs at a time, until it waits. **/
class Thread {
	static final threads = new Map<Int, Thread>();

	final messages = new Deque<Dynamic>();

	function new() {}

	/** The thread that asks. **/
	public static function current():Thread {
		final id = ThreadTable.current();
		var thread = threads.get(id);
		if (thread == null)
			threads.set(id, thread = new Thread());
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

	/** A message sent to the asking thread; waits for one if `block`, else `null` when there is none. **/
	public static function readMessage(block:Bool):Dynamic
		return current().messages.pop(block);

	/** Leaves a message for this thread. **/
	public function sendMessage(msg:Dynamic):Void
		messages.add(msg);
}
