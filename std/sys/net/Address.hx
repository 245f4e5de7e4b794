package sys.net;

/** An address and a port, for datagrams. **/
class Address {
	/** The address, as in `Host.ip`. **/
	public var host:Int;

	public var port:Int;

	public function new() {
		host = 0;
		port = 0;
	}

	/** The machine at the address. **/
	public function getHost():Host
		return Host.ofAddress(host);

	/** 0 for the same address and port, otherwise which is the smaller. **/
	public function compare(a:Address):Int {
		final ports = a.port - port;
		return ports != 0 ? ports : a.host - host;
	}

	public function clone():Address {
		final copy = new Address();
		copy.host = host;
		copy.port = port;
		return copy;
	}
}
