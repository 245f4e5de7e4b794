package sys.net;

import haxe.io.Bytes;
import haxe.io.Eof;
import haxe.io.Error;
import rayzor.rt.SocketTable;

/** A socket that sends and receives datagrams: each arrives whole, or not at all. **/
class UdpSocket extends Socket {
	public function new()
		super();

	override function open():Dynamic
		return SocketTable.makeDatagrams();

	/** Whether datagrams may go to all machines of a network. **/
	public function setBroadcast(b:Bool):Void
		SocketTable.setBroadcast(s, b);

	/** Sends `len` bytes of `buf` from `pos` as one datagram; how many were sent. **/
	public function sendTo(buf:Bytes, pos:Int, len:Int, addr:Address):Int {
		check(buf, pos, len);
		final n = SocketTable.sendDatagram(s, buf.getData(), [pos, len], [addr.host, addr.port]);
		if (n < 0)
			throw Blocked;
		return n;
	}

	/** Waits for a datagram and puts up to `len` bytes of it into `buf` at `pos`; `addr` becomes the address of the sender. **/
	public function readFrom(buf:Bytes, pos:Int, len:Int, addr:Address):Int {
		check(buf, pos, len);
		final received = SocketTable.receiveDatagram(s, buf.getData(), pos, len);
		if (received[2] < 0)
			throw Blocked;
		if (received[2] == 0)
			throw new Eof();
		addr.host = received[0];
		addr.port = received[1];
		return received[2];
	}

	static function check(buf:Bytes, pos:Int, len:Int):Void
		if (pos < 0 || len < 0 || pos + len > buf.length)
			throw Error.OutsideBounds;
}
