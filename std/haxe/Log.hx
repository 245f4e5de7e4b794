package haxe;

/** What `trace` calls. **/
class Log {
	/** The line that `trace(v)` at `infos` prints. **/
	public static function formatOutput(v:Dynamic, infos:PosInfos):String {
		var text = Std.string(v);
		if (infos == null)
			return text;
		final place = infos.fileName + ":" + infos.lineNumber;
		if (infos.customParams != null)
			for (param in infos.customParams)
				text += ", " + Std.string(param);
		return place + ": " + text;
	}

	/** Prints `v` with its place. May be replaced by another function. **/
	public static dynamic function trace(v:Dynamic, ?infos:PosInfos):Void
		Sys.println(formatOutput(v, infos));
}
