package sys;

/** What the file system knows about a path. **/
typedef FileStat = {
	var gid:Int;
	var uid:Int;
	var atime:Date;
	var mtime:Date;
	var ctime:Date;
	var size:Int;
	var dev:Int;
	var ino:Int;
	var nlink:Int;
	var rdev:Int;
	var mode:Int;
}
