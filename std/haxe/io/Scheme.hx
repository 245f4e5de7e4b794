package haxe.io;

/** What an address on the net begins with: a letter, followed by letters, digits, `+`, `.` and `-`. **/
enum abstract Scheme(String) from String to String {
	var Http = "http";
	var Https = "https";
	var Ftp = "ftp";
	var MailTo = "mailto";
	var File = "file";
	var Data = "data";
}
