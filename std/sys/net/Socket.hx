package sys.net;

import rayzor.rt.SocketTable;

/** A TCP connection, or the place where connections arrive. **/
class Socket {
	/** What the other side sends. **/
	public var input(default, null):haxe.io.Input;

	/** What is sent to the other side. **/
	public var output(default, null):haxe.io.Output;

	/** Whatever the program wants to keep with the socket. **/
	public var custom:Dynamic;

	var s:Dynamic;

	/** A socket that is neither bound nor connected. **/
	public function new()
		use(open());

	/** What the runtime has for it. **/
	function open():Dynamic
		return SocketTable.make();

	function use(s:Dynamic):Void {
		this.s = s;
		input = new SocketInput(s);
		output = new SocketOutput(s);
	}

	/** Ends the connection. **/
	public function close():Void
		SocketTable.close(s);

	/** All that the other side sends until it closes. **/
	public function read():String
		return input.readAll().toString();

	/** Sends all of `content`. **/
	public function write(content:String):Void
		output.writeString(content);

	/** Connects to a machine that listens. **/
	public function connect(host:Host, port:Int):Void
		SocketTable.connect(s, host.ip, port);

	/** Lets connections wait to be accepted. **/
	public function listen(connections:Int):Void {}

	/** Ends one direction, or both. **/
	public function shutdown(read:Bool, write:Bool):Void
		SocketTable.shutdown(s, read, write);

	/** Takes a port of this machine, any free one for 0. **/
	public function bind(host:Host, port:Int):Void
		SocketTable.bind(s, host.ip, port);

	/** The next connection; waits for it unless the socket is set not to. **/
	public function accept():Socket {
		final accepted = SocketTable.accept(s);
		if (accepted == null)
			throw haxe.io.Error.Blocked;
		final socket = Type.createEmptyInstance(Socket);
		socket.use(accepted);
		return socket;
	}

	/** Address and port of the other side. **/
	public function peer():{host:Host, port:Int}
		return address(SocketTable.peer(s));

	/** Address and port of this side. **/
	public function host():{host:Host, port:Int}
		return address(SocketTable.local(s));

	static function address(pair:Array<Int>):{host:Host, port:Int}
		return {host: Host.ofAddress(pair[0]), port: pair[1]};

	/** How long reading and writing may wait, in seconds. **/
	public function setTimeout(timeout:Float):Void
		SocketTable.setTimeout(s, timeout);

	/** Waits until there is something to read. **/
	public function waitForRead():Void
		select([this], null, null, -1);

	/** Whether operations wait, or throw `Blocked`. **/
	public function setBlocking(b:Bool):Void
		SocketTable.setBlocking(s, b);

	/** Whether small pieces are sent at once. **/
	public function setFastSend(b:Bool):Void
		SocketTable.setFastSend(s, b);

	/** Waits until a socket is ready, for `timeout` seconds at most, and says which are. **/
	public static function select(read:Array<Socket>, write:Array<Socket>, others:Array<Socket>,
			?timeout:Float):{read:Array<Socket>, write:Array<Socket>, others:Array<Socket>} {
		final ready = SocketTable.select(handles(read), handles(write), handles(others), timeout == null ? -1 : timeout);
		final out = [[], [], []];
		final from = [read, write, others];
		var which = 0;
		for (index in ready) {
			if (index < 0)
				which++;
			else
				out[which].push(from[which][index]);
		}
		return {read: out[0], write: out[1], others: out[2]};
	}

	static function handles(sockets:Array<Socket>):Array<Dynamic> {
		final out:Array<Dynamic> = [];
		if (sockets != null)
			for (socket in sockets)
				out.push(socket.s);
		return out;
	}
}
