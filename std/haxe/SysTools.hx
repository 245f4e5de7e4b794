package haxe;

/** Quoting for command lines. **/
class SysTools {
	/** Characters that mean something to the Windows shell. **/
	public static final winMetaCharacters:haxe.ds.ReadOnlyArray<Int> = [for (c in " ()%!^\"<>&|\n\r,;".split("")) c.charCodeAt(0)];

	/** `argument` as one word of a Unix shell. **/
	public static function quoteUnixArg(argument:String):String {
		if (argument == "")
			return "''";
		if (!~/[^a-zA-Z0-9_@%+=:,.\/-]/.match(argument))
			return argument;
		return "'" + StringTools.replace(argument, "'", "'\"'\"'") + "'";
	}

	/** `argument` as one word of a Windows command line. **/
	public static function quoteWinArg(argument:String, escapeMetaCharacters:Bool):String {
		if (!~/^(\/)?[^ \t\/\\"]+$/.match(argument)) {
			final out = new StringBuf();
			final needQuote = argument.indexOf(" ") != -1 || argument.indexOf("\t") != -1 || argument == "" || argument.indexOf("/") > 0;
			if (needQuote)
				out.add('"');
			var slashes = 0;
			for (i in 0...argument.length) {
				final c = argument.charAt(i);
				if (c == "\\") {
					slashes++;
					continue;
				}
				if (c == '"') {
					for (_ in 0...slashes * 2 + 1)
						out.add("\\");
				} else
					for (_ in 0...slashes)
						out.add("\\");
				slashes = 0;
				out.add(c);
			}
			for (_ in 0...(needQuote ? slashes * 2 : slashes))
				out.add("\\");
			if (needQuote)
				out.add('"');
			argument = out.toString();
		}
		if (!escapeMetaCharacters)
			return argument;
		final out = new StringBuf();
		for (i in 0...argument.length) {
			final c = argument.charCodeAt(i);
			if (winMetaCharacters.indexOf(c) >= 0)
				out.addChar("^".code);
			out.addChar(c);
		}
		return out.toString();
	}
}
