// A file that is not there.
import sys.FileSystem;
import sys.io.File;

class Main {
	static function main() {
		Sys.println(FileSystem.exists("no/such/file"));
		try {
			File.getContent("no/such/file");
			Sys.println("nothing thrown");
		} catch (e:Dynamic) {
			Sys.println("not read");
		}
		try {
			FileSystem.readDirectory("no/such/directory");
			Sys.println("nothing thrown");
		} catch (e:Dynamic) {
			Sys.println("not listed");
		}
		try {
			FileSystem.deleteFile("no/such/file");
			Sys.println("nothing thrown");
		} catch (e:Dynamic) {
			Sys.println("not deleted");
		}
		File.saveContent("no/such/file", "text");
	}
}
