package sys.thread;

/** A pool that starts threads as they are needed and ends those that have nothing to do. **/
class ElasticThreadPool implements IThreadPool {
	public var threadsCount(get, null):Int;

	/** Never more threads than this. **/
	public var maxThreadsCount:Int;

	public var isShutdown(get, never):Bool;

	var closed = false;
	var count = 0;
	var idle = 0;
	final queue:Array<() -> Void> = [];
	final timeout:Float;

	/** `threadTimeout`: seconds after which a thread without work ends. **/
	public function new(maxThreadsCount:Int, threadTimeout:Float = 60):Void {
		if (maxThreadsCount < 1)
			throw new ThreadPoolException("ElasticThreadPool needs maxThreadsCount to be at least 1.");
		this.maxThreadsCount = maxThreadsCount;
		timeout = threadTimeout;
	}

	/** Hands `task` to a thread that is free, or to a new one. **/
	public function run(task:() -> Void):Void {
		if (closed)
			throw new ThreadPoolException("Task is rejected. Thread pool is shut down.");
		if (task == null)
			throw new ThreadPoolException("Task to run must not be null.");
		queue.push(task);
		if (idle < queue.length && count < maxThreadsCount)
			start();
		rayzor.rt.ThreadTable.notify();
	}

	/** Takes no more tasks; what was given before is still run. **/
	public function shutdown():Void {
		closed = true;
		rayzor.rt.ThreadTable.notify();
	}

	function start():Void {
		count++;
		Thread.create(work);
	}

	function work():Void {
		while (true) {
			idle++;
			rayzor.rt.Waiting.until(() -> closed || queue.length > 0, timeout);
			idle--;
			final task = queue.shift();
			if (task == null)
				break;
			// A thread that a task brings down is replaced when there is more to do.
			try task() catch (e:haxe.Exception) {
				count--;
				if (queue.length > 0)
					start();
				throw e;
			}
		}
		count--;
	}

	function get_threadsCount():Int
		return count;

	function get_isShutdown():Bool
		return closed;
}
