package sys.io;

import haxe.io.Bytes;
import rayzor.rt.FileTable;

/** Whole files and open ones. Every failure throws. **/
class File {
	/** The text of the file. **/
	public static function getContent(path:String):String
		return getBytes(path).toString();

	/** Makes `content` the text of the file. **/
	public static function saveContent(path:String, content:String):Void
		saveBytes(path, Bytes.ofString(content));

	/** The bytes of the file. **/
	public static function getBytes(path:String):Bytes {
		final input = read(path, true);
		final data = input.readAll();
		input.close();
		return data;
	}

	/** Makes `bytes` the content of the file. **/
	public static function saveBytes(path:String, bytes:Bytes):Void {
		final output = write(path, true);
		output.write(bytes);
		output.close();
	}

	/** Opens for reading. **/
	public static function read(path:String, binary:Bool = true):FileInput
		return new FileInput(FileTable.open(path, 0));

	/** Opens for writing anew. **/
	public static function write(path:String, binary:Bool = true):FileOutput
		return new FileOutput(FileTable.open(path, 1));

	/** Opens for writing at the end. **/
	public static function append(path:String, binary:Bool = true):FileOutput
		return new FileOutput(FileTable.open(path, 2));

	/** Opens for writing without clearing what is there. **/
	public static function update(path:String, binary:Bool = true):FileOutput
		return new FileOutput(FileTable.open(path, 3));

	/** Copies the file. **/
	public static function copy(srcPath:String, dstPath:String):Void
		FileTable.copy(srcPath, dstPath);
}
