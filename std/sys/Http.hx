package sys;

import haxe.io.Bytes;
import haxe.io.BytesOutput;
import haxe.io.Input;
import haxe.io.Output;
import sys.net.Host;
import sys.net.Socket;

private typedef File = {
	var param:String;
	var filename:String;
	var io:Input;
	var size:Int;
	var mimeType:String;
}

/** A request over HTTP that waits for its answer. Encrypted connections (`https`) are not supported. **/
class Http extends haxe.http.HttpBase {
	/** Keeps the connection open for sending after the request. **/
	public var noShutdown:Bool;

	/** Seconds to wait for the other side. **/
	public var cnxTimeout:Float;

	/** The headers of the answer; of several with one name the last. **/
	public var responseHeaders:Map<String, String>;

	/** The server that requests go through, if any. **/
	public static var PROXY:{host:String, port:Int, auth:{user:String, pass:String}} = null;

	var manyHeaders:Map<String, Array<String>>;
	var file:Null<File>;

	public function new(url:String) {
		cnxTimeout = 10;
		super(url);
	}

	/** The answer to a GET of `url` as text; throws when it fails. **/
	public static function requestUrl(url:String):String {
		final http = new Http(url);
		var failed:Null<String> = null;
		http.onError = msg -> failed = msg;
		http.request(false);
		if (failed != null)
			throw failed;
		return http.responseData;
	}

	/** Sends the request: GET, or POST if `post` or there is a body. **/
	override public function request(?post:Bool):Void {
		final output = new BytesOutput();
		final inner = onError;
		var failed = false;
		onError = msg -> {
			failed = true;
			responseBytes = output.getBytes();
			responseAsString = null;
			onError = inner;
			onError(msg);
		};
		final posts = post || postBytes != null || postData != null || file != null;
		customRequest(posts, output);
		if (!failed) {
			onError = inner;
			success(output.getBytes());
		}
	}

	@:noCompletion @:deprecated("Use fileTransfer() instead.")
	public inline function fileTransfert(argname:String, filename:String, file:Input, size:Int, ?mimeType = "application/octet-stream"):Void
		fileTransfer(argname, filename, file, size, mimeType);

	/** Sends a file as the parameter `argname` of the next POST. **/
	public function fileTransfer(argname:String, filename:String, file:Input, size:Int, mimeType = "application/octet-stream"):Void
		this.file = {
			param: argname,
			filename: filename,
			io: file,
			size: size,
			mimeType: mimeType
		};

	/** Sends the request with any method and puts the answer into `api`. **/
	public function customRequest(post:Bool, api:Output, ?sock:Socket, ?method:String):Void {
		responseAsString = null;
		responseBytes = null;
		final parts = ~/^(https?:\/\/)?([a-zA-Z0-9._-]+)(:[0-9]+)?(.*)$/;
		if (!parts.match(url))
			return onError("Invalid URL");
		if (parts.matched(1) == "https://" && sock == null)
			return onError("https is not supported");
		final host = parts.matched(2);
		final given = parts.matched(3);
		final port = given == null || given == "" ? 80 : Std.parseInt(given.substr(1));
		final path = parts.matched(4);
		final socket = sock == null ? new Socket() : sock;
		try {
			final head = new BytesOutput();
			final body = request_(head, post, method, host, given == null ? "" : given, path.charAt(0) == "/" ? path : "/" + path);
			socket.setTimeout(cnxTimeout);
			if (PROXY != null)
				socket.connect(new Host(PROXY.host), PROXY.port);
			else
				socket.connect(new Host(host), port);
			socket.output.write(head.getBytes());
			socket.output.write(body);
			if (file != null)
				sendFile(socket.output);
			socket.output.flush();
			readAnswer(api, socket, method == "HEAD");
			socket.close();
		} catch (e:haxe.Exception) {
			try socket.close() catch (_:haxe.Exception) {}
			onError(e.message);
		}
	}

	static final BOUNDARY = "----------------------------------RayzorFormBoundary";

