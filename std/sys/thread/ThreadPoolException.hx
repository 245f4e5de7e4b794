package sys.thread;

/** A thread pool was used as it cannot be. **/
class ThreadPoolException extends haxe.Exception {}
