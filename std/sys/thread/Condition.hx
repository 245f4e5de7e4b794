package sys.thread;

import rayzor.rt.ThreadTable;
import rayzor.rt.Waiting;

/** A mutex whose holder can wait for a signal, letting it go meanwhile. **/
class Condition {
	final mutex = new Mutex();
	var waiting = 0;
	var signals = 0;

	public function new() {}

	public function acquire():Void
		mutex.acquire();

	public function tryAcquire():Bool
		return mutex.tryAcquire();

	public function release():Void
		mutex.release();

	/** Lets the mutex go, waits for a signal, and holds it again. **/
	public function wait():Void {
		waiting++;
		mutex.release();
		Waiting.until(() -> signals > 0, -1);
		signals--;
		waiting--;
		mutex.acquire();
	}

	/** Wakes one that waits. **/
	public function signal():Void {
		if (signals < waiting) {
			signals++;
			ThreadTable.notify();
		}
	}

	/** Wakes all that wait. **/
	public function broadcast():Void {
		signals = waiting;
		ThreadTable.notify();
	}
}
