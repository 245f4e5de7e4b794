package sys.thread;

/** Threads that run tasks given to them. **/
interface IThreadPool {
	/** Threads alive. **/
	var threadsCount(get, never):Int;

	/** Whether no more tasks are taken. **/
	var isShutdown(get, never):Bool;

	/** Hands `task` to a thread of the pool. **/
	function run(task:() -> Void):Void;

	/** Takes no more tasks; what was given before is still run. **/
	function shutdown():Void;
}
