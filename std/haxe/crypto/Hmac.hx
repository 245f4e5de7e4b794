package haxe.crypto;

import haxe.io.Bytes;

/** The digests an `Hmac` may use. **/
enum HashMethod {
	MD5;
	SHA1;
	SHA256;
}

/** Keyed digests (RFC 2104). **/
class Hmac {
	final method:HashMethod;
	final blockSize:Int = 64;

	public function new(hashMethod:HashMethod)
		method = hashMethod;

	function hash(b:Bytes):Bytes
		return switch method {
			case MD5: Md5.make(b);
			case SHA1: Sha1.make(b);
			case SHA256: Sha256.make(b);
		}

	function keyed(key:Bytes, pattern:Int, rest:Bytes):Bytes {
		final out = Bytes.alloc(blockSize + rest.length);
		for (i in 0...blockSize)
			out.set(i, (i < key.length ? key.get(i) : 0) ^ pattern);
		out.blit(blockSize, rest, 0, rest.length);
		return out;
	}

	/** The digest of `msg` under `key`. **/
	public function make(key:Bytes, msg:Bytes):Bytes {
		if (key.length > blockSize)
			key = hash(key);
		return hash(keyed(key, 0x5C, hash(keyed(key, 0x36, msg))));
	}
}
