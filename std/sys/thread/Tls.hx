package sys.thread;

import rayzor.rt.ThreadTable;

/** A variable that every thread has its own of. **/
class Tls<T> {
	final values = new Map<Int, T>();

	public var value(get, set):T;

	public function new() {}

	function get_value():T
		return values.get(ThreadTable.current());

	function set_value(v:T):T {
		values.set(ThreadTable.current(), v);
		return v;
	}
}
