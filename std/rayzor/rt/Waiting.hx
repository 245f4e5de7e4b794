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

	/** The same for what also comes with time: `delay` seconds from now, never if that is negative. **/
	public static function untilTime(ready:Void->Bool, seconds:Float, delay:Void->Float):Bool {
		final end = Sys.time() + seconds;
		while (!ready()) {
			var left = delay();
			if (seconds >= 0) {
				final rest = end - Sys.time();
				if (rest <= 0)
					return false;
				if (left < 0 || rest < left)
					left = rest;
			}
			ThreadTable.wait(ThreadTable.events(), left);
		}
		return true;
	}
}
