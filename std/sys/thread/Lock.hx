package sys.thread;

import rayzor.rt.ThreadTable;
import rayzor.rt.Waiting;

/** Counts releases; each lets one wait pass. **/
class Lock {
	var count = 0;

	public function new() {}

	/** Waits for a release, `timeout` seconds at most; whether there was one. **/
	public function wait(?timeout:Float):Bool {
		final passed = Waiting.until(() -> count > 0, timeout == null ? -1 : timeout);
		if (passed)
			count--;
		return passed;
	}

	public function release():Void {
		count++;
		ThreadTable.notify();
	}
}
