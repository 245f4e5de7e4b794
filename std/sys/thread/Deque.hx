package sys.thread;

import rayzor.rt.ThreadTable;
import rayzor.rt.Waiting;

/** A row of values that threads hand to each other. **/
class Deque<T> {
	final row:Array<T> = [];

	public function new() {}

	/** Puts `i` at the end. **/
	public function add(i:T):Void {
		row.push(i);
		ThreadTable.notify();
	}

	/** Puts `i` at the start. **/
	public function push(i:T):Void {
		row.unshift(i);
		ThreadTable.notify();
	}

	/** Takes the first; waits for one if `block`, else `null` when there is none. **/
	public function pop(block:Bool):Null<T> {
		if (block)
			Waiting.until(() -> row.length > 0, -1);
		return row.shift();
	}
}
