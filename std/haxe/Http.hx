package haxe;

/** A request over HTTP. **/
typedef Http = sys.Http;
