package haxe.crypto;

import haxe.io.Bytes;

/** Bytes as base-64 text. **/
class Base64 {
	public static var CHARS(default, null) = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	public static var BYTES(default, null) = Bytes.ofString(CHARS);
	public static var URL_CHARS(default, null) = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	public static var URL_BYTES(default, null) = Bytes.ofString(URL_CHARS);

	public static function encode(bytes:Bytes, complement = true):String {
		final text = new BaseCode(BYTES).encodeBytes(bytes).toString();
		return complement ? pad(text, bytes) : text;
	}

	public static function decode(str:String, complement = true):Bytes
		return new BaseCode(BYTES).decodeBytes(Bytes.ofString(complement ? strip(str) : str));

	public static function urlEncode(bytes:Bytes, complement = false):String {
		final text = new BaseCode(URL_BYTES).encodeBytes(bytes).toString();
		return complement ? pad(text, bytes) : text;
	}

	public static function urlDecode(str:String, complement = false):Bytes
		return new BaseCode(URL_BYTES).decodeBytes(Bytes.ofString(complement ? strip(str) : str));

	static function pad(text:String, bytes:Bytes):String
		return switch bytes.length % 3 {
			case 1: text + "==";
			case 2: text + "=";
			case _: text;
		}

	static function strip(str:String):String {
		var n = str.length;
		while (n > 0 && StringTools.unsafeCodeAt(str, n - 1) == "=".code)
			n--;
		return str.substr(0, n);
	}
}
