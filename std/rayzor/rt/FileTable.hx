package rayzor.rt;

/** Open files of the runtime. Failures throw a String. **/
@:noCompletion extern class FileTable {
	/** 0 input, 1 output, 2 errors. **/
	@:rt("rayzor_file_std") static function std(which:Int):Dynamic;
	/** 0 read, 1 write anew, 2 append, 3 read and write. **/
	@:rt("rayzor_file_open") static function open(path:String, mode:Int):Dynamic;
	@:rt("rayzor_file_close") static function close(f:Dynamic):Void;
	/** Into the storage of a `Bytes`; 0 at the end of the file. **/
	@:rt("rayzor_file_read") static function read(f:Dynamic, b:Dynamic, pos:Int, len:Int):Int;
	@:rt("rayzor_file_write") static function write(f:Dynamic, b:Dynamic, pos:Int, len:Int):Int;
	@:rt("rayzor_file_flush") static function flush(f:Dynamic):Void;
	/** From 0 the start, 1 the position, 2 the end. **/
	@:rt("rayzor_file_seek") static function seek(f:Dynamic, offset:Int, from:Int):Void;
	@:rt("rayzor_file_tell") static function tell(f:Dynamic):Int;
	@:rt("rayzor_file_eof") static function eof(f:Dynamic):Bool;
	@:rt("rayzor_fs_exists") static function exists(path:String):Bool;
	@:rt("rayzor_fs_is_directory") static function isDirectory(path:String):Bool;
	@:rt("rayzor_fs_rename") static function rename(path:String, to:String):Void;
	@:rt("rayzor_fs_create_directory") static function createDirectory(path:String):Void;
	@:rt("rayzor_fs_delete_file") static function deleteFile(path:String):Void;
	@:rt("rayzor_fs_delete_directory") static function deleteDirectory(path:String):Void;
	@:rt("rayzor_fs_read_directory") static function readDirectory(path:String):Array<String>;
	@:rt("rayzor_fs_full_path") static function fullPath(path:String):String;
	@:rt("rayzor_fs_copy") static function copy(from:String, to:String):Void;
	/** 0 gid, 1 uid, 2 atime ms, 3 mtime ms, 4 ctime ms, 5 size, 6 dev, 7 ino, 8 nlink, 9 rdev, 10 mode. **/
	@:rt("rayzor_fs_stat") static function stat(path:String):Array<Float>;
	@:rt("rayzor_process_start") static function processStart(cmd:String, args:Array<String>, detached:Bool):Dynamic;
	@:rt("rayzor_process_pid") static function processPid(p:Dynamic):Int;
	/** The pipe 0 input, 1 output, 2 errors, as a file. **/
	@:rt("rayzor_process_pipe") static function processPipe(p:Dynamic, which:Int):Dynamic;
	/** The exit code; `null` when it still runs and `block` is false. **/
	@:rt("rayzor_process_exit_code") static function processExitCode(p:Dynamic, block:Bool):Null<Int>;
	@:rt("rayzor_process_kill") static function processKill(p:Dynamic):Void;
	@:rt("rayzor_process_close") static function processClose(p:Dynamic):Void;
}
