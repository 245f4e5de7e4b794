package rayzor.rt;

/** Sockets of the runtime. Failures throw a String. **/
@:noCompletion extern class SocketTable {
	@:rt("rayzor_socket_new") static function make():Dynamic;
	@:rt("rayzor_socket_connect") static function connect(s:Dynamic, ip:Int, port:Int):Void;
	@:rt("rayzor_socket_bind") static function bind(s:Dynamic, ip:Int, port:Int):Void;
	/** `null` when there is no connection yet and the socket does not wait. **/
	@:rt("rayzor_socket_accept") static function accept(s:Dynamic):Dynamic;
	@:rt("rayzor_socket_close") static function close(s:Dynamic):Void;
	/** Bytes read into the storage of a `Bytes`; 0 at the end, -1 when it would have to wait. **/
	@:rt("rayzor_socket_read") static function read(s:Dynamic, b:Dynamic, pos:Int, len:Int):Int;
	@:rt("rayzor_socket_write") static function write(s:Dynamic, b:Dynamic, pos:Int, len:Int):Int;
	@:rt("rayzor_socket_shutdown") static function shutdown(s:Dynamic, read:Bool, write:Bool):Void;
	/** Address and port. **/
	@:rt("rayzor_socket_peer") static function peer(s:Dynamic):Array<Int>;
	@:rt("rayzor_socket_local") static function local(s:Dynamic):Array<Int>;
	@:rt("rayzor_socket_set_timeout") static function setTimeout(s:Dynamic, seconds:Float):Void;
	@:rt("rayzor_socket_set_blocking") static function setBlocking(s:Dynamic, blocking:Bool):Void;
	@:rt("rayzor_socket_set_fast_send") static function setFastSend(s:Dynamic, fast:Bool):Void;
	/** Indices of the ready ones of each array, with -1 between the arrays. **/
	@:rt("rayzor_socket_select") static function select(read:Array<Dynamic>, write:Array<Dynamic>, others:Array<Dynamic>, seconds:Float):Array<Int>;
	@:rt("rayzor_datagrams_new") static function makeDatagrams():Dynamic;
	@:rt("rayzor_datagrams_set_broadcast") static function setBroadcast(s:Dynamic, broadcast:Bool):Void;
	/** Sends a range (start, length) to an address and port: bytes sent, -1 when it would have to wait. **/
	@:rt("rayzor_datagrams_send") static function sendDatagram(s:Dynamic, b:Dynamic, range:Array<Int>, to:Array<Int>):Int;
	/** Where it came from (address, port), and its length or -1 when it would have to wait. **/
	@:rt("rayzor_datagrams_receive") static function receiveDatagram(s:Dynamic, b:Dynamic, pos:Int, len:Int):Array<Int>;
	@:rt("rayzor_host_resolve") static function resolve(name:String):Int;
	@:rt("rayzor_host_local") static function localHost():String;
}
