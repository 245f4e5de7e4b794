package sys.thread;

import rayzor.rt.ThreadTable;
import rayzor.rt.Waiting;

/** Lets as many threads pass as its count says. **/
class Semaphore {
	var count:Int;

	public function new(value:Int)
		count = value;

	/** Waits until the count is above 0 and takes one. **/
	public function acquire():Void
		Waiting.until(take, -1);

	/** `acquire`, but not longer than `timeout` seconds; without one, not at all. **/
	public function tryAcquire(?timeout:Float):Bool
		return Waiting.until(take, timeout == null ? 0 : timeout);

	function take():Bool {
		if (count <= 0)
			return false;
		count--;
		return true;
	}

	/** Gives one back. **/
	public function release():Void {
		count++;
		ThreadTable.notify();
	}
}