	/** Writes the head of the request; gives what follows it. **/
	function request_(head:BytesOutput, post:Bool, method:Null<String>, host:String, port:String, path:String):Bytes {
		final line = (text:String) -> head.writeString(text + "\r\n");
		final encoded = [for (p in params) StringTools.urlEncode(p.name) + "=" + StringTools.urlEncode(p.value)].join("&");
		final body = new BytesOutput();
		var inUrl = "";
		var length = 0;
		if (file != null) {
			for (p in params)
				body.writeString('--$BOUNDARY\r\nContent-Disposition: form-data; name="${p.name}"\r\n\r\n${p.value}\r\n');
			body.writeString('--$BOUNDARY\r\nContent-Disposition: form-data; name="${file.param}"; filename="${file.filename}"\r\nContent-Type: ${file.mimeType}\r\n\r\n');
			length = body.length + file.size + BOUNDARY.length + 8;
		} else {
			if (postBytes != null)
				body.write(postBytes);
			else if (postData != null)
				body.writeString(postData);
			else if (post)
				body.writeString(encoded);
			length = body.length;
			if (encoded != "" && (!post || postBytes != null || postData != null))
				inUrl = (path.indexOf("?") >= 0 ? "&" : "?") + encoded;
		}
		final target = (PROXY == null ? "" : 'http://$host$port') + path + inUrl;
		line('${method == null ? (post ? "POST" : "GET") : method} $target HTTP/1.1');
		final isGiven = (name:String) -> Lambda.exists(headers, it -> it.name.toLowerCase() == name);
		if (!isGiven("host"))
			line("Host: " + host + port);
		if (PROXY != null && PROXY.auth != null)
			line("Proxy-Authorization: Basic " + haxe.crypto.Base64.encode(Bytes.ofString(PROXY.auth.user + ":" + PROXY.auth.pass)));
		if (file != null)
			line("Content-Type: multipart/form-data; boundary=" + BOUNDARY);
		else if (post && !isGiven("content-type") && postBytes == null)
			line("Content-Type: application/x-www-form-urlencoded");
		if (post && !isGiven("content-length"))
			line("Content-Length: " + length);
		if (!isGiven("connection"))
			line("Connection: close");
		for (it in headers)
			line(it.name + ": " + it.value);
		line("");
		return body.getBytes();
	}

	function sendFile(output:Output):Void {
		final buffer = Bytes.alloc(4096);
		var left = file.size;
		while (left > 0) {
			final n = file.io.readBytes(buffer, 0, left > buffer.length ? buffer.length : left);
			output.writeFullBytes(buffer, 0, n);
			left -= n;
		}
		output.writeString('\r\n--$BOUNDARY--\r\n');
		file = null;
	}

	function readAnswer(api:Output, socket:Socket, isHead:Bool):Void {
		final input = socket.input;
		final first = input.readLine();
		final status = Std.parseInt(first.split(" ")[1]);
		if (status == null || status == 0)
			throw "Response status error";
		responseHeaders = [];
		manyHeaders = [];
		var length:Null<Int> = null;
		var isChunked = false;
		while (true) {
			final line = input.readLine();
			if (line == "")
				break;
			final colon = line.indexOf(":");
			if (colon < 0)
				continue;
			final name = line.substr(0, colon);
			final value = StringTools.trim(line.substr(colon + 1));
			responseHeaders.set(name, value);
			if (!manyHeaders.exists(name))
				manyHeaders.set(name, []);
			manyHeaders.get(name).push(value);
			switch name.toLowerCase() {
				case "content-length":
					length = Std.parseInt(value);
				case "transfer-encoding":
					isChunked = value.toLowerCase() == "chunked";
				case _:
			}
		}
		onStatus(status);
		if (!isHead && status != 204 && status != 304) {
			if (isChunked)
				readChunks(api, input);
			else if (length != null)
				copy(api, input, length);
			else
				copy(api, input, -1);
		}
		if (status < 200 || status >= 400)
			throw "Http Error #" + status;
	}

	static function readChunks(api:Output, input:Input):Void
		while (true) {
			final size = Std.parseInt("0x" + StringTools.trim(input.readLine().split(";")[0]));
			if (size == null)
				throw "Invalid chunk";
			if (size == 0)
				return;
			copy(api, input, size);
			input.readLine();
		}

	/** `n` bytes, or all there are if that is negative. **/
	static function copy(api:Output, input:Input, n:Int):Void {
		final buffer = Bytes.alloc(4096);
		var left = n;
		while (left != 0) {
			final wanted = left < 0 || left > buffer.length ? buffer.length : left;
			final got = try input.readBytes(buffer, 0, wanted) catch (e:haxe.io.Eof) {
				if (n >= 0)
					throw "Transfer aborted";
				return;
			}
			api.writeFullBytes(buffer, 0, got);
			if (left > 0)
				left -= got;
		}
	}

	/** All headers of the answer with that name, or `null`. **/
	public function getResponseHeaderValues(key:String):Null<Array<String>>
		return manyHeaders == null ? null : manyHeaders.get(key);
}
