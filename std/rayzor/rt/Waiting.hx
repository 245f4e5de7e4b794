package rayzor.rt;

/** Waiting for something that another thread does. **/
@:noCompletion class Waiting {
	/** Waits until `ready` answers true, for `seconds` at most unless negative; what it answered last. **/
	public static function until(ready:Void->Bool, seconds:Float):Bool {
		final end = Sys.time() + seconds;
		while (!ready()) {
			final left = seconds < 0 ? -1.0 : end - Sys.time();
			if (seconds >= 0 && left <= 0)
				return false;
			ThreadTable.wait(ThreadTable.events(), left);
		}
		return true;
	}
}
