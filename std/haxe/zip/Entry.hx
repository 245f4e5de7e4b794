package haxe.zip;

/** What more is said of a file in an archive. **/
enum ExtraField {
	FUnknown(tag:Int, bytes:haxe.io.Bytes);
	FInfoZipUnicodePath(name:String, crc:Int);
	FUtf8;
}

/** A file in an archive. **/
typedef Entry = {
	var fileName:String;
	var fileSize:Int;
	var fileTime:Date;
	var compressed:Bool;
	var dataSize:Int;
	var data:Null<haxe.io.Bytes>;
	var crc32:Null<Int>;
	@:optional var extraFields:Null<haxe.ds.List<ExtraField>>;
}
