package haxe.io;

/** A file path taken apart. **/
class Path {
	/** The directory, without a slash at its end; `null` when there is none. **/
	public var dir:Null<String>;

	/** The name without directory and extension. **/
	public var file:String;

	/** The extension without its dot; `null` when there is none. **/
	public var ext:Null<String>;

	/** Whether the directory was written with backslashes. **/
	public var backslash:Bool;

	public function new(path:String) {
		switch path {
			case "." | "..":
				dir = path;
				file = "";
				return;
		}
		final slash = path.lastIndexOf("/");
		final back = path.lastIndexOf("\\");
		if (slash < back) {
			dir = path.substr(0, back);
			path = path.substr(back + 1);
			backslash = true;
		} else if (back < slash) {
			dir = path.substr(0, slash);
			path = path.substr(slash + 1);
		} else
			dir = null;
		final dot = path.lastIndexOf(".");
		if (dot != -1) {
			ext = path.substr(dot + 1);
			file = path.substr(0, dot);
		} else {
			ext = null;
			file = path;
		}
	}

	/** The path put together again. **/
	public function toString():String
		return (dir == null ? "" : dir + (backslash ? "\\" : "/")) + file + (ext == null ? "" : "." + ext);

	/** `path` without its extension. **/
	public static function withoutExtension(path:String):String {
		final s = new Path(path);
		s.ext = null;
		return s.toString();
	}

	/** `path` without its directory. **/
	public static function withoutDirectory(path):String {
		final s = new Path(path);
		s.dir = null;
		return s.toString();
	}

	/** The directory of `path`, `""` when there is none. **/
	public static function directory(path):String {
		final s = new Path(path);
		return s.dir == null ? "" : s.dir;
	}

	/** The extension of `path`, `""` when there is none. **/
	public static function extension(path):String {
		final s = new Path(path);
		return s.ext == null ? "" : s.ext;
	}

	/** `path` with another extension. **/
	public static function withExtension(path, ext):String {
		final s = new Path(path);
		s.ext = ext;
		return s.toString();
	}

	/** The paths one below the other, normalised. **/
	public static function join(paths:Array<String>):String {
		final parts = paths.filter(s -> s != null && s != "");
		if (parts.length == 0)
			return "";
		var path = parts[0];
		for (i in 1...parts.length)
			path = addTrailingSlash(path) + parts[i];
		return normalize(path);
	}

	/** `path` without `.`, `..` and doubled slashes. **/
	public static function normalize(path:String):String {
		path = path.split("\\").join("/");
		if (path == "/")
			return "/";
		final target:Array<String> = [];
		for (token in path.split("/")) {
			if (token == ".." && target.length > 0 && target[target.length - 1] != "..")
				target.pop();
			else if (token == "") {
				if (target.length > 0 || StringTools.fastCodeAt(path, 0) == "/".code)
					target.push(token);
			} else if (token != ".")
				target.push(token);
		}
		final joined = target.join("/");
		// One slash where several stand, but "://" stays.
		final out = new StringBuf();
		var colon = false;
		var slashes = false;
		for (i in 0...joined.length) {
			switch StringTools.fastCodeAt(joined, i) {
				case ":".code:
					out.add(":");
					colon = true;
				case "/".code if (!colon):
					slashes = true;
				case c:
					colon = false;
					if (slashes) {
						out.add("/");
						slashes = false;
					}
					out.addChar(c);
			}
		}
		return out.toString();
	}

	/** `path` with a slash at its end. **/
	public static function addTrailingSlash(path:String):String {
		if (path.length == 0)
			return "/";
		final slash = path.lastIndexOf("/");
		final back = path.lastIndexOf("\\");
		return if (slash < back) back != path.length - 1 ? path + "\\" : path; else slash != path.length - 1 ? path + "/" : path;
	}

	/** `path` without slashes at its end. **/
	public static function removeTrailingSlashes(path:String):String {
		while (true) {
			switch path.charCodeAt(path.length - 1) {
				case "/".code | "\\".code:
					path = path.substr(0, path.length - 1);
				case _:
					return path;
			}
		}
	}

	public static function isAbsolute(path:String):Bool
		return StringTools.startsWith(path, "/") || path.charAt(1) == ":" || StringTools.startsWith(path, "\\\\");
}
