package sys.thread;

import rayzor.rt.ThreadTable;
import rayzor.rt.Waiting;

/** What one thread holds at a time. The holder may acquire it again and must release it as often. **/
class Mutex {
	var owner = -1;
	var depth = 0;

	public function new() {}

	/** Waits until no other thread holds it, then holds it. **/
	public function acquire():Void
		Waiting.until(tryAcquire, -1);

	/** Holds it if no other thread does. **/
	public function tryAcquire():Bool {
		final me = ThreadTable.current();
		if (depth > 0 && owner != me)
			return false;
		owner = me;
		depth++;
		return true;
	}

	/** Lets others have it. **/
	public function release():Void {
		if (depth == 0 || owner != ThreadTable.current())
			throw "Mutex is not held by this thread";
		if (--depth == 0)
			ThreadTable.notify();
	}
}
