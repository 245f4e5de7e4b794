package haxe.http;

import haxe.io.Bytes;

private typedef StringKeyValue = {
	var name:String;
	var value:String;
}

/** A request over HTTP: what is sent, and what is called with the answer. **/
class HttpBase {
	/** Where the request goes. **/
	public var url:String;

	/** The answer as text. **/
	public var responseData(get, never):Null<String>;

	/** The answer. **/
	public var responseBytes(default, null):Null<Bytes>;

	var responseAsString:Null<String>;
	var postData:Null<String>;
	var postBytes:Null<Bytes>;
	var headers:Array<StringKeyValue>;
	var params:Array<StringKeyValue>;
	final emptyOnData:(String) -> Void;

	public function new(url:String) {
		this.url = url;
		headers = [];
		params = [];
		emptyOnData = onData;
	}

	static function replace(list:Array<StringKeyValue>, name:String, value:String):Void {
		for (it in list)
			if (it.name == name) {
				it.value = value;
				return;
			}
		list.push({name: name, value: value});
	}

	/** Sends a header, in place of one of that name. **/
	public function setHeader(name:String, value:String):Void
		replace(headers, name, value);

	/** Sends a header beside those there are. **/
	public function addHeader(header:String, value:String):Void
		headers.push({name: header, value: value});

	/** Sends a parameter, in place of one of that name. **/
	public function setParameter(name:String, value:String):Void
		replace(params, name, value);

	/** Sends a parameter beside those there are. **/
	public function addParameter(name:String, value:String):Void
		params.push({name: name, value: value});

	/** Sends `data` as the body of the request. **/
	public function setPostData(data:Null<String>):Void {
		postData = data;
		postBytes = null;
	}

	/** Sends `data` as the body of the request. **/
	public function setPostBytes(data:Null<Bytes>):Void {
		postBytes = data;
		postData = null;
	}

	/** Sends the request: GET, or POST if `post` or there is a body. **/
	public function request(?post:Bool):Void
		throw new haxe.exceptions.NotImplementedException();

	/** Called with the answer as text; meant to be replaced. **/
	public dynamic function onData(data:String):Void {}

	/** Called with the answer; meant to be replaced. **/
	public dynamic function onBytes(data:Bytes):Void {}

	/** Called when something goes wrong; meant to be replaced. **/
	public dynamic function onError(msg:String):Void {}

	/** Called with the status of the answer; meant to be replaced. **/
	public dynamic function onStatus(status:Int):Void {}

	function hasOnData():Bool
		return onData != emptyOnData;

	function success(data:Bytes):Void {
		responseBytes = data;
		responseAsString = null;
		if (hasOnData())
			onData(responseData);
		onBytes(responseBytes);
	}

	function get_responseData():Null<String> {
		if (responseAsString == null && responseBytes != null)
			responseAsString = responseBytes.getString(0, responseBytes.length, UTF8);
		return responseAsString;
	}
}
