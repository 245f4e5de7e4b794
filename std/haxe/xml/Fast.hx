package haxe.xml;

/** The old name of `Access`. **/
@:deprecated("haxe.xml.Fast was renamed to haxe.xml.Access") typedef Fast = Access;
