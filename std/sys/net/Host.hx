package sys.net;

import rayzor.rt.SocketTable;

/** A machine on the network, by its IPv4 address. **/
class Host {
	/** The name it was made with. **/
	public var host(default, null):String;

	/** The address, its first number in the lowest byte. **/
	public var ip(default, null):Int;

	/** Looks `name` up; throws when it is not known. **/
	public function new(name:String) {
		host = name;
		ip = SocketTable.resolve(name);
	}

	/** The address as four numbers. **/
	public function toString():String
		return (ip & 255) + "." + ((ip >> 8) & 255) + "." + ((ip >> 16) & 255) + "." + (ip >>> 24);

	/** The name of the machine; here the address. **/
	public function reverse():String
		return toString();

	/** The name of this machine. **/
	public static function localhost():String
		return SocketTable.localHost();

	@:allow(sys.net) static function ofAddress(ip:Int):Host {
		final made = Type.createEmptyInstance(Host);
		made.ip = ip;
		made.host = made.toString();
		return made;
	}
}
