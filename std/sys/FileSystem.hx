package sys;

import rayzor.rt.FileTable;

/** Files and directories. Every failure throws. **/
class FileSystem {
	public static function exists(path:String):Bool
		return FileTable.exists(path);

	public static function rename(path:String, newPath:String):Void
		FileTable.rename(path, newPath);

	public static function stat(path:String):FileStat {
		final s = FileTable.stat(path);
		return {
			gid: Std.int(s[0]),
			uid: Std.int(s[1]),
			atime: Date.fromTime(s[2]),
			mtime: Date.fromTime(s[3]),
			ctime: Date.fromTime(s[4]),
			size: Std.int(s[5]),
			dev: Std.int(s[6]),
			ino: Std.int(s[7]),
			nlink: Std.int(s[8]),
			rdev: Std.int(s[9]),
			mode: Std.int(s[10])
		};
	}

	/** The path with links and dots resolved. **/
	public static function fullPath(relPath:String):String
		return FileTable.fullPath(relPath);

	/** The path from the root, links and all. **/
	public static function absolutePath(relPath:String):String
		return haxe.io.Path.isAbsolute(relPath) ? relPath : haxe.io.Path.join([Sys.getCwd(), relPath]);

	public static function isDirectory(path:String):Bool
		return exists(path) && FileTable.isDirectory(path);

	/** Also the directories above it, where missing. **/
	public static function createDirectory(path:String):Void
		FileTable.createDirectory(path);

	public static function deleteFile(path:String):Void
		FileTable.deleteFile(path);

	/** The directory must be empty. **/
	public static function deleteDirectory(path:String):Void
		FileTable.deleteDirectory(path);

	/** The names in the directory, in no order. **/
	public static function readDirectory(path:String):Array<String>
		return FileTable.readDirectory(path);
}
