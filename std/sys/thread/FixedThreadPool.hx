package sys.thread;

/** A pool of always the same number of threads. **/
class FixedThreadPool implements IThreadPool {
	public var threadsCount(get, null):Int;
	public var isShutdown(get, never):Bool;

	var closed = false;

	/** Tasks to do; `null` ends the thread that takes it. **/
	final queue = new Deque<Null<() -> Void>>();

	/** Starts `threadsCount` threads, at least one. **/
	public function new(threadsCount:Int):Void {
		if (threadsCount < 1)
			throw new ThreadPoolException("FixedThreadPool needs threadsCount to be at least 1.");
		this.threadsCount = threadsCount;
		for (_ in 0...threadsCount)
			Thread.create(work);
	}

	/** Hands `task` to the next thread that is free. **/
	public function run(task:() -> Void):Void {
		if (closed)
			throw new ThreadPoolException("Task is rejected. Thread pool is shut down.");
		if (task == null)
			throw new ThreadPoolException("Task to run must not be null.");
		queue.add(task);
	}

	/** Takes no more tasks; what was given before is still run. **/
	public function shutdown():Void {
		if (closed)
			return;
		closed = true;
		for (_ in 0...threadsCount)
			queue.add(null);
	}

	function work():Void {
		var task = queue.pop(true);
		while (task != null) {
			// A thread that a task brings down is replaced.
			try task() catch (e:haxe.Exception) {
				Thread.create(work);
				throw e;
			}
			task = queue.pop(true);
		}
	}

	function get_threadsCount():Int
		return threadsCount;

	function get_isShutdown():Bool
		return closed;
}
